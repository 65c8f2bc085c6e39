import { Pattern } from './pattern';

test.each([
  ['^[a-z]+$', 'abc', true],
  ['^[a-z]+$', 'aBc', false],
  ['b', 'abc', true],
  ['^(?i)(Debug|Info)$', 'INFO', true],
  ['^[[:alpha:]]+$', 'abc1', false],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', 'a.b-', false],
])('%s on %s: %s', (pattern, value, matches) => {
  expect(new Pattern(pattern).test(value)).toBe(matches);
});

test('what Go refuses, or would take too long, refuses nothing', () => {
  expect(new Pattern('(?=a)').test('b')).toBe(true);
  expect(new Pattern('('.repeat(5_000)).test('b')).toBe(true);
  expect(new Pattern('^((a{0,100}){0,10})+$').test('a'.repeat(1_000_000))).toBe(true);
});
