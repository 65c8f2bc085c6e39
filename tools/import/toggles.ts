import type { Type } from './type';

/** A change of one value from its default, that may make a chart render something else. */
export interface Toggle {
  /** Dotted path. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly value: boolean | string;
}

/** More renderings than these tell little for their time. */
export const MOST_TOGGLES = 120;

const LIKELY = /(enable|enabled|create|install|deploy|disabled?)$/i;

/** The booleans of the defaults, each turned over, and the other choices of what has a few; those that sound like it first. */
export function togglesOf(defaults: Readonly<Record<string, unknown>>, type: Type): readonly Toggle[] {
  const found: Toggle[] = [];
  visit(defaults, type, []);
  const likely = (one: Toggle) => (LIKELY.test(one.path) || typeof one.value === 'string' ? 0 : 1);
  return found.sort((a, b) => likely(a) - likely(b));

  function visit(value: unknown, of: Type | undefined, keys: readonly string[]): void {
    const add = (other: boolean | string) => found.push({ path: keys.join('.'), keys, value: other });
    if (typeof value === 'boolean') add(!value);
    else if (typeof value === 'string' && of?.is === 'union') {
      for (const one of of.of) {
        if (one.is === 'literal' && typeof one.value === 'string' && one.value !== value && one.value !== '')
          add(one.value);
      }
    } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const object = of && (of.is === 'union' ? of.of.find((one) => one.is === 'object') : of);
      const known = object?.is === 'object' ? object.keys : {};
      for (const [key, below] of Object.entries(value)) visit(below, known[key], [...keys, key]);
    }
  }
}

/** Values with one path set. */
export function valuesWith(...set: readonly Pick<Toggle, 'keys' | 'value'>[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { keys, value } of set) {
    let at = values;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1) as string] = value;
  }
  return values;
}
