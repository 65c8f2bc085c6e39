import fc from 'fast-check';
import { matchFilepath } from './filepath-match';
import { bits, vectors } from './vectors/load';

interface Vectors {
  readonly texts: readonly string[];
  readonly cases: readonly (readonly [pattern: string, matches: string])[];
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
