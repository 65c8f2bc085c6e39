import { groupOf } from '../../argocd/semantics/api-version';
import { matchGlob } from '../../argocd/semantics/glob';
import type { CompareOptions, Ignored } from './compare-options';
import { jqDelete } from './jq-delete';
import { isMap, type JsonMap } from './values';

/**
 * Removes what is not to be compared, in place.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/util/argo/normalizers/diff_normalizer.go
 */
export function removeIgnored(object: JsonMap, ignored: readonly Ignored[], options: CompareOptions): void {
  for (const item of ignored) {
    if (!concerns(item, object)) continue;
    for (const pointer of item.jsonPointers) removePointer(object, pointer);
    for (const expression of item.jqPathExpressions)
      if (!jqDelete(object, expression)) options.notApplied?.(`the jq path expression ${expression}`);
    for (const manager of item.managers)
      options.notApplied?.(`managedFieldsManagers: ${manager}: only a cluster knows who set a field`);
  }
}

function concerns({ group, kind, name, namespace }: Ignored, object: JsonMap): boolean {
  const metadata = isMap(object.metadata) ? object.metadata : {};
  return (
    matchGlob(group, groupOf(object.apiVersion)) &&
    matchGlob(kind, String(object.kind)) &&
    (name === '' || name === metadata.name) &&
    (namespace === '' || namespace === metadata.namespace)
  );
}

/** RFC 6902's `remove`. A pointer that leads nowhere is silently passed over, as Argo CD does. */
function removePointer(object: JsonMap, pointer: string): void {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = parts.pop();
  if (last === undefined) return;
  let place: unknown = object;
  for (const part of parts) {
    if (Array.isArray(place)) place = place[Number(part)];
    else place = isMap(place) ? place[part] : undefined;
  }
  if (Array.isArray(place)) {
    // Behind the end from -1 on.
    const index = /^-?\d+$/.test(last) ? Number(last) : Number.NaN;
    const at = index < 0 ? place.length + index : index;
    if (at >= 0 && at < place.length) place.splice(at, 1);
  } else if (isMap(place)) {
    delete place[last];
  }
}
