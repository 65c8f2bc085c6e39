import { isDeepStrictEqual } from 'node:util';
import { fileText } from './file-text';
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
  /** How many bytes they may grow together. */
  readonly room: number;
}

/** How a small change is judged. */
export interface ChangedPlan {
  /** The file as it is planned now. */
  file(path: string): { readonly sum: string; readonly text: string; readonly values: readonly unknown[] };
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
 * @returns the verdict, and how many bytes the files have grown; undefined where the change is another, or something is found:
 *   then all is judged
 */
export function judgeSmallChange(
  { report, changed, room }: LastVerdict,
  plan: ChangedPlan,
): { readonly report: Report; readonly grown: number } | undefined {
  const expected: string[] = [];
  let grown = 0;
  for (const [path, key] of changed) {
    const { sum, text, values } = plan.file(path);
    const before = fileText(plan.place(path));
    if (before === undefined || sha256(before) !== readKey(key).sum || !isSmall(before, values)) return undefined;
    grown += Math.max(0, Buffer.byteLength(text) - Buffer.byteLength(before));
    expected.push(changeKey(key, sum));
  }
  if (grown > room) return undefined;
  let settled: ReadonlySet<string> = new Set();
  plan.check({
    recall: () => new Set(),
    keep: (_, keys) => {
      settled = new Set(keys);
    },
  });
  // Alone as before, in the same place, and nobody had anything to say.
  return expected.every((key) => settled.has(key)) ? { report, grown } : undefined;
}

/** Whether an Application differs from what it was in nothing but what it deploys. */
function isSmall(before: string, values: readonly unknown[]): boolean {
  const { documents, problems } = readYaml(before);
  const [old] = documents;
  if (problems.length > 0 || documents.length !== 1 || values.length !== 1) return false;
  // Two sources that were told as one thing that is not checked may become two, or the other way round.
  if (list(fields(fields(values[0]).spec).sources).length > 1) return false;
  return isDeepStrictEqual(placeOf(old?.value), placeOf(values[0]));
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
