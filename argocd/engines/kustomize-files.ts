import { KUSTOMIZATIONS } from '../model/directory';
import type { Files } from '../model/files';
import { fields, list, text } from '../model/resource';
import type { Fields } from '../model/types';
import type { FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, normalize } from '../tree/tree-path';
import { CannotRender } from './cannot-render';

/** What a kustomization may read. */
export interface KustomizeFiles {
  /** Directories, with all that is below them, and files. */
  readonly paths: ReadonlySet<string>;
  /** The files of objects that it and its bases name. */
  readonly resources: readonly string[];
  /** Whether it inflates a chart. */
  readonly inflates: boolean;
}

/** What decides what a kustomization may read, besides its files. */
export interface KustomizeReading {
  /** Of the Application: `components`, `patches`. */
  readonly options: Fields;
  /** Charts are inflated: `--enable-helm`. */
  readonly charts: boolean;
  /** Files outside of a kustomization's directory may be read: `--load-restrictor LoadRestrictionsNone`. */
  readonly unrestricted: boolean;
  /** Takes what the repository does not have: a base, a file or a chart elsewhere. @throws CannotRender if it cannot be had */
  readonly remote: (one: RemoteEntry) => void;
}

/** What a kustomization names and the repository does not have. */
export type RemoteEntry =
  /** A URL in the kustomization of a directory. */
  | { readonly dir: string; readonly entry: string }
  | {
      readonly dir: string;
      readonly chart: { readonly name: string; readonly version: string; readonly repository: string };
      /** Where it would be put, from the top of the tree. */
      readonly place: string;
    };

/** Fields that name files of more configuration, whose strings may be paths too. */
const CONFIGURATION = ['generators', 'transformers', 'validators', 'configurations'];

/** Fields whose texts are no paths. */
const NO_PATHS = new Set([
  'patch',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'literals',
  'namespace',
  'images',
  'target',
  'targets',
  'fieldSpecs',
  'valuesInline',
]);

/**
 * Everything in a repository that a kustomization may read: the directories of all kustomizations that lead to each other,
 * and whatever else any of its strings is the path of. More than it reads, never less.
 *
 * @throws CannotRender if it would read from elsewhere
 */
export function kustomizeFiles(files: Files, tree: FileTree, top: string, reading: KustomizeReading): KustomizeFiles {
  const paths = new Set<string>();
  const resources: string[] = [];
  const visited = new Set<string>();
  let inflates = false;
  const inflate = (dir: string, one: Fields, globals: Fields): void => {
    inflates = true;
    const missing = missingChart(tree, dir, one, globals);
    if (missing) reading.remote(missing);
  };

  const follow = (dir: string, written: string, where: string): 'directory' | 'file' | undefined => {
    const lexical = lead(dir, written);
    if (lexical === undefined) {
      if (reading.unrestricted || where.startsWith('helm')) outside(written, dir, where);
      return undefined;
    }
    for (let at = lexical; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0)))
      if (tree.type(at) === 'symlink') paths.add(at);
    const found = resolveLink(tree, lexical);
    if (found.outside) throw new CannotRender(`${join(dir, written)} leads out of the repository by a symlink`);
    if (found.path === undefined) return undefined;
    const type = found.path === '' ? 'directory' : tree.type(found.path);
    if (type === 'directory') visit(found.path);
    else if (type === 'file') paths.add(found.path);
    return type === 'directory' || type === 'file' ? type : undefined;
  };

  const strings = (dir: string, value: unknown, where: string): void => {
    if (typeof value === 'string') {
      if (value === '' || value.length > 1024 || value.includes('\n')) return;
      const file = value.includes('=') ? value.slice(value.indexOf('=') + 1) : value;
      if (file !== '') follow(dir, file, where);
    } else if (Array.isArray(value)) for (const one of value) strings(dir, one, where);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) if (!NO_PATHS.has(key)) strings(dir, one, where);
  };

  const bases = (dir: string, entries: unknown, where: string): void => {
    for (const entry of list(entries).map(text)) {
      if (entry === '' || entry.includes('\n')) continue;
      const type = follow(dir, entry, where);
      if (type === undefined && isRemote(entry)) reading.remote({ dir, entry });
      const path = type === 'file' ? resolveLink(tree, lead(dir, entry) as string).path : undefined;
      if (path !== undefined) resources.push(path);
    }
  };

  const visit = (dir: string): void => {
    if (visited.has(dir)) return;
    visited.add(dir);
    const name = KUSTOMIZATIONS.find((one) => tree.type(join(dir, one)) === 'file');
    paths.add(dir);
    if (name === undefined) return;
    const spec = fields(files.file(tree, join(dir, name)).values[0]);
    for (const field of ['resources', 'bases', 'components', 'crds']) bases(dir, spec[field], field);
    for (const [field, value] of Object.entries(spec)) if (!NO_PATHS.has(field)) strings(dir, value, field);
    for (const field of CONFIGURATION) {
      for (const entry of list(spec[field]).map(text)) {
        if (entry.includes('\n')) continue;
        if (isRemote(entry) && follow(dir, entry, field) === undefined) {
          reading.remote({ dir, entry });
          continue;
        }
        const path = lead(dir, entry);
        if (path === undefined || tree.type(path) !== 'file') continue;
        for (const value of files.file(tree, path).values) {
          strings(dir, value, 'helm');
          if (reading.charts && fields(value).kind === 'HelmChartInflationGenerator')
            inflate(dir, fields(value), fields(value));
        }
      }
    }
    if (reading.charts) {
      for (const one of [...list(spec.helmCharts), ...list(spec.helmChartInflationGenerator)].map(fields))
        inflate(dir, one, fields(spec.helmGlobals));
    }
  };

  visit(top);
  bases(top, reading.options.components, 'components');
  for (const { path } of list(reading.options.patches).map(fields))
    if (text(path) !== '') follow(top, text(path), 'patches');
  return { paths, resources, inflates };
}

/** A chart that is not there, and would be fetched. */
function missingChart(
  tree: FileTree,
  dir: string,
  { name: written, chartName, version, chartHome, repo, chartRepo, repository }: Fields,
  globals: Fields,
): RemoteEntry | undefined {
  const name = text(written) || text(chartName);
  const home = text(chartHome) || text(globals.chartHome) || 'charts';
  const names = text(version) === '' ? [name] : [`${name}-${text(version)}/${name}`, name];
  for (const one of names) {
    const path = lead(dir, join(home, one));
    if (path === undefined) outside(home, dir, 'helmCharts');
    if (resolveLink(tree, path as string).path !== undefined) return undefined;
  }
  const place = lead(dir, join(home, names[0] as string)) as string;
  const from = text(repo) || text(chartRepo) || text(repository);
  return { dir, chart: { name, version: text(version), repository: from }, place };
}

function outside(written: string, dir: string, where: string): void {
  // Not every string is a path.
  if (!written.startsWith('/') && !written.startsWith('../')) return;
  throw new CannotRender(`${written} in ${where} of ${dir || 'the repository'} leads out of the repository`);
}

/** Where a path leads in the tree, `undefined` if out of it. */
function lead(dir: string, written: string): string | undefined {
  if (written.startsWith('/')) return undefined;
  return normalize(join(dir, written.replace(/\/+$/, '')));
}

/** Whether kustomize would clone or download it. @see https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md */
function isRemote(entry: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^(?:git::|gh:)|^[\w.-]+@[^/]+:|^(?:github\.com|bitbucket\.org|gitlab\.com|[\w-]+(?:\.[\w-]+)+(?::\d+)?)\/.*(?:\/\/|\?ref=|\.git\b)|^github\.com[/:]|[?&]ref=|[?&]version=/i.test(
    entry,
  );
}
