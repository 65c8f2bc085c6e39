import fc from 'fast-check';
import { isFilepathPattern, matchFilepath } from './filepath-match';
import { bits, vectors } from './vectors/load';

interface Vectors {
  readonly texts: readonly string[];
  readonly cases: readonly (readonly [pattern: string, matches: string, errors?: string])[];
}

describe('filepath.Match', () => {
  const { texts, cases } = vectors<Vectors>('filepath-match');

  test('every vector', () => {
    const wrong = cases.flatMap(([pattern, matches]) => {
      const real = bits(matches, texts.length);
      return texts.flatMap((text, i) =>
        matchFilepath(pattern, text) === real[i] ? [] : [{ pattern, text, real: real[i] }],
      );
    });
    expect(wrong).toEqual([]);
  });

  test('a pattern that Go cannot read is recognised', () => {
    // Go reads a pattern only as far as a text leads it: an unreadable one shows as an error or as no match at all.
    const wrong = cases.filter(([pattern, matches, errors]) =>
      isFilepathPattern(pattern) ? errors !== undefined : errors === undefined && matches !== '0',
    );
    expect(wrong).toEqual([]);
    expect(cases.filter(([pattern]) => !isFilepathPattern(pattern)).length).toBeGreaterThan(20);
  });

  test.each([
    ['*', 'a/b', false],
    ['App*', 'Application', true],
    ['[CS]*', 'Secret', true],
    ['{Secret,ConfigMap}', 'Secret', false],
    ['secret', 'Secret', false],
  ])('%s on %s: %s', (pattern, name, expected) => {
    expect(matchFilepath(pattern, name)).toBe(expected);
  });

  test('reading always ends, whatever the pattern', () => {
    const piece = fc.constantFrom('a', '*', '?', '[', ']', '^', '-', '\\', '/', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 8 }), (pattern, text) => {
        expect(typeof matchFilepath(pattern.join(''), text.join(''))).toBe('boolean');
      }),
    );
  });
});
