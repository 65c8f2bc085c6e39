import { PlanError } from './plan-error';

const lines = (error: PlanError) => error.message.split('\n');

test('an error that many constructs share is told once, with their names and the lines that made them', () => {
  const places: Record<string, string> = { a: 'main.ts:3', b: 'main.ts:3', c: 'main.ts:9' };
  const error = new PlanError(['[a] has a password', '[b] has a password', '[c] has a password'], (at) => places[at]);
  expect(lines(error)).toEqual([
    'the platform cannot be rendered (3 errors):',
    '  [a] has a password (main.ts:3; main.ts:9)',
    '    and the same in 2 more: [b], [c]',
  ]);
});

test('a construct that is named within an error has its line too', () => {
  const places: Record<string, string> = { a: 'main.ts:3', b: 'main.ts:4' };
  expect(lines(new PlanError(['[the app] x is declared by [a] and by [b]'], (at) => places[at]))[1]).toBe(
    '  [the app] x is declared by [a] and by [b] (main.ts:3; main.ts:4)',
  );
});

test('what is not the path of a construct has no line', () => {
  expect(lines(new PlanError(['nodes[0] is missing'], () => undefined))[1]).toBe('  nodes[0] is missing');
});

test('of many constructs the first are named and the rest is counted', () => {
  const error = new PlanError(Array.from({ length: 15 }, (_, i) => `[a${i}] is wrong`));
  expect(error.message).toContain('and the same in 14 more: [a1], [a2]');
  expect(error.message).toContain('[a10], and 4 more');
});
