import fc from 'fast-check';
import { Glob, globOf, matchGlob } from './glob';
import { matchLinear } from './glob-linear';
import { parseGlob } from './glob-syntax';
import { toBytes } from './go-text';
import { vectors } from './vectors/load';
import { ArgoCdVersion } from './version';

interface Vectors {
  readonly texts: readonly string[];
  readonly cases: readonly (readonly [pattern: string, plain: string, slash: string])[];
}

/** What the real library says of a pattern: an error, a panic, or the texts that match. */
function judge(glob: Glob, texts: readonly string[]): string {
  if (glob.error !== undefined) return `E${glob.error}`;
  const outcomes = texts.map((text) => glob.outcome(text));
  if (outcomes.includes('panic')) return 'P';
  return outcomes.reduce((mask, o, i) => (o === 'match' ? mask | (1n << BigInt(i)) : mask), 0n).toString(16);
}

describe('a glob judges as Argo CD does', () => {
  const { texts, cases } = vectors<Vectors>('glob');

  test('every vector, with and without a separator', () => {
    const wrong = cases.flatMap(([pattern, plain, slash]) => {
      const found = [judge(new Glob(pattern), texts), judge(new Glob(pattern, '/'), texts)];
      return found[0] === plain && found[1] === slash ? [] : [{ pattern, found, real: [plain, slash] }];
    });
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(1000);
  });
});

test('from Argo CD 3.6 on, what a pattern means is what it matches', () => {
  const { texts } = vectors<Vectors>('glob');
  const { cases } = vectors<Pick<Vectors, 'cases'>>('glob-1.0');
  const v36 = new ArgoCdVersion(3, 6, 1);
  const wrong = cases
    // A zero byte is in nobody's pattern.
    .filter(([pattern]) => !pattern.includes('\0'))
    .flatMap(([pattern, plain, slash]) => {
      const found = ['', '/'].map((separators) => judge(new Glob(pattern, separators, v36), texts));
      const same = (real: string, ours = '') => (real.startsWith('E') ? ours.startsWith('E') : ours === real);
      return same(plain, found[0]) && same(slash, found[1]) ? [] : [{ pattern, found, real: [plain, slash] }];
    });
  expect(wrong).toEqual([]);
  expect(matchGlob('ab*ba', 'aba', '', v36)).toBe(false);
  expect(globOf('{unclosed', '', v36).error).toBe('glob: syntax error at 9: unclosed `{`');
});

describe('what people trip over', () => {
  test.each([
    ['https://git.example.com/*', 'https://git.example.com/org/repo', '/', false],
    ['https://git.example.com/**', 'https://git.example.com/org/repo', '/', true],
    ['team-*', 'team-a/b', '', true],
    ['team-*', 'team-a/b', '/', false],
    ['Team', 'team', '', false],
    ['te', 'team', '', false],
    ['{dev,prod}-*', 'prod-1', '', true],
    ['{a,{b,c}}', 'c', '', true],
    ['[!d]ev', 'dev', '', false],
    ['[a-c]x', 'bx', '', true],
    ['\\*', '*', '', true],
    ['\\*', 'a', '', false],
    ['a,b', 'a,b', '', true],
    ['[abc', 'a', '', false],
    // Mistakes of the library that decide what Argo CD permits.
    ['?', '', '', true],
    ['[!a]', '', '', true],
    ['ab*ba', 'aba', '', true],
    ['{unclosed', 'unclosed', '', true],
  ])('%s on %j with separators %j: %s', (pattern, text, separators, expected) => {
    expect(matchGlob(pattern, text, separators)).toBe(expected);
  });

  test('a pattern that does not compile says why and matches nothing', () => {
    expect(globOf('[a').error).toBe('unexpected end of input');
    expect(globOf('[a').match('[a')).toBe(false);
    expect(globOf('[c-a]').error).toBe("hi character 'a' should be greater than lo 'c'");
  });
});

describe('properties', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', 'é'), maxLength: 12 });

  test('a text without special characters matches itself and nothing else', () => {
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        expect(matchGlob(pattern, text, '/')).toBe(pattern === text);
      }),
    );
  });

  test('a star without separators matches every text that begins and ends so and is long enough', () => {
    fc.assert(
      fc.property(word, word, word, (before, middle, after) => {
        expect(matchGlob(`${before}*${after}`, before + middle + after)).toBe(true);
        expect(matchGlob(`${before}**${after}`, before + middle + after, '/')).toBe(true);
        expect(matchGlob(`${before}*${after}`, before + middle + after, '/')).toBe(!middle.includes('/'));
      }),
    );
  });

  test('no pattern throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      '*',
      '**',
      '?',
      '{',
      '}',
      ',',
      '[',
      ']',
      '!',
      '-',
      '\\',
      '/',
      'é',
      '\0',
      '\ufffd',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.string({ maxLength: 8 }), (pieces, text) => {
        expect(typeof matchGlob(pieces.join(''), text, '/')).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  test('the linear matcher agrees where the library makes no mistake', () => {
    const piece = fc.constantFrom('a', 'b', 'ab', '*', '**', '/', '[ab]', '[a-b]');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 7 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 3 }), text, (pieces, value) => {
        const pattern = pieces.join('');
        // `ab*ba` overlaps in the library; leave out patterns where a star stands between two texts.
        fc.pre(!/[^*]\*\*?[^*]/.test(pattern) && !/\*{3,}/.test(pattern));
        expect(matchLinear(parseGlob(pattern), [0x2f], toBytes(value))).toBe(matchGlob(pattern, value, '/'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a hostile pattern does not stall the checker', () => {
  test.each([
    ['many stars', '*a'.repeat(40), `${'a'.repeat(400)}b`],
    ['stars and alternations', '{a,aa}*'.repeat(40), 'a'.repeat(300)],
    ['very deep nesting', '{'.repeat(80_000), 'b'],
    ['a long pattern on a long text', '*a'.repeat(40_000), 'a'.repeat(80_000)],
    ['deep nesting', `${'{a,'.repeat(100)}b${'}'.repeat(100)}`, 'b'],
    ['ten thousand stars', '*?'.repeat(10_000), 'a'.repeat(200)],
    ['stars that cross separators', `${'**/'.repeat(30)}x`, 'a/'.repeat(200)],
  ])('%s', (_, pattern, text) => {
    // Exponential matching would never come back.
    expect(typeof matchGlob(pattern, text, '/')).toBe('boolean');
  });
});
