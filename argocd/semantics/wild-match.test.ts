import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import { matchWild } from './wild-match';

/** Names that patterns of all kinds tell apart. */
const NAMES = ['b', 'ab', 'a-b', 'a]b', 'a/b', 'a/c/b.json', 'A', '0', 'é', 'a b', 'a[b', '!a', 'zz/a', 'a\\b', 'bb'];

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'é',
    '/',
    '*',
    '**',
    '?',
    '[ab]',
    '[!a]',
    '[^a]',
    '[a-c]',
    '[c-a]',
    '[]a]',
    '[!]a]',
    '[a-]',
    '[[:alpha:]]',
  ],
  ...['[[:digit:]x]', '[[:nope:]]', '[\\]]', '\\a', '\\*', '\\', '[', ']', '-', '[a\\-c]', '[[:', '.json'],
);

/** What git itself says, for many patterns at once. */
function askGit(dir: string, patterns: readonly string[]): readonly (readonly string[])[] {
  return patterns.map((pattern) => {
    const { stdout, stderr } = spawnSync('git', ['ls-files', '-z', '--', `:(top)${pattern}`], {
      cwd: dir,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout
      .split('\0')
      .filter((name) => name !== '')
      .sort();
  });
}

test('git itself lists the same files', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-wild-'));
  try {
    for (const name of NAMES) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      fs.writeFileSync(path.join(dir, name), '');
    }
    spawnSync('git', ['init', '-q'], { cwd: dir });
    spawnSync('git', ['add', '-A'], { cwd: dir });
    const names = spawnSync('git', ['ls-files', '-z'], { cwd: dir, encoding: 'utf8' })
      .stdout.split('\0')
      .filter(Boolean);
    const patterns = fc
      .sample(fc.array(piece, { minLength: 1, maxLength: 4 }), { numRuns: 150, seed: 20261128 })
      .map((pieces) => pieces.join(''))
      // Without a wildcard it is a path, and with a slash at its end a directory.
      .filter((pattern) => /[*?[]/.test(pattern) && !pattern.startsWith('/') && !pattern.includes('//'));
    const real = askGit(dir, patterns);
    const wrong = patterns.flatMap((pattern, at) => {
      const found = names.filter((name) => matchWild(pattern, name)).sort();
      // git also takes a pattern for the name of a file or directory.
      const literal = (name: string) => name === pattern || name.startsWith(`${pattern}/`);
      const expected = (real[at] as readonly string[]).filter((name) => !literal(name) || matchWild(pattern, name));
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ pattern, found, expected }];
    });
    expect(wrong).toEqual([]);
    expect(patterns.length).toBeGreaterThan(80);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});

test('many stars take no longer than one', () => {
  expect(matchWild(`${'*a'.repeat(10_000)}b`, 'a'.repeat(2_000))).toBe(false);
  expect(matchWild('e*a*a*a*a*a*a*a*a*a*a*a*a*b', `envs/${'a'.repeat(5_000)}/config.json`)).toBe(false);
});
