import { readFileSync } from 'node:fs';
import type { Node, Pair } from 'yaml';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { formatImageName, formatImageReference, type ImageReference, parseImageReference } from './image-reference';

/** Name of the lock in the project's root. */
export const IMAGE_LOCK_FILE = 'images.lock.yaml';

/** One pinned image. */
export interface ImageLockEntry {
  /** What the digest pins: canonical `registry/repository:tag`. */
  readonly image: string;

  /** Digest of the image index, or of the manifest where the image has no index: the same on every node's platform. */
  readonly digest: string;

  /** Key of the entry in the lock, the middle step of its Helm values path. @default - not read from a file */
  readonly key?: string;

  /** Line of the entry in the lock, 1-based. @default - not read from a file */
  readonly line?: number;
}

/** The images of the platform with their digests, by canonical `registry/repository:tag`. */
export type ImageLock = ReadonlyMap<string, ImageLockEntry>;

/**
 * Reads a lock file. A file that is not there is an empty lock: nothing is pinned yet, which `synth` reports.
 *
 * @throws Error with file and line of everything that is wrong in it
 */
export function readImageLock(file: string): ImageLock {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new Error(`${file}: cannot read the image lock: ${(error as Error).message}`);
  }
  return parseImageLock(text, file);
}

/**
 * Reads the text of a lock.
 *
 * @param file how errors call the text
 * @throws Error with file and line of everything that is wrong in it
 */
export function parseImageLock(text: string, file = IMAGE_LOCK_FILE): ImageLock {
  return readAsWritten(text) ?? readAsYaml(text, file);
}

/** An entry as formatImageLock writes it. */
const ENTRY = String.raw`^  ([a-z][\w/-]*/[\w/-]+):\n    repository: ([a-z\d][\w.:-]*/[\w./-]*\w)\n    tag: ([\w.-]+@sha256:[\da-f]{64})\n`;
const WRITTEN = new RegExp(String.raw`^(?:#.*\n)*images:\n(?:${ENTRY.slice(1)})+$`);

/**
 * Reads a lock that has exactly the form in which it is written, because each synth reads it and parsing YAML is slow.
 * Undefined if anything in it is different or wrong.
 */
function readAsWritten(text: string): ImageLock | undefined {
  if (!WRITTEN.test(text)) return undefined;
  const lock = new Map<string, ImageLockEntry>();
  const keys = new Set<string>();
  let line = text.split('\n').indexOf('images:') + 2;
  for (const [, key, repository, tag] of text.matchAll(new RegExp(ENTRY, 'gm'))) {
    try {
      const { digest, ...unpinned } = parseImageReference(`${repository}:${tag}`);
      const image = formatImageReference(unpinned);
      if (digest === undefined || lock.has(image) || keys.has(key)) return undefined;
      lock.set(image, { image, digest, key, line });
      keys.add(key);
      line += 3;
    } catch {
      return undefined;
    }
  }
  return lock;
}

function readAsYaml(text: string, file: string): ImageLock {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lock = new Map<string, ImageLockEntry>();
  const problems: string[] = [];
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : counter.linePos(offset).line);
  const lineOf = (node: unknown) => lineAt((node as Node | null)?.range?.[0]);
  const report = (line: number, message: string) => problems.push(`${file}:${line}: ${message}`);

  for (const error of document.errors) report(lineAt(error.pos[0]), error.message);
  if (problems.length === 0) {
    for (const item of imagesOf(document.contents, (node, message) => report(lineOf(node), message))) {
      try {
        const line = lineOf(item.key);
        const { image, digest } = readEntry(item);
        const earlier = lock.get(image);
        if (earlier) report(line, `${image} is in line ${earlier.line} already; remove one of them`);
        else lock.set(image, { image, digest, key: String(item.key), line });
      } catch (error) {
        if (!(error instanceof EntryError)) throw error;
        report(lineOf(error.node ?? item.key), error.message);
      }
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return lock;
}

/** What is wrong with one entry, and at which node of the document. */
class EntryError extends Error {
  constructor(
    readonly node: unknown,
    message: string,
  ) {
    super(message);
  }
}

function imagesOf(root: unknown, report: (node: unknown, message: string) => void): readonly Pair[] {
  if (root === null) return [];
  if (!isMap(root)) {
    report(root, 'the lock is not a map; it has one key, images');
    return [];
  }
  const items: Pair[] = [];
  for (const { key, value } of root.items) {
    const name = isScalar(key) ? key.value : undefined;
    if (name !== 'images') report(key, `unknown key ${JSON.stringify(name)}; the lock has one key, images`);
    else if (isMap(value)) items.push(...value.items);
    else if (value !== null && !(isScalar(value) && value.value === null)) report(value, 'images is not a map');
  }
  return items;
}

function readEntry({ key, value }: Pair): Pick<ImageLockEntry, 'image' | 'digest'> {
  const name = `images.${isScalar(key) ? key.value : '?'}`;
  if (!isMap(value)) throw new EntryError(key, `${name} is not a map with repository and tag`);
  for (const item of value.items) {
    const field = isScalar(item.key) ? item.key.value : undefined;
    if (field !== 'repository' && field !== 'tag') {
      throw new EntryError(item.key, `${name}: unknown key ${JSON.stringify(field)}; an image has repository and tag`);
    }
  }
  const repository = value.get('repository');
  const tag = value.get('tag');
  const tagNode = value.get('tag', true);
  if (typeof repository !== 'string')
    throw new EntryError(value.get('repository', true), `${name}.repository is not a text`);
  if (typeof tag !== 'string') throw new EntryError(tagNode, `${name}.tag is not a text; write TAG@sha256:HEX`);

  let reference: ImageReference;
  try {
    reference = parseImageReference(`${repository}:${tag}`);
  } catch (error) {
    throw new EntryError(tagNode, `${name}: ${(error as Error).message}`);
  }
  // Not only the canonical form: Argo CD Image Updater writes docker.io/busybox for docker.io/library/busybox.
  const { digest, ...unpinned } = reference;
  if (digest === undefined) {
    throw new EntryError(tagNode, `${name}.tag: ${tag} has no digest; run groundwork pin, or write ${tag}@sha256:HEX`);
  }
  return { image: formatImageReference(unpinned), digest };
}

const HEADER = `# The images of the platform, by digest of their index: the same on every platform and node.
#
# Written by: groundwork pin          Compared with the registries by: groundwork pin --check
# Read by: groundwork synth, images, mirror
#
# It has the shape of Helm values (images.KEY.repository, images.KEY.tag), so that Argo CD Image Updater can write it too.
`;

/** The text of a lock: sorted, one image an entry, so that a new digest is one changed line. */
export function formatImageLock(entries: Iterable<Pick<ImageLockEntry, 'image' | 'digest'>>): string {
  const sorted = [...entries].sort((a, b) => (a.image < b.image ? -1 : a.image > b.image ? 1 : 0));
  if (sorted.length === 0) return `${HEADER}images: {}\n`;
  const keys = imageLockKeys(sorted.map(({ image }) => image));
  const lines = sorted.map(({ image, digest }) => {
    const { tag, ...reference } = parseImageReference(image);
    return `  ${keys.get(image)}:\n    repository: ${formatImageName(reference)}\n    tag: ${tag}@${digest}\n`;
  });
  return `${HEADER}images:\n${lines.join('')}`;
}

/**
 * The keys of images in the lock: the repository without its registry, and as much more as keeps them apart. Keys have no
 * dot in them, because a dot separates the steps of a Helm values path.
 */
export function imageLockKeys(images: Iterable<string>): ReadonlyMap<string, string> {
  const forms = [...new Set(images)].map((image) => {
    const reference = parseImageReference(image);
    const { registry, repository, tag } = reference;
    return { image, keys: [repository, `${repository}/${tag}`, `${registry}/${repository}/${tag}`].map(plain) };
  });
  const result = new Map<string, string>();
  for (const { image, keys } of forms) {
    const free = keys.find((key, form) => forms.every((other) => other.image === image || other.keys[form] !== key));
    result.set(image, free ?? keys[keys.length - 1]);
  }
  return result;

  function plain(text: string): string {
    return text.replace(/[.:[\]]/g, '-');
  }
}
