import type { Application, Model, Pointer, RandomObject, RenderedResource } from '../model/types';
import { changesOf } from './changes';
import { withoutSecrets } from './rendered-objects';

/** An object that two renderings of an Application make different. */
export interface ObjectDifference {
  readonly what: 'changed' | 'only before' | 'only after';
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The template, or the file, that it comes from. */
  readonly from: string;
  /** The fields that differ, of one that is changed. */
  readonly paths: readonly Pointer[];
}

/** What two renderings of an Application make different. */
export interface ApplicationDifference {
  readonly application: string;
  /** How many objects there are before. */
  readonly objects: number;
  readonly differences: readonly ObjectDifference[];
  /** What only one of the two, or none, renders: the reasons. */
  readonly notRendered: readonly { readonly before?: string; readonly after?: string }[];
}

/**
 * Compares what two readings of the same files render to, Application by Application; only those that differ, or could not be
 * compared. What is random in them is left out, and the values of Secrets are not compared.
 */
export function compareRenderings(
  before: Pick<Model, 'applications'>,
  after: Pick<Model, 'applications'>,
): readonly ApplicationDifference[] {
  const others = new Map(after.applications.map((one) => [idOf(one), one]));
  const names = new Set(before.applications.map(idOf));
  const pairs: readonly (readonly [Application | undefined, Application | undefined])[] = [
    ...before.applications.map((one) => [one, others.get(idOf(one))] as const),
    ...after.applications.filter((one) => !names.has(idOf(one))).map((one) => [undefined, one] as const),
  ];
  return pairs
    .map(([one, other]) => compareApplication(one, other))
    .filter(({ differences, notRendered }) => differences.length > 0 || notRendered.length > 0);
}

function idOf({ namespace, name }: Application): string {
  return `${namespace}/${name}`;
}

function compareApplication(before: Application | undefined, after: Application | undefined): ApplicationDifference {
  const random = [...(before?.sources ?? []), ...(after?.sources ?? [])].flatMap(({ trials }) => trials?.random ?? []);
  const differences = changesOf(objectsOf(before), objectsOf(after)).flatMap(
    ({ what, printed: { object, source = '' }, paths }): readonly ObjectDifference[] => {
      const { apiVersion, kind, metadata } = object as Readonly<Record<string, unknown>>;
      const { namespace = '', name = '' } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
      const one = { apiVersion: `${apiVersion}`, kind: `${kind}`, namespace: `${namespace}`, name: `${name}` };
      const drawn = random.filter((other) => isRandom(one, other));
      if (drawn.some((other) => other.name.endsWith('…'))) return [];
      const left = paths.filter((path) => !drawn.some((other) => other.paths.some((masked) => isBelow(path, masked))));
      if (what === 'changed' && left.length === 0) return [];
      return [{ what, ...one, from: source, paths: left }];
    },
  );
  const count = Math.max(before?.sources.length ?? 0, after?.sources.length ?? 0);
  const notRendered = Array.from({ length: count }, (_, index) => ({
    before: before?.sources[index]?.notRendered,
    after: after?.sources[index]?.notRendered,
  })).filter((one) => one.before !== undefined || one.after !== undefined);
  const { name } = (before ?? after) as Application;
  return { application: name, objects: before?.resources.length ?? 0, differences, notRendered };
}

function objectsOf(application: Application | undefined) {
  return (application?.resources ?? []).map(({ resource, scope, namespace }: RenderedResource) => {
    const { namespace: _, ...metadata } = (resource.object.metadata ?? {}) as Readonly<Record<string, unknown>>;
    const placed = scope === 'cluster' || namespace === '' ? metadata : { ...metadata, namespace };
    return { object: withoutSecrets({ ...resource.object, metadata: placed }), source: resource.origin.name };
  });
}

function isRandom(
  { kind, name, namespace }: Pick<ObjectDifference, 'kind' | 'name' | 'namespace'>,
  other: RandomObject,
): boolean {
  if (other.kind !== kind || (other.namespace !== '' && other.namespace !== namespace)) return false;
  return other.name.endsWith('…') ? name.startsWith(other.name.slice(0, -1)) : other.name === name;
}

function isBelow(path: Pointer, top: Pointer): boolean {
  return top.every((part, index) => part === path[index]);
}
