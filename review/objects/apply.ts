import type { Fields } from '../../argocd/model/types';
import { decode } from './decode';
import { setDefaults } from './defaults';
import { type GoType, goType } from './go-types';
import { encodeStringData } from './normalize';
import { predict } from './predict';
import { copyOf, isMap, type JsonMap } from './values';

/** What a cluster holds before and after a manifest is applied in place of another one. */
export interface Applied {
  /** After the first was applied: as the API server stores it, with its defaults. */
  readonly live: JsonMap;
  /** After the second was applied to that. */
  readonly predicted: JsonMap;
  /** Of a built-in kind. */
  readonly type?: GoType;
}

/** The manifest that was applied, the one that is, and what the cluster holds between. */
export type Role = 'applied' | 'target' | 'live';

/**
 * Applies a manifest where another one was applied before, as `kubectl apply` does.
 *
 * @param prepare what is done to each manifest, and to the live object, before they are compared
 */
export function apply(
  before: Fields,
  after: Fields,
  prepare: (object: JsonMap, role: Role) => void = () => {},
): Applied {
  const type = goType(String(after.apiVersion), String(after.kind));
  const applied = copyOf(before) as JsonMap;
  const target = asArgoReads(after, type);
  const live = asStored(before, type);
  for (const [role, one] of Object.entries({ applied, target, live })) {
    prepare(one, role as Role);
    withoutNamespace(one);
  }
  const predicted = predict(live, applied, target, type);
  if (type) {
    for (const one of [predicted, live]) {
      // What the types do not take has no defaults either.
      if (decode(one, type)) setDefaults(one, type);
    }
  }
  return { live, predicted, type };
}

/** The new manifest: as Go's types write it, or as it is if they do not know all of it. */
function asArgoReads(object: Fields, type: GoType | undefined): JsonMap {
  const copy = copyOf(object) as JsonMap;
  if (!type) return copy;
  const decoded = decode(copy, type);
  return !decoded || decoded.hasUnknown ? copy : decoded.value;
}

/** What the API server holds after the old manifest was applied. */
function asStored(object: Fields, type: GoType | undefined): JsonMap {
  const copy = copyOf(object) as JsonMap;
  const decoded = type && decode(copy, type);
  if (!type || !decoded) return copy;
  if (type.name === 'core.v1.Secret') encodeStringData(decoded.value);
  setDefaults(decoded.value, type);
  return decoded.value;
}

/** Objects are paired by their namespace, which need not be written; annotations that are empty are none. */
function withoutNamespace(object: JsonMap): void {
  const { metadata } = object;
  if (!isMap(metadata)) return;
  delete metadata.namespace;
  if (isMap(metadata.annotations) && Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
}
