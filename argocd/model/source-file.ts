import { display, type FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { Lines } from '../yaml/lines';
import { rangeOf } from '../yaml/locate';
import type { Node } from '../yaml/node';
import { compose, decode, isFatal, readJson, readYaml, type Text, type TextProblem } from '../yaml/text';
import { problemsOf } from './conflict';
import type { FileProblem, Location, Pointer } from './types';

/**
 * Larger files are not read: Argo CD's limit is lower, and no cluster accepts an object of even a hundredth of this
 * size.
 */
const MAX_BYTES = 100 * 1024 * 1024;

/** The marker that makes a directory source skip a file. */
const SKIP_MARKER = '+argocd:skip-file-rendering';

/** The start of a comment that silences a finding. */
export const IGNORE_MARKER = 'groundwork:ignore';

const NO_PROBLEMS: readonly FileProblem[] = [];

function looksConfidential(text: string): boolean {
  return /stringData|\bkind["']?\s*:\s*["']?Secret(?:List)?\b/.test(text);
}

/** A problem before it is placed in its file. */
interface Unplaced extends Omit<TextProblem, 'kind'> {
  readonly kind: FileProblem['kind'];
}

/**
 * One file, read once. It keeps the values of its documents, but not their positions: for those the file is parsed
 * again, which only findings need.
 */
export class SourceFile {
  /** The values of the documents; `undefined` for one that could not be read. */
  readonly values: readonly unknown[];
  readonly problems: readonly FileProblem[];
  readonly bytes: number;
  /** Whether the whole file has {@link SKIP_MARKER} somewhere. */
  readonly skipped: boolean;
  /**
   * Whether any line begins like a manifest: a weaker sign than {@link looksLikeManifest}, but one that value files do
   * not have.
   */
  readonly mentionsKind: boolean;
  /** Whether it looks like a template of another program (Helm, Jinja), which is no YAML before it is rendered. */
  readonly template: boolean;
  readonly mayIgnore: boolean;
  /** Whether a JSON file holds more than one value. */
  readonly rest: boolean;
  /** Where the documents start, and where each ends. */
  private readonly bounds: readonly number[];
  private secret?: boolean;

  constructor(
    readonly tree: FileTree,
    readonly path: string,
  ) {
    let bytes = 0;
    let content = '';
    let read: Text & { readonly rest?: boolean } = { documents: [], problems: [] };
    const problems: Unplaced[] = [];
    try {
      bytes = tree.size(path);
      if (bytes > MAX_BYTES) throw new TreeError(tree, path, 'EFBIG', `larger than ${MAX_BYTES} bytes`);
      const made = tree.made?.(path);
      content = made?.text ?? decode(tree.read(path));
      read = path.endsWith('.json') ? readJson(content) : readYaml(content, made?.values);
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      problems.push({ kind: 'unreadable', message: error.message, offset: 0, document: 0 });
    }
    problems.push(...problemsOf(content, read));
    if (read.rest) {
      const end = read.documents[0]?.end ?? 0;
      problems.push({ kind: 'multiple-json', message: 'more than one JSON value', offset: end, document: 0 });
    }
    this.bytes = bytes;
    this.values = read.documents.map(({ value }) => value);
    this.bounds = read.documents.flatMap(({ start, end }) => [start, end]);
    this.rest = read.rest ?? false;
    this.skipped = content.includes(SKIP_MARKER);
    this.mayIgnore = content.includes(IGNORE_MARKER);
    const fatal = problems.some(isFatal);
    const broken = fatal || !this.values.every(hasKind);
    this.mentionsKind = broken && /^[ \t{]*["']?(apiVersion|kind)["']?[ \t]*:/m.test(content);
    this.template = broken && /\{\{|\{%|^[ \t]*<%|\$\{[a-z_.]+\}/im.test(content);
    if (problems.length === 0) {
      this.problems = NO_PROBLEMS;
      return;
    }
    const lines = new Lines(content);
    const file = display(tree, path);
    this.problems = problems.map((problem) => ({
      ...problem,
      tree,
      path,
      location: spanOf(file, lines, { start: problem.offset, end: problem.offset + 1 }),
      // What is read although it has such signs means what it says.
      template: this.template && (fatal || isFatal(problem)),
      mentionsKind: this.mentionsKind,
    }));
  }

  /** The first problem after which Argo CD stops reading. See {@link isFatal}. */
  get fatal(): FileProblem | undefined {
    return this.problems.find((problem) => isFatal(problem) && problem.kind !== 'multiple-json');
  }

  /** Whether a document is, or looks like, a Secret, so that its text must not be shown. Reads the file again. */
  get confidential(): boolean {
    this.secret ??= looksConfidential(this.text());
    return this.secret;
  }

  /** Whether the text has all the words by which Argo CD tells a broken manifest from any other YAML. Reads the file again. */
  get looksLikeManifest(): boolean {
    const text = this.text();
    return ['apiVersion:', 'kind:', 'metadata:'].every((word) => text.includes(word));
  }

  locate(document: number, pointer: Pointer, on: 'key' | 'value' = 'value'): Location {
    const [start = 0, end = 0] = this.bounds.slice(2 * document);
    return positions(this).locate(start, end, pointer, on);
  }

  /** The text of a line, counted from 1, without its end; `undefined` if the file cannot be read as text. */
  line(number: number): string | undefined {
    return positions(this).lines.line(number);
  }

  /** The whole text as it is decoded, `''` if it cannot be read. */
  text(): string {
    return positions(this).text;
  }
}

/** Whether a document is what Kubernetes takes for an object at all. */
export function hasKind(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kind, apiVersion } = value as { kind?: unknown; apiVersion?: unknown };
  // With more than one slash in apiVersion, Kubernetes does not find the kind either.
  const version = typeof apiVersion === 'string' ? apiVersion.split('/', 3) : [];
  return typeof kind === 'string' && kind !== '' && version.length <= 2;
}

/** The text of a file and its nodes with their positions. */
class Positions {
  readonly lines: Lines;
  private readonly documents = new Map<number, Node | undefined>();

  constructor(
    private readonly file: string,
    readonly text: string,
  ) {
    this.lines = new Lines(text);
  }

  locate(start: number, end: number, pointer: Pointer, on: 'key' | 'value'): Location {
    let root = this.documents.get(start);
    if (!root && !this.documents.has(start)) {
      root = compose(this.text, { start, end });
      this.documents.set(start, root);
    }
    const range = root ? rangeOf(root, pointer, on) : { start, end: start };
    return spanOf(this.file, this.lines, range);
  }
}

function spanOf(
  file: string,
  lines: Lines,
  { start, end }: { readonly start: number; readonly end: number },
): Location {
  const first = lines.place(start);
  const last = lines.place(Math.max(start, end));
  return { file, line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

/** The files that findings were placed in last: findings come file by file. */
const recent = new Map<SourceFile, Positions>();

function positions(file: SourceFile): Positions {
  let found = recent.get(file);
  if (!found) {
    let text = '';
    try {
      // What could not be read the first time, because it is too large for example, is not tried again.
      if (file.fatal?.kind !== 'unreadable') text = decode(file.tree.read(file.path));
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
    }
    found = new Positions(display(file.tree, file.path), text);
    if (recent.size >= 8) recent.delete(recent.keys().next().value as SourceFile);
  } else recent.delete(file);
  recent.set(file, found);
  return found;
}
