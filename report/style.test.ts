import { styled, usesColor } from './style';

const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
afterEach(() => {
  Object.assign(process.env, { FORCE_COLOR, NO_COLOR, TERM });
  for (const [name, value] of Object.entries({ FORCE_COLOR, NO_COLOR, TERM }))
    if (value === undefined) delete process.env[name];
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('a terminal: %s, the environment %j: colour %s', (isTTY, env, color) => {
  Object.assign(process.env, { TERM: 'xterm', ...env });
  expect(usesColor({ isTTY })).toBe(color);
});

test('several formats go on one text, on every Node, and none where there is no colour', () => {
  expect(styled(['red', 'bold'], 'x', true)).toBe('\u001b[1m\u001b[31mx\u001b[39m\u001b[22m');
  expect(styled('dim', 'x', false)).toBe('x');
});
