import { matchFilepath } from '../semantics/filepath-match';
import { resolveLink } from './directory';
import type { Files } from './files';
import { withoutQuotes } from './redact';
import type { SourceFile } from './source-file';
import { display, type FileTree, TreeError } from './tree';
import type { FileProblem, Repository } from './types';
import { readYaml } from './yaml';

/** What is wrong with a value file. */
export interface ValueFileMistake {
  /** The words of Helm, or of Argo CD. */
  readonly words: string;
  readonly fix: string;
  /** Whether nothing is there, which `ignoreMissingValueFiles` forgives. @default false */
  readonly missing?: boolean;
}

/**
 * Which document of a file Helm takes its values from: the first. What comes before its `---` may be a comment.
 *
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/chartutil/values.go (ReadValues)
 */
export function documentOfValues(file: SourceFile): number {
  if (file.values.length < 2 || file.values[0] !== null) return 0;
  return /^(?:[ \t]*(?:#.*)?\r?\n)+---/.test(file.text()) ? 1 : 0;
}

/** Judges the file at a path of a repository that is for sure what Argo CD reads. */
export function valueFileMistake(files: Files, { tree }: Repository, path: string): ValueFileMistake | undefined {
  const shown = display(tree, path);
  const found = resolveLink(tree, path);
  // `symlink-out-of-bounds` speaks about that.
  if (found.outside) return undefined;
  const type = found.path === undefined ? undefined : found.path === '' ? 'directory' : tree.type(found.path);
  if (found.path === undefined || type === undefined) {
    return {
      words: `Error: open ${shown}: no such file or directory`,
      fix: 'Correct the path, add the file to the repository, or set ignoreMissingValueFiles: true.',
      missing: true,
    };
  }
  if (type === 'directory') return { words: `Error: read ${shown}: is a directory`, fix: 'Name a file in it.' };
  if (type !== 'file') return undefined;
  const file = files.file(tree, found.path);
  const words = unreadable(file);
  return words === undefined
    ? undefined
    : {
        words: `Error: failed to parse ${shown}: ${words}`,
        fix: `Correct ${shown}: Helm wants a YAML map in it.`,
      };
}

/** Why Helm takes no values from a file, `undefined` if it does or nobody here knows. */
function unreadable(file: SourceFile): string | undefined {
  // Helm takes JSON for the YAML that it is.
  if (file.path.endsWith('.json')) {
    const { documents, problems } = readYaml(file.text());
    const [first] = documents;
    const problem = problems.find((one) => isFatal(one) && (!first || one.offset <= first.end));
    return first?.value === undefined && problem ? notYaml(problem.message) : notMap(first?.value);
  }
  const document = documentOfValues(file);
  const value = file.values[document];
  if (value !== undefined) return notMap(value);
  const problem = file.problems.find((one) => isFatal(one) && one.document === document);
  if (!problem) return undefined;
  const { line, column } = problem.location;
  return `${notYaml(problem.message)} (line ${line}, column ${column})`;
}

/**
 * What Helm's parser refuses, too: it reads deeper than this check, knows directives, and does not mind what follows a
 * separator on its line.
 */
function isFatal({ kind, message }: Pick<FileProblem, 'kind' | 'message'>): boolean {
  if (/^invalid Yaml document separator|<document start>/.test(message)) return false;
  return kind === 'syntax' || kind === 'binary' || kind === 'alias-bomb';
}

/** The words may quote the file, which may hold a password. */
function notYaml(message: string): string {
  return `error converting YAML to JSON: yaml: ${withoutQuotes(message)}`;
}

function notMap(value: unknown): string | undefined {
  if (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
}

/** Whether Argo CD (since 3.4) takes a path for a pattern. */
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
      const path = dir === '' ? name : `${dir}/${name}`;
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
