import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { version } from '../package.json';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');

function run(columns: number, ...args: string[]) {
  const env = { ...process.env, COLUMNS: String(columns) };
  return spawnSync(process.execPath, [GROUNDWORK, ...args], { encoding: 'utf8', env });
}

/** The verbs and their lines, as the help lists them. */
const VERBS = [...run(500, '--help').stdout.matchAll(/^ {2}([a-z]+) +([a-z].*)$/gm)].map(
  ([, verb, summary]) => [verb as string, summary as string] as const,
);

test('the help lists the verbs', () => {
  expect(VERBS.map(([verb]) => verb)).toEqual(
    expect.arrayContaining(['init', 'synth', 'check', 'order', 'images', 'pin', 'mirror', 'gate', 'values']),
  );
});

describe.each([60, 120])('in %d columns', (columns) => {
  const helps = [[], ['init'], ['check'], ['gate'], ['values', 'diff']].map((verb) => {
    return [verb.join(' ') || 'groundwork', run(columns, ...verb, '--help').stdout] as const;
  });

  test.each(helps)('no line of the help of %s is longer', (_, help) => {
    // A word is not broken.
    expect(help.split('\n').filter((line) => line.length > columns && !/\S{30}$/.test(line))).toEqual([]);
  });

  test.each(helps)('a sentence in the help of %s ends a line only where the next word has no room', (_, help) => {
    const lines = help.split('\n');
    const early = lines.filter((line, at) => {
      const next = lines[at + 1] ?? '';
      const word = /^\S+/.exec(next)?.[0];
      return /^\S.*[a-z,]$/.test(line) && word !== undefined && line.length + 1 + word.length <= columns;
    });
    expect(early).toEqual([]);
  });
});

test.each(VERBS.filter(([verb]) => verb !== 'help'))(
  'the help of %s begins with its line in the list, once',
  (verb, summary) => {
    for (const args of [
      [verb, '--help'],
      ['help', verb],
    ]) {
      const [, first, ...rest] = run(500, ...args).stdout.split('\n\n');
      expect(first?.toLowerCase()).toBe(`${summary.toLowerCase()}.`);
      expect(rest.join('\n').toLowerCase()).not.toContain(summary.toLowerCase());
    }
  },
);

test('--version prints the version of the package', () => {
  expect(run(80, '--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});
