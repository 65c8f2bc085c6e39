import { compareVersions } from './sources';
import { NULL, type ObjectType, parseType, type Type, union } from './type';
import { objectOf } from './values-type';

/**
 * What the project knows about a chart's values beside what the chart says, as data: tools/import/overlays/<chart>.yaml,
 * after common.yaml. The last rule that matches a path wins.
 */
export interface Rule {
  /** Paths: `*` stands for any part of a key, `**` for any keys in between. */
  readonly at: readonly string[];
  /** The type of a key that the chart's values.yaml has. */
  readonly is?: Type;
  /** The type of a key that only the templates know; should the chart declare it one day, the rule still holds. */
  readonly add?: Type;
  /** The first version that the rule holds for. */
  readonly since?: string;
  /** The first version that it no longer holds for. */
  readonly until?: string;
  /** Where this is read from: a template and what it does with the value. */
  readonly because: string;
  /** Holds for any chart, so that matching no key of one means nothing. */
  readonly common?: boolean;
}

/** An overlay file. */
export interface Overlay {
  /** What the names of the chart's types begin with. */
  readonly prefix?: string;
  readonly rules: readonly Rule[];
  /** Paths of defaults that are credentials; their text is not kept. */
  readonly secrets: readonly string[];
  /** Keys that templates read and that are no values: old names that they refuse, or names of their own. */
  readonly refused: readonly string[];
}

/**
 * Reads an overlay.
 *
 * @throws with every mistake in it.
 */
export function readOverlay(data: object, where: string): Overlay {
  const {
    prefix,
    rules = [],
    secrets = [],
    refused = [],
  } = data as Omit<Partial<Overlay>, 'rules'> & { rules?: Record<string, unknown>[] };
  const wrong: string[] = [];
  const read = rules.map((rule, index): Rule => {
    const at = typeof rule.at === 'string' ? [rule.at] : ((rule.at as string[] | undefined) ?? []);
    const name = `${where}: rules[${index}] (${at[0] ?? 'no path'})`;
    if (at.length === 0) wrong.push(`${name}: 'at' names no path.`);
    if (typeof rule.because !== 'string') wrong.push(`${name}: 'because' must say where this is read from.`);
    if ((rule.is === undefined) === (rule.add === undefined)) wrong.push(`${name}: needs either 'is' or 'add'.`);
    const type = (text: unknown): Type | undefined => {
      try {
        return text === undefined ? undefined : parseType(String(text));
      } catch (error) {
        wrong.push(`${name}: ${(error as Error).message}`);
        return undefined;
      }
    };
    const { since, until, because } = rule as { since?: string; until?: string; because: string };
    return { at, is: type(rule.is), add: type(rule.add), since, until, because };
  });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return { prefix, rules: read, secrets, refused };
}

/** A type after the rules, and the paths of rules that matched nothing. */
export interface Applied {
  readonly type: ObjectType;
  readonly unused: readonly string[];
}

/** Applies the rules that hold for a version to the type of its values. */
export function applyRules(type: ObjectType, rules: readonly Rule[], version: string): Applied {
  const unused: string[] = [];
  let result: Type = type;
  for (const rule of rules) {
    if (rule.since && compareVersions(version, rule.since) < 0) continue;
    if (rule.until && compareVersions(version, rule.until) >= 0) continue;
    for (const at of rule.at) {
      let matched = false;
      const path = splitPath(at);
      const to = (found: Type | undefined): Type | undefined => {
        if (rule.add) {
          matched = true;
          return rule.add;
        }
        if (!found || (rule.common && !sameShape(found, rule.is as Type))) return undefined;
        matched = true;
        return replaced(found, rule.is as Type);
      };
      result = rewrite(result, path, to, Boolean(rule.add));
      if (!matched && !rule.common) unused.push(at);
    }
  }
  return { type: result as ObjectType, unused };
}

/** `configs.params."server.insecure"` has three keys. */
function splitPath(path: string): string[] {
  return [...path.matchAll(/"([^"]*)"|[^."]+/g)].map(([text, quoted]) => quoted ?? text);
}

/** A map keeps the keys that it has by default, for the editor to offer; null removes such an entry. */
function replaced(found: Type, wanted: Type): Type {
  const [known, open] = [objectOf(found), objectOf(wanted)];
  if (!known || !open?.rest || Object.keys(open.keys).length > 0 || Object.keys(known.keys).length === 0) return wanted;
  const keys = Object.entries(known.keys).map(([key, type]) => [
    key,
    union(type.is === 'object' || open.rest?.is === 'unknown' ? type : (open.rest as Type), NULL),
  ]);
  return union(
    { is: 'object', keys: Object.fromEntries(keys), rest: union(open.rest, NULL) },
    ...(wanted.is === 'union' ? wanted.of.filter((one) => one !== open) : []),
    NULL,
  );
}

/** A name alone says little: `honorLabels: false` is no map of labels. */
function sameShape(found: Type, wanted: Type): boolean {
  const [a, b] = [shape(found), shape(wanted)];
  return a === b || a === 'unknown';
}

function shape(type: Type): string {
  if (type.is === 'union') return shape(type.of.find((one) => one.is !== 'null') ?? type.of[0]);
  if (type.is === 'object' || type.is === 'kubernetes') return 'object';
  return type.is === 'array' || type.is === 'unknown' ? type.is : 'scalar';
}

function rewrite(
  type: Type,
  path: readonly string[],
  to: (found: Type | undefined) => Type | undefined,
  adding: boolean,
): Type {
  if (type.is === 'union') {
    return union(...type.of.map((one) => (one.is === 'object' ? rewrite(one, path, to, adding) : one)));
  }
  if (type.is !== 'object') return type;
  const [head, ...rest] = path;
  if (head === '**') {
    const here = rewrite(type, rest, to, adding) as ObjectType;
    const keys = Object.entries(here.keys).map(([key, value]) => [key, rewrite(value, path, to, adding)]);
    return { ...here, keys: Object.fromEntries(keys) };
  }
  const keys: Record<string, Type> = { ...type.keys };
  if (adding && rest.length === 0) {
    const added = to(keys[head]);
    if (added) keys[head] = added;
    return { ...type, keys };
  }
  const wanted = head.includes('*') ? new RegExp(`^${head.replaceAll('*', '.*')}$`) : undefined;
  for (const [key, value] of Object.entries(type.keys)) {
    if (wanted ? !wanted.test(key) : key !== head) continue;
    keys[key] = rest.length === 0 ? (to(value) ?? value) : rewrite(value, rest, to, adding);
  }
  return { ...type, keys };
}
