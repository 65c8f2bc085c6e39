import { isEqual, isMap, type JsonMap } from '../objects/values';
import { at, type ImmutableChange, type States, takesEffect } from './update';

const FREE = ['activeDeadlineSeconds', 'tolerations', 'schedulingGates'];
const CONTAINERS = ['containers', 'initContainers'] as const;
const MESSAGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Of a Pod hardly more than the images can be changed. */
export function pod(states: States): readonly ImmutableChange[] {
  const { before, after } = states;
  const found: ImmutableChange[] = [];
  for (const list of CONTAINERS) {
    const path = ['spec', list];
    if (listAt(before, path).length !== listAt(after, path).length)
      return [{ path, message: 'pod updates may not add or remove containers' }];
  }
  found.push(...deadline(states), ...tolerations(states), ...gates(states));
  const spec = new Set(states.changes.filter(({ path }) => path[0] === 'spec').map(({ path }) => String(path[1])));
  for (const key of spec) {
    const path = ['spec', key];
    if (FREE.includes(key) || !takesEffect(key, before.spec, after.spec)) continue;
    if (key === 'terminationGracePeriodSeconds' && Number(at(before, path)) < 0 && at(after, path) === 1) continue;
    // Where it runs can be narrowed as long as it is not scheduled.
    if (listAt(before, ['spec', 'schedulingGates']).length > 0 && (key === 'nodeSelector' || key === 'affinity')) {
      found.push(...narrowed(states, key));
      continue;
    }
    if (key === 'containers' || key === 'initContainers') found.push(...containers(states, key));
    else found.push({ path, message: MESSAGE });
  }
  return found;
}

function narrowed({ changes }: States, field: string): readonly ImmutableChange[] {
  const own = changes.filter(({ path }) => path[0] === 'spec' && path[1] === field);
  if (field === 'nodeSelector')
    return own
      .filter(({ before }) => before !== undefined)
      .map(({ path }) => ({
        path,
        message: 'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      }));
  // Whether the affinity to nodes becomes narrower is left to the cluster.
  return own
    .filter(({ path, before = {}, after = {} }) =>
      path.length === 2
        ? !Object.hasOwn(before as object, 'nodeAffinity') && !Object.hasOwn(after as object, 'nodeAffinity')
        : path[2] !== 'nodeAffinity',
    )
    .map(({ path }) => ({ path, message: MESSAGE }));
}

function containers({ changes }: States, list: string): readonly ImmutableChange[] {
  return changes
    .filter(({ path }) => path[0] === 'spec' && path[1] === list && path[3] !== 'image')
    .filter(({ path }) => path[4] !== 'stopSignal')
    .map(({ path }) => ({ path: path.slice(0, 4), message: MESSAGE }));
}

function deadline({ before, after }: States): readonly ImmutableChange[] {
  const path = ['spec', 'activeDeadlineSeconds'];
  const [old, now] = [at(before, path), at(after, path)];
  if (typeof old !== 'number') return [];
  if (typeof now !== 'number') return [{ path, message: 'must not update from a positive integer to nil value' }];
  return old < now ? [{ path, message: 'must be less than or equal to previous value' }] : [];
}

/** Only their seconds can be changed, and new ones added. */
function tolerations({ before, after }: States): readonly ImmutableChange[] {
  const path = ['spec', 'tolerations'];
  const rest = (one: unknown) => ({ ...mapOf(one), tolerationSeconds: 0 });
  const now = listAt(after, path).map(rest);
  return listAt(before, path).every((old) => now.some((one) => isEqual(rest(old), one)))
    ? []
    : [{ path, message: 'existing toleration can not be modified except its tolerationSeconds' }];
}

function gates({ before, after }: States): readonly ImmutableChange[] {
  const old = listAt(before, ['spec', 'schedulingGates']).map((one) => mapOf(one).name);
  return listAt(after, ['spec', 'schedulingGates']).flatMap((one, index) => {
    const { name } = mapOf(one);
    return old.includes(name)
      ? []
      : [
          {
            path: ['spec', 'schedulingGates', index, 'name'],
            message: `only deletion is allowed, but found new scheduling gate '${name}'`,
          },
        ];
  });
}

function listAt(object: JsonMap, path: readonly string[]): readonly unknown[] {
  const value = at(object, path);
  return Array.isArray(value) ? value : [];
}

const mapOf = (value: unknown): JsonMap => (isMap(value) ? value : {});
