import { createHash } from 'node:crypto';
import type { HelmVersion } from './helm-value-file';
import { fields, isMap, list, text } from './resource';
import type { Fields, Pointer } from './types';

/** What is known of a chart beside its `Chart.yaml`. */
export interface DependencyContext {
  readonly helm: HelmVersion;
  /** Whether it is certain that `charts/` has no chart of that name. */
  isMissing(name: string): boolean;
  /** Whether there may be something at a path from the chart. */
  isThere(path: string): boolean;
}

/** A dependency of a chart that Helm cannot fetch. */
export interface DependencyProblem {
  /** The words of Helm after `Error: `. */
  readonly words: string;
  readonly fix: string;
  /** Into the dependencies. */
  readonly key: Pointer;
}

/**
 * What keeps `helm dependency build` from working, which Argo CD runs if a dependency is not in `charts/`. Only what
 * can be seen without a chart repository: dependencies in a directory that does not exist, and an outdated lock file.
 *
 * @param lock the map in `Chart.lock`
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/downloader/manager.go (Build)
 */
export function dependencyProblems(
  metadata: Fields,
  lock: Fields | undefined,
  { helm, isMissing, isThere }: DependencyContext,
): readonly DependencyProblem[] {
  const dependencies = list(metadata.dependencies);
  // Helm 2 had a file and a digest of its own.
  if (metadata.apiVersion !== 'v2' || !dependencies.every(isPlain)) return [];
  if (!dependencies.some((one) => isMissing(text(one.name)))) return [];
  const found: DependencyProblem[] = [];
  for (const [index, { name, repository }] of dependencies.entries()) {
    const local = text(repository).startsWith('file://') ? text(repository).slice('file://'.length) : undefined;
    if (local !== undefined && !local.startsWith('/') && !isThere(local)) {
      found.push({
        words: `directory ${local} not found`,
        fix: 'Correct the path: it is one from the directory of Chart.yaml.',
        key: [index, 'repository'],
      });
    } else if (text(repository) === '' && isMissing(text(name)) && !isThere(`charts/${text(name)}`)) {
      found.push({
        words: lock ? `unable to load chart 'charts/${text(name)}'` : `directory charts/${text(name)} not found`,
        fix: 'Add repository, or put the chart into charts/.',
        key: [index],
      });
    }
  }
  // Helm replaces an alias by its URL before it compares.
  const alias = dependencies.some(({ repository }) => /^(?:@|alias:)/.test(text(repository)));
  if (found.length > 0 || !lock || alias) return found;
  const locked = list(lock.dependencies);
  const { digest = '' } = lock;
  if (!locked.every(isPlain) || typeof digest !== 'string') return found;
  if (digestOf(dependencies, Array.isArray(lock.dependencies) ? locked : undefined) === digest) return found;
  return [
    {
      words:
        'the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml). Please update the dependencies' +
        (helm === 4 ? " with 'helm dependency update'" : ''),
      fix: 'Run `helm dependency update` in the directory of the chart, and commit Chart.lock.',
      key: [],
    },
  ];
}

/** The fields of a dependency in the order of Helm, and whether one that is empty is left out. */
const FIELDS: readonly (readonly [name: string, optional: boolean])[] = [
  ['name', false],
  ['version', true],
  ['repository', false],
  ['condition', true],
  ['tags', true],
  ['enabled', true],
  ['import-values', true],
  ['alias', true],
];

/** Whether the digest of a dependency can be computed here, without knowing more of Go's JSON. */
function isPlain(dependency: unknown): dependency is Fields {
  if (!isMap(dependency)) return false;
  return Object.entries(dependency).every(([key, value]) => {
    if (!FIELDS.some(([name]) => name === key)) return !FIELDS.some(([name]) => name === key.toLowerCase());
    if (value === null) return true;
    if (key === 'enabled') return typeof value === 'boolean';
    if (key === 'tags') return Array.isArray(value) && value.every(isPrintable);
    if (key === 'import-values') return Array.isArray(value) && value.every((one) => isPrintable(one) || isPairs(one));
    return isPrintable(value);
  });
}

function isPairs(value: unknown): boolean {
  return isMap(value) && Object.values(value).every(isPrintable);
}

/** Helm takes out what cannot be printed. */
function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]*$/.test(value);
}

/** @see https://github.com/helm/helm/blob/v3.19.4/internal/resolver/resolver.go (HashReq) */
function digestOf(dependencies: readonly Fields[], locked: readonly Fields[] | undefined): string {
  const json = JSON.stringify([dependencies.map(ordered), locked ? locked.map(ordered) : null])
    // As Go writes them.
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026');
  return `sha256:${createHash('sha256').update(json).digest('hex')}`;
}

function ordered(dependency: Fields): Fields {
  const entries: [string, unknown][] = [];
  for (const [name, optional] of FIELDS) {
    const value = dependency[name] ?? (optional ? undefined : '');
    if (
      optional &&
      (value === undefined || value === '' || value === false || (list(value).length === 0 && Array.isArray(value)))
    )
      continue;
    entries.push([name, name === 'import-values' ? list(value).map(sorted) : value]);
  }
  return Object.fromEntries(entries);
}

function sorted(value: unknown): unknown {
  return isMap(value) ? Object.fromEntries(Object.entries(fields(value)).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
