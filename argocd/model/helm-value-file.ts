import { matchFilepath } from '../semantics/filepath-match';
import { display, type FileTree } from '../tree/file-tree';
import { resolveLink, whyLeftOut } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import { join } from '../tree/tree-path';
import { Lines } from '../yaml/lines';
import { isFatal, readFirstDocument, readYamlDocuments, type TextProblem } from '../yaml/text';
import type { Files } from './files';
import type { SourceFile } from './source-file';
import type { Repository } from './types';

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
  // Helm 3 reads the first document. Helm 4 reads all of them, and merges them.
  if (helm === 3) {
    const { value, problems } = readFirstDocument(content);
    return { values: value, mistake: mistakeIn(content, [value], problems, helm) };
  }
  const { documents, problems } = readYamlDocuments(content);
  const values = documents.map(({ value }) => value);
  const first = firstDocument(values, () => content);
  return { values: values[first], mistake: mistakeIn(content, values, problems, helm) };
}

function readingOf(helm: HelmVersion): string {
  return helm === 4 ? 'cannot unmarshal yaml document: ' : '';
}

function mistakeIn(
  text: string,
  values: readonly unknown[],
  problems: readonly TextProblem[],
  helm: HelmVersion,
): ValuesMistake | undefined {
  for (const [document, value] of values.entries()) {
    const words = notMap(value);
    if (words !== undefined) return { words: readingOf(helm) + words };
    if (value !== undefined) continue;
    const problem = problems.find((one) => one.document === document && isFatal(one));
    // Helm goes deeper than this check.
    if (!problem || problem.kind === 'too-deep') continue;
    const { message, offset } = problem;
    const separator = message.includes('document separator');
    const reading = separator
      ? 'error reading yaml document: '
      : `${readingOf(helm)}error converting YAML to JSON: yaml: `;
    return { words: reading + message, ...new Lines(text).place(offset) };
  }
  const cut = problems.find(({ kind }) => kind === 'cut');
  if (!cut) return undefined;
  const words = 'Helm takes only what stands above this line, because the document ends there';
  return { words, ...new Lines(text).place(cut.offset), cut: true };
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
