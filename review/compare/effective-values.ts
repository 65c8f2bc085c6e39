import { fields, isMap } from '../../argocd/model/resource';
import type { ApplicationSource, Fields } from '../../argocd/model/types';
import type { FieldChange } from '../objects/changed-fields';
import { plainChanges } from './plain-changes';

/** What Helm makes of the values that a source is given, as far as they are at hand: later ones win, null removes. */
function effectiveValues({ values }: ApplicationSource): Fields {
  return values.reduce<Fields>((all, one) => merged(all, one.fields), {});
}

function merged(into: Fields, from: Fields): Fields {
  const result: Record<string, unknown> = { ...into };
  for (const [key, value] of Object.entries(from)) {
    if (value === null) delete result[key];
    else result[key] = isMap(value) && isMap(result[key]) ? merged(fields(result[key]), value) : value;
  }
  return result;
}

/** By which values the sources of an Application differ, source by source. */
export function changedValues(
  before: readonly ApplicationSource[],
  after: readonly ApplicationSource[],
): readonly FieldChange[] {
  return after.flatMap((source, index) => {
    const old = before[index];
    if (!old || (source.values.length === 0 && old.values.length === 0)) return [];
    return plainChanges(effectiveValues(old), effectiveValues(source));
  });
}
