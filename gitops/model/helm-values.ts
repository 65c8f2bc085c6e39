import { resolveLink } from './directory';
import type { Files } from './files';
import { documentOfValues, globPaths, isGlob, valueFileMistake } from './helm-value-file';
import { FileOrigin } from './origin';
import { fields, list, text } from './resource';
import { standsFor } from './revision';
import type { ApplicationSource, Fields, HelmValues, Origin, Pointer, Repository, ValueFileProblem } from './types';
import { readYaml } from './yaml';

/** A source to whose files others refer by its `ref`. */
export type ReferredSource = Pick<ApplicationSource, 'targetRevision' | 'repository'>;

/** A source while its values are looked up. */
type Source = ReferredSource & Pick<ApplicationSource, 'fields' | 'pointer' | 'path' | 'chart'>;

/** What the values of a source are looked up with. */
export interface HelmValuesContext {
  /** The Application. */
  readonly origin: Origin;
  /** The sources with a `ref`, by that name. */
  readonly refs: ReadonlyMap<string, ReferredSource>;
  /** Whether this Argo CD expands patterns in the names of value files (it does since 3.4). */
  readonly globs: boolean;
  /** Whether a source is one for Helm, and it is known which value files it has. */
  readonly judged: boolean;
}

/** The values of one source at hand. */
export interface FoundValues {
  /** From the weakest to the strongest. */
  readonly values: readonly HelmValues[];
  /** What Argo CD, or Helm, refuses. */
  readonly problems: readonly ValueFileProblem[];
  /** The value files that are not in a repository at hand although Argo CD insists on them, in a revision that may differ. */
  readonly missing: readonly string[];
}

/** Looks up the values of one source of an Application. */
export function helmValues(files: Files, source: Source, context: HelmValuesContext): FoundValues {
  const helm = fields(source.fields.helm);
  const values: HelmValues[] = [];
  const problems: ValueFileProblem[] = [];
  const missing: string[] = [];
  if (source.chart === '' && source.repository) {
    if (source.repository.tree.type(join(source.path, 'Chart.yaml')) === 'file')
      add(files, source.repository, join(source.path, 'values.yaml'), values);
  }
  for (const [index, file] of list(helm.valueFiles).map(text).entries()) {
    const place = placeOf(file, source, context);
    if (!place) continue;
    const pointer = [...source.pointer, 'helm', 'valueFiles', index];
    if (place.path === undefined) {
      const words = `error resolving helm value files: error resolving value file path: ${place.refused}`;
      if (context.judged) problems.push({ pointer, words, fix: 'Name a file inside the repository.' });
      continue;
    }
    const { repository, path, stands } = place;
    const forgiven = helm.ignoreMissingValueFiles === true;
    if (context.globs && isGlob(path)) {
      const paths = globPaths(repository.tree, path);
      if (!paths || !stands || !context.judged) continue;
      const words = `error resolving helm value files: values file glob ${JSON.stringify(file)} matched no files`;
      const fix = 'Correct the pattern, add a file to the repository, or set ignoreMissingValueFiles: true.';
      if (paths.length === 0 && !forgiven) problems.push({ pointer, words, fix, repository });
      for (const one of paths) {
        const mistake = valueFileMistake(files, repository, one);
        if (mistake) problems.push({ ...mistake, pointer, repository });
      }
      continue;
    }
    const mistake = valueFileMistake(files, repository, path);
    if (!mistake) add(files, repository, path, values);
    else if (mistake.missing && forgiven) continue;
    else if (stands && context.judged) problems.push({ ...mistake, pointer, repository });
    else if (mistake.missing) missing.push(file);
  }
  const { origin } = context;
  const pointer: Pointer = [...source.pointer, 'helm'];
  if (Object.keys(fields(helm.valuesObject)).length > 0) {
    values.push({ fields: fields(helm.valuesObject), origin, pointer: [...pointer, 'valuesObject'], inString: false });
  } else if (text(helm.values) !== '') {
    values.push({ fields: parse(text(helm.values)), origin, pointer: [...pointer, 'values'], inString: true });
  }
  return { values, problems, missing };
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
  // Without the directory of the application there is more amiss than its values.
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

function parse(values: string): Fields {
  return fields(readYaml(values).documents[0]?.value);
}

function join(dir: string, name: string): string {
  return dir === '' || dir === '.' ? name : `${dir}/${name}`;
}

/** A part that is empty, `.` or `..`. */
const ABNORMAL = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A path without `.` and `..`; `undefined` if it leads out of the repository. */
export function normalize(path: string): string | undefined {
  if (!ABNORMAL.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
