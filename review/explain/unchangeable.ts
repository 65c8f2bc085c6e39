import { fields } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import { immutableChanges } from '../immutable/immutable-changes';
import type { KubernetesObject } from '../objects/changed-fields';

/** More fields than these are not tried. */
const MOST = 2_000;

type Path = readonly (string | number)[];

/**
 * The fields of an object that the API server keeps as they are: each is changed once, and what is refused is one. Of a list or a
 * map that is kept as a whole, only the way to it.
 */
export function unchangeable({ resource }: RenderedResource): readonly Path[] {
  const object = resource.object as unknown as KubernetesObject;
  const found: Path[] = [];
  for (const { path, value } of leaves(object)) {
    if (path[0] === 'metadata' || path[0] === 'status' || path[0] === 'apiVersion' || path[0] === 'kind') continue;
    const changed = structuredClone(object);
    set(changed, path, other(value));
    const [refused] = immutableChanges(object, changed);
    if (refused) found.push(isPrefix(refused.path, path) ? refused.path : path);
  }
  const known = new Set<string>();
  return found.filter((path) => {
    const key = JSON.stringify(path);
    if (known.has(key)) return false;
    known.add(key);
    return !found.some((shorter) => shorter.length < path.length && isPrefix(shorter, path));
  });
}

function* leaves(value: unknown, path: Path = [], left = { count: MOST }): Generator<{ path: Path; value: unknown }> {
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) yield* leaves(one, [...path, at], left);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(fields(value))) yield* leaves(one, [...path, key], left);
  } else if (left.count > 0) {
    left.count -= 1;
    yield { path, value };
  }
}

/** A size that grows may be taken where another text is not. */
function other(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const [, digits, unit] = /^(\d+)([KMGTPE]i?)$/.exec(String(value)) ?? [];
  return digits === undefined ? `${String(value)}x` : `${Number(digits) + 1}${unit}`;
}

function set(object: object, path: Path, value: unknown): void {
  let at = object as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  at[path[path.length - 1] as string | number] = value;
}

const isPrefix = (short: Path, long: Path) => short.length > 0 && short.every((part, at) => part === long[at]);
