import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { formatImageReference, isDigest, parseImageReference } from './image-reference';

/** Name of the lock in the project's root. */
export const IMAGE_LOCK_FILE = 'images.lock.yaml';

/** One pinned image. */
export interface ImageLockEntry {
  /** What the digest pins: canonical `registry/repository:tag`. */
  readonly image: string;

  /** Digest of the image index, or of the manifest where the image has no index: the same on every node's platform. */
  readonly digest: string;

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problems: string[] = [];
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : Math.max(1, lines.linePos(offset).line));
  const problem = (offset: number | undefined, message: string) =>
    problems.push(`${file}:${lineAt(offset)}: ${message}`);

  for (const error of document.errors) problem(error.pos[0], error.message);
  const lock = new Map<string, ImageLockEntry>();
  if (problems.length === 0 && document.contents !== null) readEntries(document.contents);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return lock;

  function readEntries(root: unknown): void {
    const offset = (node: unknown) => (node as { range?: [number, number, number] } | null)?.range?.[0];
    if (!isMap(root)) return void problem(offset(root), 'the lock is not a map; it has one key, images');
    for (const { key, value } of root.items) {
      const name = isScalar(key) ? key.value : undefined;
      if (name !== 'images') problem(offset(key), `unknown key ${JSON.stringify(name)}; the lock has one key, images`);
      else if (isMap(value)) for (const item of (value as YAMLMap).items) readEntry(item.key, item.value);
      else if (!isScalar(value) || value.value !== null) {
        problem(offset(value), 'images is not a map of image references to digests');
      }
    }

    function readEntry(key: unknown, value: unknown): void {
      const at = offset(key);
      const image = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
      const digest = isScalar(value) ? value.value : undefined;
      if (image === undefined) return void problem(at, 'the key is not an image reference');
      try {
        const reference = parseImageReference(image);
        const canonical = formatImageReference(reference);
        if (reference.digest !== undefined) problem(at, `${image}: the digest belongs in the value, not in the key`);
        else if (reference.tag === undefined) problem(at, `${image}: it has no tag; write ${canonical}:TAG`);
        else if (canonical !== image) problem(at, `${image}: it is not the canonical form; write ${canonical}`);
      } catch (error) {
        problem(at, (error as Error).message);
      }
      if (!isDigest(digest)) {
        const found = digest === undefined || digest === null ? 'nothing' : JSON.stringify(digest);
        problem(
          offset(value) ?? at,
          `${image}: ${found} is not a digest; write sha256: and 64 hex digits, or run groundwork pin`,
        );
      } else lock.set(image, { image, digest, line: lineAt(at) });
    }
  }
}
