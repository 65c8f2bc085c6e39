import fc from 'fast-check';
import { boundedPattern } from './custom-resources';

test.each(['^[a-z]+$', '^(Fast|Slow)$', '^\\d{1,3}$', '^https?://[a-z.]+$', '^[-_.]{0,63}$'])(
  '%s is judged',
  (pattern) => {
    expect(boundedPattern(pattern)).toBeInstanceOf(RegExp);
  },
);

test.each([
  ['a repetition in a repetition', '^(a+)+$'],
  ['deeper', '^((a+)b)*$'],
  ['a choice that repeats', '^(a|a)*$'],
  ['many repetitions', '^a*a*a*a*b$'],
  ['what JavaScript reads otherwise', '^(?i)a$'],
  ['classes that it does not know', '^[[:alpha:]]+$'],
  ['ends that it does not know', '\\Aa\\z'],
  ['no pattern', '('],
])('%s is not: %s', (_, pattern) => {
  expect(boundedPattern(pattern)).toBeUndefined();
});

test('whatever is judged takes a moment', () => {
  const part = fc.constantFrom(
    'a',
    '[ab]',
    '(a)',
    '(a|b)',
    'a*',
    'a+',
    '(a+)',
    '(ab?)*',
    'b?',
    '.',
    '.*',
    '(a*b)+',
    '{2,}',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      boundedPattern(`^${parts.join('')}$`)?.test(`${'a'.repeat(200)}!`);
    }),
    { numRuns: 500 },
  );
});
