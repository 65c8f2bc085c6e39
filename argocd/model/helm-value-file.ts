import { matchFilepath } from '../semantics/filepath-match';
import { display, type FileTree } from '../tree/file-tree';
import { resolveLink, whyLeftOut } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import { join } from '../tree/tree-path';
import type { Files } from './files';
import { withoutQuotes } from './redact';
import type { SourceFile } from './source-file';
import type { Repository } from './types';
import { decode, readYaml, type Text, type TextProblem } from './yaml';

/** What is wrong with a value file. */
export interface ValueFileMistake {
  /** The words of Helm, or of Argo CD. */
  readonly words: string;
  readonly fix: string;
  /** Whether nothing is there, which `ignoreMissingValueFiles` forgives. @default false */
  readonly missing?: boolean;
  /** See {@link ValuesMistake.cut}. */
  readonly cut?: boolean;
}

/**
 * Helm takes its values from the first document of a file. There may be a comment before its `---`.
 *
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/chartutil/values.go (ReadValues)
 */
export function documentOfValues(file: SourceFile): number {
  return firstDocument(file.values, () => file.text());
}

function firstDocument(values: readonly unknown[], content: () => string): number {
  if (values.length < 2 || values[0] !== null) return 0;
  return /^(?:[ \t]*(?:#.*)?\r?\n)+---/.test(content()) ? 1 : 0;
}

/** The major version of Helm that Argo CD runs: 4 since 3.5. */
export type HelmVersion = 3 | 4;

/** Judges the file at a path, in a repository that is certain to be what Argo CD reads. */
export function valueFileMistake(
  files: Files,
  { tree }: Repository,
  path: string,
  helm: HelmVersion,
): ValueFileMistake | undefined {
  const found = realFile(tree, path);
  if (found === undefined || typeof found === 'object') return found;
  const mistake = fileMistake(files.file(tree, found), helm);
  if (!mistake) return undefined;
  const { words, line, column, cut } = mistake;
  const shown = display(tree, path);
  const place = line === undefined ? '' : ` (line ${line}, column ${column})`;
  return {
    cut,
    words: `${cut ? `${shown}: ` : `Error: failed to parse ${shown}: `}${words}${place}`,
    fix: `Correct ${shown}: Helm wants a YAML map in it.`,
  };
}

/**
 * The file that a path leads to, or why there is none; `undefined` if that is for another rule, or not known.
 *
 * @param forgivable what makes it right if nothing is there, beside the file
 */
export function realFile(
  tree: FileTree,
  path: string,
  forgivable = ', or set ignoreMissingValueFiles: true',
): string | ValueFileMistake | undefined {
  const shown = display(tree, path);
  const found = resolveLink(tree, path);
  // `symlink-out-of-bounds` speaks about that.
  if (found.outside) return undefined;
  const type = found.path === undefined ? undefined : found.path === '' ? 'directory' : tree.type(found.path);
  if (found.path === undefined || type === undefined) {
    const why = whyLeftOut(tree, path);
    return {
      words: `Error: open ${shown}: no such file or directory${why === undefined ? '' : `: ${why}`}`,
      fix: `Correct the path${forgivable === '' ? ' or' : ','} add the file to the repository${forgivable}.`,
      missing: true,
    };
  }
  if (type === 'directory') return { words: `Error: read ${shown}: is a directory`, fix: 'Name a file in it.' };
  if (type !== 'file') return undefined;
  return found.path;
}

/** What is wrong with a text of values. */
export interface ValuesMistake {
  /** The words of Helm, or what it does. */
  readonly words: string;
  /** The first line is 1. */
  readonly line?: number;
  readonly column?: number;
  /** Whether Helm accepts the text, but drops everything after the place. @default false */
  readonly cut?: boolean;
}

/** Why Helm takes no values from a file; `undefined` if it does, or if it is not known. */
export function fileMistake(file: SourceFile, helm: HelmVersion): ValuesMistake | undefined {
  // Helm takes JSON for the YAML that it is.
  const plain = file.problems.length === 0 && file.values.length < 2 && !file.path.endsWith('.json');
  if (!plain) return readValues(file.text(), helm).mistake;
  const words = notMap(file.values[0]);
  return words === undefined ? undefined : { words: readingOf(helm) + words };
}

/** The values in a text, and why Helm takes none from it. */
export function readValues(
  content: string,
  helm: HelmVersion,
): { readonly values: unknown; readonly mistake?: ValuesMistake } {
  const { text, problem } = UNUSUAL.test(content) ? decode(Buffer.from(content)) : { text: content };
  const { documents, problems }: Text = problem ? { documents: [], problems: [problem] } : readYaml(text);
  const first = firstDocument(
    documents.map(({ value }) => value),
    () => text,
  );
  const values = documents[first]?.value;
  if (problems.length === 0 && documents.length < 2) {
    const words = notMap(values);
    return { values, mistake: words === undefined ? undefined : { words: readingOf(helm) + words } };
  }
  return { values, mistake: judge(text, { documents, problems }, first, helm) };
}

/** What {@link decode} takes out, or refuses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what YAML forbids
const UNUSUAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]/;

function readingOf(helm: HelmVersion): string {
  return helm === 4 ? 'cannot unmarshal yaml document: ' : '';
}

/** Helm 3 reads the first document. Helm 4 reads all of them, and merges them. */
function judge(
  text: string,
  { documents, problems }: Text,
  first: number,
  helm: HelmVersion,
): ValuesMistake | undefined {
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1) as string).length + 1 };
  };
  let from = 0;
  for (const [index, { start, end, value }] of (documents.length > 0 ? documents : [NOTHING]).entries()) {
    // Several JSON values in a row are one document for Helm. It takes the first value.
    const separate = index === 0 || /^---/m.test(text.slice(from, start));
    from = end;
    if ((helm === 3 && index !== first) || !separate) continue;
    if (value !== undefined) {
      const words = notMap(value);
      if (words !== undefined) return { words: readingOf(helm) + words };
      continue;
    }
    const problem = problems.find((one) => one.offset >= start && one.offset <= end && isFatal(one, helm, start));
    if (!problem) continue;
    const { message, offset } = problem;
    if (isCut(text.slice(start, end), message, offset - start)) {
      if (/^\s*- /.test(withoutComments(text.slice(start, end))))
        return { words: readingOf(helm) + (notMap([]) as string) };
      return {
        words: 'Helm takes only what stands above this line, because the first line is indented more',
        ...at(offset),
        cut: true,
      };
    }
    if (isClosed(text, message)) continue;
    return { words: `${readingOf(helm)}${notYaml(message)}`, ...at(offset) };
  }
  const separator = helm === 4 ? problems.find(({ message }) => SEPARATOR.test(message)) : undefined;
  return (
    separator && { words: 'error reading yaml document: invalid Yaml document separator', ...at(separator.offset) }
  );
}

/** What stands below the comments and empty lines at its start. */
function withoutComments(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  return lines.slice(Math.max(first, 0)).join('\n');
}

const NOTHING = { start: 0, end: Number.POSITIVE_INFINITY, value: undefined };

const SEPARATOR = /^invalid Yaml document separator/;

/**
 * Whether Helm's parser refuses the text as well: it accepts deeper nesting than this check. Helm 3 accepts directives,
 * and text after a separator on its line. Both versions accept a comment directly after a block indicator.
 */
function isFatal({ kind, message }: TextProblem, helm: HelmVersion, start: number): boolean {
  if (SEPARATOR.test(message) || message.startsWith('Comments must be separated')) return false;
  if (helm === 3 && message.includes('<document start>')) return false;
  // An end of a document after its start.
  if (start > 0 && message.includes('expected node content')) return false;
  return kind === 'syntax' || kind === 'binary' || kind === 'alias-bomb';
}

/**
 * Whether a mistake is after the end of the top map, where Helm's parser does not look: after a line that is indented
 * less than the first one, or after the closing brace.
 */
function isCut(document: string, message: string, offset: number): boolean {
  const lines = document.slice(0, offset).split('\n');
  // The rest of the line of the mistake tells how far that is indented.
  lines[lines.length - 1] += /^.*/.exec(document.slice(offset))?.[0] ?? '';
  const content = lines.filter((line) => !/^\s*(?:#.*)?$/.test(line));
  const indent = content[0]?.search(/[^ ]/) ?? 0;
  if (content.some((line) => line.search(/[^ ]/) < indent)) return true;
  // `{{` is a map as a key, which no parser accepts.
  return /^ *\{(?!\{)/.test(content[0] ?? '') && message.endsWith('at node end');
}

/** Whether a quote that the parser misses may exist: Go's library accepts any indentation of a quoted text. */
function isClosed(text: string, message: string): boolean {
  const quote = /^Missing closing (["'])/.exec(message)?.[1];
  return quote !== undefined && text.split(quote).length % 2 === 1;
}

/** The parser's message may quote the file, which may contain a password. */
function notYaml(message: string): string {
  return `error converting YAML to JSON: yaml: ${withoutQuotes(message)}`;
}

function notMap(value: unknown): string | undefined {
  if (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
}

/** Whether Argo CD (since 3.4) treats a path as a pattern. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * The paths that a pattern of Argo CD means, in its order; `undefined` for one that is not understood here, and where a
 * symlink may lead to more.
 *
 * @see https://github.com/bmatcuk/doublestar
 */
export function globPaths(tree: FileTree, pattern: string): readonly string[] | undefined {
  const parts = pattern.split('/');
  const odd = parts.some((part, at) => part.includes('**') && (part !== '**' || at === parts.length - 1));
  if (odd || /[[{\\]/.test(pattern)) return undefined;
  const found = new Set<string>();
  const seen = new Set<string>();
  let sure = true;
  const visit = (dir: string, at: number): void => {
    const part = parts[at];
    const place = `${at}/${dir}`;
    if (part === undefined || seen.has(place)) return;
    seen.add(place);
    const rest = at + 1 < parts.length;
    if (part === '**' && rest) visit(dir, at + 1);
    for (const { name, type } of tree.list(dir)) {
      if (part !== '**' && !matchFilepath(part, name)) continue;
      const path = join(dir, name);
      if (!rest) found.add(path);
      if (name === '.git' || name === 'node_modules') continue;
      if (type === 'symlink') sure &&= !rest && part !== '**';
      else if (type === 'directory' && (rest || part === '**')) visit(path, part === '**' ? at : at + 1);
    }
  };
  try {
    visit('', 0);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return undefined;
  }
  return sure ? [...found].sort() : undefined;
}
