import { createHash } from 'node:crypto';
import { isMap } from '../model/resource';
import type { ChartTrials, Pointer, RandomObject } from '../model/types';
import type { Variant } from './given-values';
import type { Tries } from './job';
import { mayBeRandom, randomObjects } from './random-objects';
import { type PrintedObject, Unreadable, wholeObjects } from './rendered-objects';
import { idleValues } from './value-trials';
import { type TrialScope, unitsOf } from './value-units';

/** What to try with charts: `off` for nothing. */
export type TrialOption = 'off' | TrialScope;

/** The trials that a source needs. */
export interface PlannedTrials {
  /** @param home see `Workspace.withHome` @param first what the source rendered to */
  run(home: string, first: Buffer): Promise<ChartTrials>;
}

/** Looks what is to be tried with a chart, which costs no rendering; `undefined` for nothing. */
export function planTrials(tries: Tries, scope: TrialScope): PlannedTrials | undefined {
  const chart = tries.chart();
  const random = mayBeRandom(chart);
  const given = scope === 'random' ? undefined : tries.given();
  const units = given ? unitsOf(given, chart, scope) : [];
  if (random === 'no' && units.length === 0) return undefined;
  return {
    run: async (home, first) => {
      const objects = wholeObjects(first);
      let found: readonly RandomObject[] = [];
      if (random !== 'no') {
        // A clock that shows seconds must go on.
        if (random === 'clock') await new Promise((resolve) => setTimeout(resolve, 1_050));
        const { stdout } = await tries.render(home);
        const second = stdout && readable(stdout);
        if (second) found = randomObjects(objects, second);
      }
      if (!given || units.length === 0) return { random: found, idle: [] };
      const digest = (output: Buffer): string | undefined => {
        if (found.length === 0) return digestOf(output);
        const rendered = readable(output);
        return rendered && digestOf(JSON.stringify(masked(rendered, found)));
      };
      const idle = await idleValues({
        chart,
        units,
        values: given.values,
        seen: first.toString('utf8'),
        digest: digest(first) as string,
        random: found.length > 0,
        render: async (variant: Variant) => {
          const { stdout } = await tries.render(home, variant);
          return stdout && digest(stdout);
        },
      });
      return { random: found, ...idle };
    },
  };
}

function readable(stdout: Buffer): readonly PrintedObject[] | undefined {
  try {
    return wholeObjects(stdout);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The objects without what is random in them. */
function masked(objects: readonly PrintedObject[], random: readonly RandomObject[]): readonly unknown[] {
  return objects.map(({ object, source }) => {
    const { namespace, name } = isMap(object.metadata) ? object.metadata : ({} as Record<string, unknown>);
    const named = (one: RandomObject) => one.name === name && one.namespace === (namespace ?? '');
    const unnamed = (one: RandomObject) => one.name.endsWith('…');
    const found = random.filter(
      (one) => one.template === source && one.kind === object.kind && (unnamed(one) || named(one)),
    );
    if (found.some(unnamed)) return [source, object.kind];
    return found.flatMap(({ paths }) => paths).reduce<unknown>((value, path) => withoutField(value, path), object);
  });
}

function withoutField(value: unknown, [key, ...rest]: Pointer): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? (rest.length === 0 ? null : withoutField(item, rest)) : item));
  if (!isMap(value) || key === undefined || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: rest.length === 0 ? null : withoutField(value[key], rest) };
}
