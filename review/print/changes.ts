import { plural } from '../../report/plural';
import type { ReviewedApplication, ReviewedField, ReviewedObject } from '../review';
import { shownObject } from './words';

/** The most characters of a value on a line. */
const WIDTH = 100;

/** The most lines of a text that are compared line by line: what takes longer to read than the file itself is not. */
const MOST_LINES = 400;

/** How a change of each kind is marked. */
export const MARKS = { created: '+', changed: '~', moved: '>', gone: '-', same: ' ' } as const;

/** The lines that say how a field changed. */
export function fieldLines({ path, before, after, secret, secretLines }: ReviewedField): readonly string[] {
  const name = path === '' ? 'all of it' : path;
  if (secret)
    return [`${name}: ${before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'} (not shown)`];
  if (typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes('\n'))
    return [`${name}:`, ...textLines(before, after), ...(secretLines ? ['  lines that are not shown'] : [])];
  if (before === undefined) return [`${name}: ${shownValue(after)} (new)`];
  if (after === undefined) return [`${name}: ${shownValue(before)} (removed)`];
  const [old, now] = [shownValue(before), shownValue(after)];
  return [old === now ? `${name}: changed (not shown)` : `${name}: ${old} → ${now}`];
}

/** A value on one line. */
function shownValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > WIDTH ? `${json.slice(0, WIDTH - 1)}…` : json;
}

/** The lines of two texts that differ, marked. */
function textLines(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length > MOST_LINES || now.length > MOST_LINES)
    return [`  ${plural(old.length, 'line')} → ${plural(now.length, 'line')}`];
  const found = differences(old, now);
  return found.map((line) => `  ${cut(line)}`);
}

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

/** The lines that one list has and the other has not, in their order: by the longest that both have. */
function differences(old: readonly string[], now: readonly string[]): readonly string[] {
  const common: number[][] = Array.from({ length: old.length + 1 }, () => new Array(now.length + 1).fill(0));
  const at = (i: number, j: number) => (common[i] as number[])[j] as number;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      (common[i] as number[])[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) [i, j] = [i + 1, j + 1];
    else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) found.push(`- ${old[i++]}`);
    else found.push(`+ ${now[j++]}`);
  }
  return found;
}

/** `Deployment web/web`, and where it went or came from. */
export function objectTitle(object: ReviewedObject): string {
  const moved = object.movedTo
    ? ` moves to Application ${object.movedTo}`
    : object.movedFrom
      ? ` comes from Application ${object.movedFrom}`
      : '';
  return `${shownObject(object)}${moved}`;
}

/** So many objects that change in the same way are told once. */
const ALIKE = 3;

/** The most of them that are named. */
const NAMED = 5;

/** Objects of an Application that change in the same way. */
export interface ChangedAlike {
  readonly change: ReviewedObject['change'];
  /** `Deployment web/web`, or `12 objects: …`. */
  readonly title: string;
  readonly fields: ReviewedObject['fields'];
}

/** The objects of an Application, those together that differ by the same fields: a label of all that a chart makes, for one. */
export function changedAlike(objects: readonly ReviewedObject[]): readonly ChangedAlike[] {
  const groups = new Map<string, ReviewedObject[]>();
  for (const [at, object] of objects.entries()) {
    const { change, fields, movedTo, movedFrom } = object;
    const alone = change !== 'changed' || movedTo || movedFrom;
    const key = alone ? String(at) : JSON.stringify(fields);
    const others = groups.get(key);
    if (others) others.push(object);
    else groups.set(key, [object]);
  }
  return [...groups.values()].flatMap((same): readonly ChangedAlike[] => {
    const [{ change, fields }] = same as [ReviewedObject];
    if (same.length < ALIKE) return same.map((object) => ({ ...object, title: objectTitle(object) }));
    const names = same.slice(0, NAMED).map(shownObject).join(', ');
    const more = same.length > NAMED ? ` and ${same.length - NAMED} more` : '';
    return [{ change, fields, title: `${plural(same.length, 'object')}: ${names}${more}` }];
  });
}

/** What changed of the Application itself, and of the values that it gives its chart. */
export function ownLines({ fields, values, change }: ReviewedApplication): readonly string[] {
  if (change !== 'changed') return [];
  return [
    ...fields.flatMap(fieldLines),
    ...(values.length === 0 ? [] : ['Helm values:', ...values.flatMap(fieldLines).map((line) => `  ${line}`)]),
  ];
}

/** The Applications in the order in which they are synced: each below the one that brings it, by wave. */
export function inTree(
  applications: readonly ReviewedApplication[],
): readonly { readonly application: ReviewedApplication; readonly depth: number }[] {
  const shown = new Set(applications.map(({ namespace, name }) => `${namespace}/${name}`));
  return ordered(applications).map(({ application, depth }) => {
    // An Application that is shown itself is not shown as an object of another one, too.
    const objects = application.objects.filter(
      ({ kind, namespace, name }) => kind !== 'Application' || !shown.has(`${namespace}/${name}`),
    );
    return { application: { ...application, objects }, depth };
  });
}

function ordered(
  applications: readonly ReviewedApplication[],
): readonly { readonly application: ReviewedApplication; readonly depth: number }[] {
  const keyOf = ({ namespace, name }: ReviewedApplication) => `${namespace}/${name}`;
  const known = new Set(applications.map(keyOf));
  const children = new Map<string, ReviewedApplication[]>();
  for (const application of applications) {
    const parent = application.parents.find((one) => known.has(one)) ?? '';
    const others = children.get(parent);
    if (others) others.push(application);
    else children.set(parent, [application]);
  }
  const found: { application: ReviewedApplication; depth: number }[] = [];
  const seen = new Set<ReviewedApplication>();
  const visit = (parent: string, depth: number): void => {
    const below = [...(children.get(parent) ?? [])].sort((a, b) => a.wave - b.wave || (keyOf(a) < keyOf(b) ? -1 : 1));
    for (const application of below) {
      if (seen.has(application)) continue;
      seen.add(application);
      found.push({ application, depth });
      visit(keyOf(application), depth + 1);
    }
  };
  visit('', 0);
  // Those in a circle have nobody above.
  for (const application of applications) if (!seen.has(application)) found.push({ application, depth: 0 });
  return found;
}
