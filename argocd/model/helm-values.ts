import type { ArgoCdVersion } from '../semantics/version';
import { resolveLink } from '../tree/resolve-link';
import { join, normalize } from '../tree/tree-path';
import type { Files } from './files';
import { chartProblems } from './helm-chart';
import { optionProblems } from './helm-options';
import {
  documentOfValues,
  globPaths,
  type HelmVersion,
  isGlob,
  readValues,
  realFile,
  type ValueFileMistake,
  valueFileMistake,
} from './helm-value-file';
import { FileOrigin } from './origin';
import { fields, isMap, list, text } from './resource';
import { standsFor } from './revision';
import type { ApplicationSource, Fields, HelmProblem, HelmValues, Origin, Pointer, Repository } from './types';

/** A source to whose files others refer by its `ref`. */
export type ReferredSource = Pick<ApplicationSource, 'targetRevision' | 'repository'>;

/** A source while its values are looked up. */
type Source = ReferredSource & Pick<ApplicationSource, 'fields' | 'pointer' | 'path' | 'chart'>;

/** The context in which the values of a source are looked up. */
export interface HelmValuesContext {
  /** The Application. */
  readonly origin: Origin;
  /** The sources with a `ref`, by that name. */
  readonly refs: ReadonlyMap<string, ReferredSource>;
  readonly version: ArgoCdVersion;
  /** Whether a source is one for Helm, and it is known which options it has. */
  readonly judged: boolean;
  /** Whether it is certain that Argo CD renders it with Helm, as a chart in its repository. */
  readonly ownChart: boolean;
}

/** The values of one source at hand. */
export interface FoundValues {
  /** From the weakest to the strongest. */
  readonly values: readonly HelmValues[];
  /** What Argo CD, or Helm, refuses. */
  readonly problems: readonly HelmProblem[];
  /**
   * Required value files that are missing in a repository at hand, whose revision may differ from the one that Argo CD
   * reads.
   */
  readonly missing: readonly string[];
}

/** Looks up the values of one source of an Application. */
export function helmValues(files: Files, source: Source, context: HelmValuesContext): FoundValues {
  const values: HelmValues[] = [];
  const problems: HelmProblem[] = [];
  const missing: string[] = [];
  const helmVersion = context.version.atLeast(3, 5) ? 4 : 3;
  if (source.chart === '' && source.repository) {
    if (source.repository.tree.type(join(source.path, 'Chart.yaml')) === 'file')
      add(files, source.repository, join(source.path, 'values.yaml'), values);
    if (context.ownChart) problems.push(...ownChartProblems(files, source, source.repository, helmVersion));
  }
  if (!isMap(source.fields.helm)) return { values, problems, missing };
  const helm = source.fields.helm;
  const search: Search = { files, source, context, helmVersion, problems, missing };
  const forgiven = helm.ignoreMissingValueFiles === true;
  for (const [index, file] of list(helm.valueFiles).map(text).entries())
    values.push(...valuesOfFile(search, file, index, forgiven));
  for (const [index, one] of list(helm.fileParameters).entries())
    judgeFileParameter(search, text(fields(one).path), index);

  const { inline, problem } = inlineValues(helm, [...source.pointer, 'helm'], context.origin, helmVersion);
  if (inline) values.push(inline);
  if (context.judged) {
    if (problem) problems.push(problem);
    const known = { inline: problem ? undefined : (inline?.fields ?? {}), alone: list(helm.valueFiles).length === 0 };
    problems.push(...optionProblems(helm, [...source.pointer, 'helm'], context.version, known));
  }
  return { values, problems, missing };
}

function ownChartProblems(
  files: Files,
  { path, targetRevision, pointer }: Source,
  repository: Repository,
  helmVersion: HelmVersion,
): readonly HelmProblem[] {
  const clean = path.startsWith('/') ? undefined : normalize(path);
  if (clean === undefined || !standsFor(repository, targetRevision, clean)) return [];
  const real = clean === '' ? '' : resolveLink(repository.tree, clean).path;
  if (real === undefined) return [];
  return chartProblems(files, repository, real, helmVersion).map((one) => ({
    about: 'chart',
    pointer: [...pointer, 'path'],
    repository,
    ...one,
  }));
}

/** The values in the Application itself. A map of them wins over a string, even if it is empty. */
function inlineValues(
  helm: Fields,
  pointer: Pointer,
  origin: Origin,
  helmVersion: HelmVersion,
): { readonly inline?: HelmValues; readonly problem?: HelmProblem } {
  if (isMap(helm.valuesObject)) {
    if (Object.keys(helm.valuesObject).length === 0) return {};
    return { inline: { fields: helm.valuesObject, origin, pointer: [...pointer, 'valuesObject'], inString: false } };
  }
  const content = text(helm.values);
  if (content === '') return {};
  const { values, mistake } = readValues(content, helmVersion);
  const at = [...pointer, 'values'];
  return {
    inline: { fields: fields(values), origin, pointer: at, inString: true },
    problem: mistake && {
      about: 'values',
      pointer: at,
      words: mistake.cut
        ? mistake.words
        : `Error: failed to parse <temp file with values from source.helm.values/valuesObject>: ${mistake.words}`,
      cut: mistake.cut,
      fix: 'Correct the string: Helm wants a YAML map in it. In valuesObject, a mistake shows at once.',
      line: mistake.line,
    },
  };
}

/** What is needed to look up the files that a source gives to Helm. */
interface Search {
  readonly files: Files;
  readonly source: Source;
  readonly context: HelmValuesContext;
  readonly helmVersion: HelmVersion;
  readonly problems: HelmProblem[];
  readonly missing: string[];
}

function valuesOfFile(search: Search, file: string, index: number, forgiven: boolean): readonly HelmValues[] {
  const { files, source, context, helmVersion, problems, missing } = search;
  const values: HelmValues[] = [];
  const place = placeOf(file, source, context);
  if (!place) return values;
  const pointer = [...source.pointer, 'helm', 'valueFiles', index];
  if (place.path === undefined) {
    const words = `error resolving helm value files: error resolving value file path: ${place.refused}`;
    const fix = 'Name a file inside the repository.';
    if (context.judged) problems.push({ about: 'value-file', pointer, words, fix });
    return values;
  }
  const { repository, path, stands } = place;
  const refuse = (mistake: ValueFileMistake | undefined) => {
    if (mistake) problems.push({ about: 'value-file', ...mistake, pointer, repository });
  };
  if (context.version.atLeast(3, 4) && isGlob(path)) {
    const paths = globPaths(repository.tree, path);
    if (!paths || !stands || !context.judged) return values;
    const words = `error resolving helm value files: values file glob ${JSON.stringify(file)} matched no files`;
    const fix = 'Correct the pattern, add a file to the repository, or set ignoreMissingValueFiles: true.';
    if (paths.length === 0 && !forgiven) refuse({ words, fix });
    for (const one of paths) refuse(valueFileMistake(files, repository, one, helmVersion));
    return values;
  }
  const mistake = valueFileMistake(files, repository, path, helmVersion);
  if (!mistake) add(files, repository, path, values);
  else if (mistake.missing && forgiven) return values;
  else if (stands && context.judged) refuse(mistake);
  else if (mistake.missing) missing.push(file);
  return values;
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.4.4/reposerver/repository/repository.go (helmTemplate) */
function judgeFileParameter({ source, context, problems, missing }: Search, file: string, index: number): void {
  const place = file === '' ? undefined : placeOf(file, source, context);
  if (!place) return;
  const pointer = [...source.pointer, 'helm', 'fileParameters', index, 'path'];
  if (place.path === undefined) {
    const start = file.startsWith('$')
      ? 'error resolving set-file path: error resolving value file path'
      : 'error resolving helm value file path';
    const fix = 'Name a file inside the repository.';
    if (context.judged) problems.push({ about: 'option', pointer, words: `${start}: ${place.refused}`, fix });
    return;
  }
  const { repository, path, stands } = place;
  const mistake = realFile(repository.tree, path, '');
  if (mistake === undefined || typeof mistake === 'string') return;
  const words = mistake.words.replace('Error: ', 'Error: failed parsing --set-file data: ');
  if (stands && context.judged) problems.push({ about: 'option', pointer, words, fix: mistake.fix, repository });
  else if (mistake.missing) missing.push(file);
}

/** Where Argo CD looks for a value file, or why it does not. */
type Place =
  | { readonly path: string; readonly repository: Repository; readonly stands: boolean }
  | { readonly path?: undefined; readonly refused: string };

/**
 * Where a value file is; `undefined` if it is in no repository at hand, or depends on a variable of the build.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/util/io/path/resolved.go
 */
function placeOf(file: string, source: Source, { refs }: HelmValuesContext): Place | undefined {
  const [, ref, rest = ''] = /^\$([^/]*)(?:\/(.*))?$/s.exec(file) ?? [];
  const from = ref === undefined ? source : source.pointer.length === 3 ? refs.get(ref) : undefined;
  const written = ref === undefined ? file : `/${rest}`;
  if (!from || written.includes('$') || /^[a-z][a-z\d+.-]*:/i.test(written)) return undefined;
  if (ref === undefined && source.chart !== '') return undefined;
  const path = normalize(written.startsWith('/') ? written.slice(1) : join(source.path, written));
  if (path === undefined) return { refused: `file '${written}' resolved to outside repository root` };
  if (path === '') return { refused: 'internal error: failed to resolve path. Check logs for more details' };
  const { repository } = from;
  if (!repository) return undefined;
  // If the Application's path does not exist, another rule reports that.
  if (ref === undefined && !isDirectory(repository, source.path)) return undefined;
  return { path, repository, stands: standsFor(repository, from.targetRevision, path) };
}

function isDirectory({ tree }: Repository, path: string): boolean {
  const clean = path.startsWith('/') ? undefined : normalize(path);
  if (clean === undefined || clean === '') return clean === '';
  const real = resolveLink(tree, clean).path;
  return real === '' || (real !== undefined && tree.type(real) === 'directory');
}

function add(files: Files, { tree }: Repository, path: string, found: HelmValues[]): void {
  const real = resolveLink(tree, path).path;
  if (real === undefined || tree.type(real) !== 'file') return;
  const file = files.file(tree, real);
  const document = documentOfValues(file);
  const values = fields(file.values[document]);
  if (Object.keys(values).length > 0)
    found.push({ fields: values, origin: new FileOrigin(file, document), pointer: [], inString: false });
}
