import { isMap, type JsonMap } from './values';

/** One step of a path expression. */
type Step =
  | { readonly kind: 'field'; readonly name: string; readonly optional: boolean }
  | { readonly kind: 'index'; readonly index: number; readonly optional: boolean }
  | { readonly kind: 'each'; readonly optional: boolean }
  | { readonly kind: 'select'; readonly path: readonly Step[]; readonly equal: boolean; readonly value: unknown };

type Place = readonly [path: readonly (string | number)[], value: unknown];

const STEP =
  /\s*(?:(?<select>\|?\s*select\(\s*(?<path>(?:\.[A-Za-z_]\w*|\."[^"\\]*"|\.?\["[^"\\]*"\])+)\s*(?<operator>[=!]=)\s*(?<literal>"[^"\\]*"|-?\d+|true|false|null)\s*\))|(?:\|\s*(?=[.[]))?(?:\.(?<name>[A-Za-z_]\w*)|\.?"(?<quoted>[^"\\]*)"|\.?\["(?<key>[^"\\]*)"\]|\.?\[(?<index>-?\d+)\]|(?<each>\.?\[\]))(?<optional>\?)?)/y;

/**
 * Removes what a jq path expression leads to, in place: as `del(…)` does.
 *
 * It knows fields, indexes, `[]`, `?`, pipes, and `select` of a field that is, or is not, a value. That is nearly all that is
 * written in `ignoreDifferences`; of everything else it says so.
 *
 * @returns false if the expression is none of these: nothing is removed
 */
export function jqDelete(object: JsonMap, expression: string): boolean {
  const steps = stepsOf(expression);
  if (!steps) return false;
  const places = follow([[[], object]], steps);
  // jq gives up on the whole expression if it cannot go on somewhere, and Argo CD then leaves the object as it is.
  if (!places) return true;
  for (const [path] of [...places].reverse()) remove(object, path);
  return true;
}

function stepsOf(expression: string): readonly Step[] | undefined {
  const source = expression.trim();
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  let end = 0;
  while (end < source.length) {
    STEP.lastIndex = end;
    const groups = STEP.exec(source)?.groups;
    if (!groups) return undefined;
    end = STEP.lastIndex;
    const step = stepOf(groups);
    // A path begins with a point, and a selection is of something.
    if (!step || (steps.length === 0 && (step.kind === 'select' || !source.startsWith('.')))) return undefined;
    steps.push(step);
  }
  return steps.length > 0 ? steps : undefined;
}

function stepOf(groups: Readonly<Record<string, string | undefined>>): Step | undefined {
  const { select, path = '', operator, literal = '', index, each } = groups;
  if (select !== undefined) {
    const inner = stepsOf(path);
    return inner && { kind: 'select', path: inner, equal: operator === '==', value: JSON.parse(literal) };
  }
  const optional = groups.optional !== undefined;
  if (each !== undefined) return { kind: 'each', optional };
  if (index !== undefined) return { kind: 'index', index: Number(index), optional };
  return { kind: 'field', name: groups.name ?? groups.quoted ?? groups.key ?? '', optional };
}

/** `undefined` where jq fails. */
function follow(start: readonly Place[], steps: readonly Step[]): readonly Place[] | undefined {
  let places = start;
  for (const step of steps) {
    const next: Place[] = [];
    for (const place of places) {
      const found = take(place, step);
      if (found) next.push(...found);
      else if (step.kind === 'select' || !step.optional) return undefined;
    }
    places = next;
  }
  return places;
}

function take([path, value]: Place, step: Step): readonly Place[] | undefined {
  switch (step.kind) {
    case 'field':
      if (value === null || value === undefined) return [[[...path, step.name], null]];
      return isMap(value) ? [[[...path, step.name], value[step.name] ?? null]] : undefined;
    case 'index': {
      if (value === null || value === undefined) return [[[...path, step.index], null]];
      if (!Array.isArray(value)) return undefined;
      const at = step.index < 0 ? value.length + step.index : step.index;
      return [[[...path, at], value[at] ?? null]];
    }
    case 'each':
      if (Array.isArray(value)) return value.map((one, index) => [[...path, index], one]);
      return isMap(value) ? Object.entries(value).map(([key, one]) => [[...path, key], one]) : undefined;
    case 'select': {
      const found = follow([[[], value]], step.path);
      return found && ((found[0]?.[1] ?? null) === step.value) === step.equal ? [[path, value]] : found && [];
    }
  }
}

function remove(object: JsonMap, path: readonly (string | number)[]): void {
  let holder: unknown = object;
  for (const part of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return;
    holder = (holder as JsonMap)[part];
  }
  const last = path.at(-1) as string | number;
  if (Array.isArray(holder)) {
    if (typeof last === 'number' && last >= 0 && last < holder.length) holder.splice(last, 1);
  } else if (isMap(holder)) {
    delete holder[last];
  }
}
