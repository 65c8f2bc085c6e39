import * as fs from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { fields, list } from './model/resource';
import { readYaml } from './model/yaml';
import type { Report } from './report/report';
import { changeKey, type Memory, readKey } from './settled';
import { sha256 } from './sum';

/** What is remembered of the last verdict on a plan of which everything but some lone Applications is as it was. */
export interface LastVerdict {
  readonly report: Report;
  /** The files that hold a lone Application. */
  readonly alone: ReadonlySet<string>;
  /** Those that have changed: their keys (see `Settled`), by path. */
  readonly changed: ReadonlyMap<string, string>;
}

/** How a small change is judged. */
export interface ChangedPlan {
  /** The file as it is planned now. */
  file(path: string): { readonly sum: string; readonly values: readonly unknown[] };
  /** Where it stands on disk, as the last synth wrote it. */
  place(path: string): string;
  /** Checks the files that no lone Application is in, and those that have changed. */
  check(memory: Pick<Memory, 'recall' | 'keep'>): Report;
}

/** The fields that say what an Application deploys, and not where it stands among the others. */
const OF_A_SOURCE = ['targetRevision', 'helm', 'kustomize', 'directory', 'plugin'];
const OF_A_SPEC = ['ignoreDifferences', 'info', 'revisionHistoryLimit'];

/**
 * The verdict on a plan in which nothing has changed but what some lone Applications (see `Settled`) deploy: another
 * revision, another image. No other object can notice, so the last verdict holds if nothing is found in those that did
 * change. With ten thousand Applications that is the difference between reading all and reading one.
 *
 * @returns undefined where the change is another, or something is found: then all is judged
 */
export function judgeSmallChange({ report, changed }: LastVerdict, plan: ChangedPlan): Report | undefined {
  const expected: string[] = [];
  for (const [path, key] of changed) {
    const { sum, values } = plan.file(path);
    if (!isSmall(readKey(key).sum, plan.place(path), values)) return undefined;
    expected.push(changeKey(key, sum));
  }
  let settled: ReadonlySet<string> = new Set();
  plan.check({
    recall: () => new Set(),
    keep: (_, keys) => {
      settled = new Set(keys);
    },
  });
  // Alone as before, in the same place, and nobody had anything to say.
  return expected.every((key) => settled.has(key)) ? report : undefined;
}

/** Whether a file differs from the one of the last verdict, which is on disk, in nothing but what it deploys. */
function isSmall(sum: string, place: string, values: readonly unknown[]): boolean {
  let text: string;
  try {
    text = fs.readFileSync(place, 'utf8');
  } catch {
    return false;
  }
  if (sha256(text) !== sum || values.length !== 1) return false;
  const { documents, problems } = readYaml(text);
  const [document] = documents;
  return (
    problems.length === 0 && documents.length === 1 && isDeepStrictEqual(placeOf(document?.value), placeOf(values[0]))
  );
}

/** Everything about an Application but what it deploys. */
function placeOf(object: unknown): unknown {
  const { spec, ...others } = fields(object);
  const { source, sources, ...rest } = without(spec, OF_A_SPEC);
  return [others, rest, without(source, OF_A_SOURCE), list(sources).map((one) => without(one, OF_A_SOURCE))];
}

function without(value: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields(value)).filter(([key]) => !keys.includes(key)));
}
