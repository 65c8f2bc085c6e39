import type { Fields } from '../../argocd/model/types';
import { decode } from './decode';
import { setDefaults } from './defaults';
import { type GoType, goType } from './go-types';
import { encodeStringData } from './normalize';
import { predict } from './predict';
import { isMap, type JsonMap } from './values';

/** What a cluster holds before and after a manifest is applied in place of another one. */
export interface Applied {
  /** After the first was applied: as the API server stores it, with its defaults. */
  readonly live: JsonMap;
  /** After the second was applied to that. */
  readonly predicted: JsonMap;
  /** Of a built-in kind. */
  readonly type?: GoType;
}

/**
 * Applies a manifest where another one was applied before, as `kubectl apply` does.
 *
 * @param prepare what is done to each manifest, and to the live object, before they are compared
 */
export function apply(before: Fields, after: Fields, prepare: (object: JsonMap) => void = () => {}): Applied {
  const type = goType(String(after.apiVersion), String(after.kind));
  const applied = structuredClone(before) as JsonMap;
  const target = asArgoReads(after, type);
  const live = asStored(before, type);
  for (const one of [applied, target, live]) {
    prepare(one);
    withoutNamespace(one);
  }
  const predicted = predict(live, applied, target, type);
  if (type) {
    setDefaults(predicted, type);
    setDefaults(live, type);
  }
  return { live, predicted, type };
}

/** The new manifest: as Go's types write it, or as it is if they do not know all of it. */
function asArgoReads(object: Fields, type: GoType | undefined): JsonMap {
  const copy = structuredClone(object) as JsonMap;
  if (!type) return copy;
  const decoded = decode(copy, type);
  return !decoded || decoded.hasUnknown ? copy : decoded.value;
}

/** What the API server holds after the old manifest was applied. */
function asStored(object: Fields, type: GoType | undefined): JsonMap {
  const copy = structuredClone(object) as JsonMap;
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
