import { isConfidentialLine, redact } from '../model/redact';
import { linesOf } from '../model/rendered-origin';
import type { Location, RenderFailure } from '../model/types';
import { display, type FileTree } from '../tree/file-tree';
import { join } from '../tree/tree-path';

/** More of it than anybody reads. */
const MAX_WORDS = 1_200;

/**
 * What a program said when it failed, fit to be shown: one line, without temporary paths, control characters and what may
 * be a secret.
 *
 * @param folders temporary ones; what is below them is named from there
 */
export function cleanWords(stderr: string, folders: readonly string[]): string {
  let text = stderr;
  // The longest first: one may be below another.
  for (const folder of [...folders].sort((a, b) => b.length - a.length))
    text = text.replaceAll(`${folder}/`, '').replaceAll(folder, 'the repository');
  const lines = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .split(/\r?\n/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .map((line) => line.replace(/[\x00-\x1f\x7f]/g, ' ').trim())
    .filter((line) => line !== '' && !/^Use --debug flag/.test(line) && !/ found symbolic link in path/.test(line));
  // What follows is the same for everybody.
  const usage = lines.indexOf('Usage:');
  if (usage > 0) lines.length = usage;
  const first = lines.findIndex((line) => line.startsWith('Error: '));
  const shown = lines.slice(Math.max(first, 0)).map((line) => (isConfidentialLine(line) ? hide(line) : line));
  const words = redact(shown.join(' '));
  if (words.length <= MAX_WORDS) return words || 'it failed and said nothing';
  // The end of a long chain of reasons is the reason.
  return `${words.slice(0, MAX_WORDS / 2)} … ${words.slice(-MAX_WORDS / 2)}`;
}

/** A line that may hold a secret: what comes before it stays. */
function hide(line: string): string {
  const [start = ''] = line.split(/["'`]|[=:]\s*(?=[^\s:]*$)/);
  return isConfidentialLine(start) ? '…' : `${start}…`;
}

/** What a program complains of. */
export type FailurePlace = Pick<RenderFailure, 'tree' | 'path' | 'location'>;

/** The template that Helm names, with the line where it has one; the chart where it names none. */
export function helmPlace(words: string, tree: FileTree, dir: string): FailurePlace {
  const named =
    /at \(?<?([\w./-]+\.(?:ya?ml|tpl|txt|json)):(\d+)(?::\d+)?/.exec(words) ??
    /template: ([^\s:]+):(\d+)/.exec(words) ??
    /parse error at \(([^\s:]+):(\d+)\)/.exec(words) ??
    /(?:YAML parse error on|error parsing) ([^\s:]+)()/.exec(words);
  const path = named === null ? undefined : templateOf(tree, dir, named[1] as string);
  if (path === undefined) return { tree, path: join(dir, 'Chart.yaml') };
  return { tree, path, location: placeAt(tree, path, Number(named?.[2] || 1)) };
}

/** The file of a template by the name that Helm gives it, which begins with that of the chart. */
export function templateOf(tree: FileTree, dir: string, source: string): string | undefined {
  const [, ...rest] = source.split('/');
  const path = join(dir, rest.join('/'));
  if (tree.type(path) === 'file') return path;
  // In a packaged chart: `charts/redis-1.2.3.tgz`.
  const charts = rest.indexOf('charts');
  if (charts < 0) return undefined;
  const folder = join(dir, rest.slice(0, charts + 1).join('/'));
  if (tree.type(folder) !== 'directory') return undefined;
  const name = rest[charts + 1] ?? '';
  const archives = tree.list(folder).filter((one) => one.name.startsWith(`${name}-`) && one.name.endsWith('.tgz'));
  return archives[0] && join(folder, archives[0].name);
}

/** The line of a kustomization that names what kustomize complains of, otherwise its first one. */
export function kustomizePlace(words: string, tree: FileTree, path: string): FailurePlace {
  const lines = linesOf(tree, path);
  const quoted = [...words.matchAll(/['"`]([^'"`\s]{2,200})['"`]|\s([\w./-]+\.ya?ml)\b|\/([\w.-]+)\.\[/g)];
  for (const name of quoted.flatMap(([, one, two, three]) => one ?? two ?? three ?? [])) {
    const found = lines.flatMap((line, index) => (line.includes(name) ? [index + 1] : []));
    if (found.length === 1) return { tree, path, location: placeAt(tree, path, found[0] as number) };
  }
  const first = lines.findIndex((line) => !/^\s*(?:#.*)?$/.test(line));
  return { tree, path, location: placeAt(tree, path, Math.max(first, 0) + 1) };
}

function placeAt(tree: FileTree, path: string, line: number): Location {
  const text = linesOf(tree, path)[line - 1] ?? '';
  const column = text.length - text.trimStart().length + 1;
  return { file: display(tree, path), line, column, endLine: line, endColumn: Math.max(column + 1, text.length + 1) };
}
