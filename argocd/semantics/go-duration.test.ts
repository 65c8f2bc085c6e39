import fc from 'fast-check';
import { parseGoDuration, parseRetryDuration } from './go-duration';
import { atoi } from './go-text';
import { vectors } from './vectors/load';

type DurationCase = readonly [
  text: string,
  ns: string | null,
  error: string | null,
  retryNs: string | null,
  retryError: string | null,
];
type IntCase = readonly [text: string, value: string | null, error: string | null];

test('every duration vector, with the text of the error', () => {
  const { cases } = vectors<{ cases: readonly DurationCase[] }>('duration');
  const wrong = cases.flatMap(([text, ns, error, retryNs, retryError]) => {
    const plain = parseGoDuration(text);
    const retry = parseRetryDuration(text);
    const found = [
      plain.value?.toString() ?? null,
      plain.error ?? null,
      retry.value?.toString() ?? null,
      retry.error ?? null,
    ];
    const real = [ns, error, retryNs, retryError];
    return JSON.stringify(found) === JSON.stringify(real) ? [] : [{ text, found, real }];
  });
  expect(wrong).toEqual([]);
});

test('every whole number vector, with the text of the error', () => {
  const { cases } = vectors<{ cases: readonly IntCase[] }>('atoi');
  const wrong = cases.flatMap(([text, value, error]) => {
    const found = atoi(text);
    const right = value === null ? found.error === error : found.value === Number(value);
    return right ? [] : [{ text, found, value, error }];
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['1d', 'time: unknown unit "d" in duration "1d"'],
  ['60', 'time: missing unit in duration "60"'],
  ['', 'time: invalid duration ""'],
])('%j is no duration', (text, error) => {
  expect(parseGoDuration(text).error).toBe(error);
});

test('hours and minutes add up', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(59), (hours, minutes) => {
      const { value } = parseGoDuration(`${hours}h${minutes}m`);
      expect(value).toBe(BigInt(hours * 60 + minutes) * 60_000_000_000n);
    }),
  );
});
