import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter } from 'yaml';
import { display, type FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { problemsOf } from './conflict';
import { isConfidentialAt, withoutQuotes } from './redact';
import type { FileProblem, Location, Pointer } from './types';
import { compose, decode, keyOf, readJson, readYaml, type Text, type TextProblem } from './yaml';

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
      const decoded: ReturnType<typeof decode> = made ?? decode(tree.read(path));
      content = decoded.text;
      if (decoded.problem) problems.push(decoded.problem);
      if (problems.length === 0) read = path.endsWith('.json') ? readJson(content) : readYaml(content, made?.values);
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      problems.push({ kind: 'unreadable', message: error.message, offset: 0 });
    }
    problems.push(...problemsOf(content, read));
    if (read.rest) {
      const end = read.documents[0]?.end ?? 0;
      problems.push({ kind: 'multiple-json', message: 'more than one JSON value', offset: end });
    }
    this.bytes = bytes;
    this.values = read.documents.map(({ value }) => value);
    this.bounds = read.documents.flatMap(({ start, end }) => [start, end]);
    this.rest = read.rest ?? false;
    this.skipped = content.includes(SKIP_MARKER);
    this.mayIgnore = content.includes(IGNORE_MARKER);
    const broken = problems.length > 0 || !this.values.every(hasKind);
    this.mentionsKind = broken && /^[ \t{]*["']?(apiVersion|kind)["']?[ \t]*:/m.test(content);
    this.template = broken && /\{\{|\{%|^[ \t]*<%|\$\{[a-z_.]+\}/im.test(content);
    if (problems.length === 0) {
      this.problems = NO_PROBLEMS;
      return;
    }
    const confidential = looksConfidential(content);
    const lines = content.split('\n');
    const shown = ({ kind, message, offset }: Unplaced): string => {
      if (kind !== 'syntax' && kind !== 'multiple-json') return message;
      const { line } = placeIn(content, '', offset);
      return confidential || isConfidentialAt(line, (number) => lines[number - 1]) ? withoutQuotes(message) : message;
    };
    this.problems = problems.map(({ kind, message, repair, offset }) => ({
      kind,
      repair,
      message: shown({ kind, message, offset }),
      tree,
      path,
      document: Math.max(
        0,
        read.documents.findIndex(({ end }) => offset < end),
      ),
      location: placeIn(content, display(tree, path), offset),
      template: this.template,
      mentionsKind: this.mentionsKind,
    }));
  }

  /** The first problem after which Argo CD stops reading. A duplicate key is not such a problem. */
  get fatal(): FileProblem | undefined {
    return this.problems.find(({ kind }) => kind !== 'duplicate-key' && kind !== 'multiple-json');
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
    return positions(this).line(number);
  }

  /** The whole text as it is decoded, `''` if it cannot be read. */
  text(): string {
    return positions(this).text;
  }
}

/** Whether a document is what Kubernetes takes for an object at all. */
export function hasKind(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kind } = value as { kind?: unknown };
  return typeof kind === 'string' && kind !== '';
}

function placeIn(text: string, file: string, offset: number): Location {
  const before = text.slice(0, offset);
  const line = (before.match(/\n/g)?.length ?? 0) + 1;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  return { file, line, column, endLine: line, endColumn: column + 1 };
}

/** The text of a file and its nodes with their positions. */
class Positions {
  private readonly counter = new LineCounter();
  private readonly documents = new Map<number, Document.Parsed | undefined>();

  constructor(
    private readonly file: string,
    readonly text: string,
  ) {
    this.counter.addNewLine(0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.counter.addNewLine(at + 1);
  }

  line(number: number): string | undefined {
    const start = this.counter.lineStarts[number - 1];
    if (start === undefined) return undefined;
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
  }

  locate(start: number, end: number, pointer: Pointer, on: 'key' | 'value'): Location {
    if (!this.documents.has(start)) {
      let document: Document.Parsed | undefined;
      try {
        document = compose(this.text, { start, end });
      } catch (error) {
        // Nested too deeply: the start of the document has to do.
        if (!(error instanceof RangeError)) throw error;
      }
      this.documents.set(start, document);
    }
    const document = this.documents.get(start);
    const [from, to] = (document && rangeOf(document, pointer, on)) ?? [0, 0];
    const first = this.counter.linePos(start + from);
    const last = this.counter.linePos(Math.max(start + from, start + to));
    return { file: this.file, line: first.line, column: first.col, endLine: last.line, endColumn: last.col };
  }
}

/** The range of what a pointer leads to in a document, or of the nearest thing above it. */
function rangeOf(document: Document.Parsed, pointer: Pointer, on: 'key' | 'value'): [number, number] | undefined {
  let node: unknown = document.contents;
  let best = firstOf(node);
  for (const [index, part] of pointer.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const step = stepInto(document, node, part);
    if (!step) break;
    const last = index === pointer.length - 1;
    const key = rangeOfNode(step.key);
    const value = step.value && isBlock(step.value) && key ? key : rangeOfNode(step.value);
    best = (last && on === 'key' ? (key ?? value) : (value ?? key)) ?? best;
    node = step.value;
  }
  return best;
}

/** A block collection spans many lines: a finding about it points at its key, or at its first one. */
function isBlock(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && !node.flow;
}

function firstOf(node: unknown): [number, number] | undefined {
  if (isMap(node) && node.items[0]) return rangeOfNode(node.items[0].key);
  return rangeOfNode(node);
}

function rangeOfNode(node: unknown): [number, number] | undefined {
  if (isMap(node) && !node.flow && node.items[0]) return rangeOfNode((node.items[0] as Pair).key);
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}

function stepInto(
  document: Document.Parsed,
  node: unknown,
  part: string | number,
  depth = 0,
): { readonly key?: unknown; readonly value: unknown } | undefined {
  if (isSeq(node)) return typeof part === 'number' && part in node.items ? { value: node.items[part] } : undefined;
  if (!isMap(node) || depth > 10) return undefined;
  // Of duplicate keys, the last one counts.
  const pair = pairsOf(node).get(String(part));
  if (pair) return pair;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || key.value !== '<<') continue;
    for (const one of isSeq(value) ? value.items : [value]) {
      const merged = stepInto(document, isAlias(one) ? one.resolve(document) : one, part, depth + 1);
      if (merged) return merged;
    }
  }
  return undefined;
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string | undefined, Pair>>();

/**
 * The entries of a map by key; of duplicate keys, the last. An index, because a map with many findings is searched
 * often.
 */
function pairsOf(map: YAMLMap): ReadonlyMap<string | undefined, Pair> {
  let known = pairs.get(map);
  if (!known) {
    known = new Map((map.items as Pair[]).map((pair) => [keyOf(pair.key), pair]));
    pairs.set(map, known);
  }
  return known;
}

/** The files that findings were placed in last: findings come file by file. */
const recent = new Map<SourceFile, Positions>();

function positions(file: SourceFile): Positions {
  let found = recent.get(file);
  if (!found) {
    let text = '';
    try {
      // What could not be read the first time, because it is too large for example, is not tried again.
      if (file.fatal?.kind !== 'unreadable') text = decode(file.tree.read(file.path)).text;
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
    }
    found = new Positions(display(file.tree, file.path), text);
    if (recent.size >= 8) recent.delete(recent.keys().next().value as SourceFile);
  } else recent.delete(file);
  recent.set(file, found);
  return found;
}
