/**
 * Asks Argo CD's own comparison about generated pairs of objects, and says where `changedFields` finds something else.
 *
 *     npx jiti tools/diff-oracle/compare.ts ./diff-oracle 1 2000
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { changedFields } from '../../review/objects/changed-fields';
import { differences } from '../../review/objects/difference';
import { goType } from '../../review/objects/go-types';
import { CASES } from '../../review/objects/testing/cases';
import { pairOf } from '../../review/objects/testing/pairs';
import { isMap, type JsonMap } from '../../review/objects/values';

interface Answer {
  readonly error?: string;
  readonly modified: boolean;
  readonly live: JsonMap;
  readonly target: JsonMap;
}

const [program = '', first = '1', count = '2000', output] = process.argv.slice(2);
/** As Argo CD does unless it is told otherwise. */
const overrides = { '*/*': { ignoreDifferences: 'jsonPointers: [/status]' } };

function ask(questions: readonly object[]): readonly Answer[] {
  const input = questions.map((one) => JSON.stringify({ overrides, ...one })).join('\n');
  const { stdout, status, stderr } = spawnSync(program, { input, maxBuffer: 2 ** 31, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const pathsOf = (changes: readonly { readonly path: readonly (string | number)[] }[]) =>
  changes.map(({ path }) => path.join('.')).sort();

const byHand = ask(
  CASES.map(({ before, after, ignore, customizations, ignoreAggregatedRoles }) => ({
    before,
    after,
    ignore,
    ignoreAggregatedRoles,
    overrides: { ...overrides, ...customizations },
  })),
);
CASES.forEach(({ name, before, differ }, index) => {
  const { error, live, target } = byHand[index] as Answer;
  const type = goType(String(before.apiVersion), String(before.kind));
  const theirs = error ?? pathsOf(differences(live, target, type)).join(' ');
  if (theirs !== differ.join(' ')) console.log(`${name}: ${theirs} instead of ${differ.join(' ')}`);
});

const seeds = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
const pairs = seeds.map((seed) => pairOf(seed));
const answers = ask(pairs.map(({ before, after }) => ({ before, after })));
const unchanged = ask(pairs.map(({ before }) => ({ before, after: before })));
const tally = { same: 0, changed: 0, 'below a list': 0, nothing: 0, errors: 0, wrong: 0, 'never the same': 0 };
/** The elements of a list may be paired in another way; that the list differs is what counts. */
const listsOf = (paths: readonly string[]) =>
  [...new Set(paths.map((path) => path.replace(/\.\d+(\..*)?$/, '')))].join(' ');
const vectors = pairs.map(({ before, after }, index): string => {
  const [answer, still] = [answers[index] as Answer, unchanged[index] as Answer];
  const seed = seeds[index];
  const error = answer.error ?? still.error;
  if (error !== undefined) {
    tally.errors += 1;
    console.log(seed, before.kind, error);
    return '!';
  }
  const type = goType(String(before.apiVersion), String(before.kind));
  const theirs = pathsOf(differences(answer.live, answer.target, type));
  // What Argo CD finds different even where nothing was changed is no change.
  const always = new Set(pathsOf(differences(still.live, still.target, type)));
  if (always.size > 0) tally['never the same'] += 1;
  const ours = pathsOf(changedFields(before, after)).filter((path) => !always.has(path));
  // Argo CD forgets a word of its patch in an object that loses its whole spec.
  const real = theirs.filter((path) => !always.has(path) && !path.endsWith('.$retainKeys'));
  if (answer.modified && theirs.length === 0) {
    if (isDeepStrictEqual(withoutNothing(answer.live), withoutNothing(answer.target))) tally.nothing += 1;
    else console.log(seed, 'differs in what is not looked at');
  }
  tally[real.length > 0 ? 'changed' : 'same'] += 1;
  if (ours.join(' ') !== real.join(' ')) {
    if (listsOf(ours) === listsOf(real)) {
      tally['below a list'] += 1;
      return listsOf(real);
    }
    tally.wrong += 1;
    console.log(
      `${seed} ${before.apiVersion} ${before.kind}\n  only Argo CD: ${real.filter((one) => !ours.includes(one))}\n  only here: ${ours.filter((one) => !real.includes(one))}`,
    );
  }
  return real.join(' ');
});

/** Without maps and lists that hold nothing. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutNothing);
  if (!isMap(value)) return value === null ? undefined : value;
  const entries = Object.entries(value)
    .map(([key, one]) => [key, withoutNothing(one)] as const)
    .filter(([, one]) => one !== undefined && one !== '' && one !== 0);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

console.log(JSON.stringify(tally));
if (output) {
  // The test takes these defaults from here: Argo CD found that they are no difference.
  const defaults = Object.fromEntries(
    pairs.flatMap(({ written }, index) => (written.length > 0 ? [[index, written]] : [])),
  );
  const text = JSON.stringify({ first: Number(first), paths: vectors }, undefined, 1).replace(
    /\n\}$/,
    ',\n "defaults": {',
  );
  const lines = Object.entries(defaults).map(([index, written]) => `  "${index}": ${JSON.stringify(written)}`);
  writeFileSync(output, `${text}\n${lines.join(',\n')}\n }\n}\n`);
}
