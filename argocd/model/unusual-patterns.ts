import { whyNotFollowed } from '../semantics/glob';
import { fields, list } from './resource';
import type { Application, AppProject, Fields, Pointer, Resource, Unchecked } from './types';

/** The fields of an AppProject that are globs, or lists of them. */
const PROJECT_GLOBS: readonly Pointer[] = [
  ['sourceRepos'],
  ['sourceNamespaces'],
  ...['server', 'name', 'namespace'].map((key) => ['destinations', '*', key]),
  ...['server', 'namespace'].map((key) => ['destinationServiceAccounts', '*', key]),
  ...['applications', 'namespaces', 'clusters'].map((key) => ['syncWindows', '*', key]),
];

/** The globs that nobody writes by hand, each with its field: how Argo CD matches them is not known exactly. */
export function* unusualPatterns(
  applications: readonly Application[],
  projects: readonly AppProject[],
): Generator<Unchecked> {
  for (const { resource, sources } of applications) {
    for (const { fields: source, pointer } of sources) {
      const directory = fields(source.directory);
      for (const key of ['include', 'exclude']) yield* judge(directory[key], [...pointer, 'directory', key], resource);
    }
  }
  for (const { resource, spec } of projects)
    for (const glob of PROJECT_GLOBS) yield* walk(spec as Fields, glob, ['spec'], resource);
}

function* walk(value: unknown, [key, ...rest]: Pointer, at: Pointer, resource: Resource): Generator<Unchecked> {
  if (key === undefined) {
    if (!Array.isArray(value)) yield* judge(value, at, resource);
    else for (const [index, one] of value.entries()) yield* judge(one, [...at, index], resource);
  } else if (key === '*') {
    for (const [index, one] of list(value).entries()) yield* walk(one, rest, [...at, index], resource);
  } else yield* walk(fields(value)[key], rest, [...at, key], resource);
}

function* judge(pattern: unknown, pointer: Pointer, resource: Resource): Generator<Unchecked> {
  const reason = typeof pattern === 'string' ? whyNotFollowed(pattern) : undefined;
  if (reason !== undefined)
    yield { subject: `${pointer.join('.')} of ${resource.kind} ${resource.name}`, reason, resource };
}
