/**
 * Asks the API server's own code about updates of every built-in kind, and says where `immutableChanges` says something else.
 *
 *     npx jiti tools/immutable-oracle/compare.ts ./immutable-oracle [vectors.json]
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { immutableChanges } from '../../review/immutable/immutable-changes';
import { DEPENDS, updates } from '../../review/immutable/testing/updates';

interface Cause {
  readonly field: string;
  readonly message: string;
}

interface Answer {
  readonly unusable?: string;
  readonly invalid?: readonly Cause[];
  readonly refused?: readonly Cause[];
}

const [program = '', output] = process.argv.slice(2);
const all = updates();
const { stdout, status, stderr } = spawnSync(program, {
  input: all.map(({ before, after }) => JSON.stringify({ before, after })).join('\n'),
  maxBuffer: 2 ** 31,
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);
const answers = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

/** Without the value, which may be long, and without what else the API server tells of it. */
const wordsOf = (message: string) =>
  (message.split('\n')[0] ?? '').replace(
    /^(Forbidden|Required value|Invalid value: .*?|Unsupported value: .*?): (?=[^:]*$)/s,
    '',
  );

const tally = { updates: all.length, 'not asked': 0, refused: 0, wrong: 0 };
const words: string[] = [];
const refused: Record<string, readonly number[]> = {};
const skipped: string[] = [];
all.forEach(({ name, before, after }, index) => {
  const answer = answers[index] as Answer;
  const invalid = new Set((answer.invalid ?? []).map(({ field }) => field));
  // What could not be created either is no matter of an update.
  const causes = (answer.refused ?? []).filter(({ field }) => !invalid.has(field));
  if (DEPENDS.includes(name) || answer.unusable !== undefined || (causes.length === 0 && invalid.size > 0)) {
    tally['not asked'] += 1;
    skipped.push(name);
    if (process.env.SHOW && answer.unusable) console.log(name, answer.unusable.slice(0, 140));
    return;
  }
  const theirs = [...new Set(causes.map(({ message }) => wordsOf(message)))];
  if (theirs.length > 0) {
    tally.refused += 1;
    refused[name] = theirs.map((one) => (words.includes(one) ? words.indexOf(one) : words.push(one) - 1));
  }
  const ours = immutableChanges(before, after);
  if (ours.length > 0 === theirs.length > 0 && ours.every(({ message }) => theirs.includes(message))) return;
  tally.wrong += 1;
  console.log(`${name}\n  API server: ${theirs.join('; ')}\n  here: ${JSON.stringify(ours)}`);
});
console.log(JSON.stringify(tally));
if (output) {
  const lines = Object.entries(refused).map(([name, causes]) => `${JSON.stringify(name)}:${JSON.stringify(causes)}`);
  const text = `{"words":${JSON.stringify(words, undefined, 1)},\n"skipped":${JSON.stringify(skipped, undefined, 1)},\n"refused":{\n${lines.join(',\n')}\n}}\n`;
  writeFileSync(output, text);
}
