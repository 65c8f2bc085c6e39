import fc from 'fast-check';
import { GoRegexp, RegexpSyntaxError, RegexpTooCostly } from './go-regexp';
import { vectors } from './vectors/load';

interface Vectors {
  readonly texts: readonly string[];
  /** `e`: Go refuses it; else what `MatchString`, `FindString` and `ReplaceAllString` (by `r`) give for each text. */
  readonly cases: readonly {
    readonly p: string;
    readonly e?: string;
    readonly m?: readonly boolean[];
    readonly f?: readonly string[];
    readonly r?: string;
    readonly a?: readonly string[];
  }[];
}

const { texts, cases } = vectors<Vectors>('regexp');

test('what Go finds, replaces and refuses is the same here', () => {
  const wrong = cases.flatMap(({ p, e, m, f, r = '', a }) => {
    const found = outcome(p, r);
    const expected = e === undefined ? { m, f, a } : e;
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ p, r, found, expected }];
  });
  expect(wrong).toEqual([]);
  expect(cases.length).toBeGreaterThan(250);
});

function outcome(source: string, replacement: string): unknown {
  try {
    const expression = GoRegexp.of(source);
    return {
      m: texts.map((text) => expression.matches(text)),
      f: texts.map((text) => expression.find(text)),
      a: texts.map((text) => expression.replaceAll(text, replacement)),
    };
  } catch (error) {
    if (error instanceof RegexpSyntaxError) return error.message;
    throw error;
  }
}

test.each(['(a+)+$', '^((a+))+$', '(a|a)*$', 'a*a*a*a*a*a*a*$', '((a?)b?)*c', '(.*)(.*)(.*)(.*)(.*)x'])(
  '%s ends on a text that backtracking never ends on',
  (source) => {
    expect(typeof GoRegexp.of(source).matches(`${'a'.repeat(50_000)}b`)).toBe('boolean');
  },
);

test('what would take long is told, not tried', () => {
  expect(() => GoRegexp.of('(a*)*'.repeat(1_000))).toThrow(RegexpTooCostly);
  expect(() => GoRegexp.of('(?:[a-z]{500}){2}').matches('a'.repeat(100_000))).toThrow(RegexpTooCostly);
});

test('any text is an expression, or is refused', () => {
  const piece = fc.constantFrom(
    'a',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '*',
    '+',
    '?',
    '|',
    '\\',
    '^',
    '$',
    '(?',
    'P<',
    '-',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(['string', 'object']).toContain(typeof outcome(pieces.join(''), '$1'));
    }),
    { numRuns: 500 },
  );
});
