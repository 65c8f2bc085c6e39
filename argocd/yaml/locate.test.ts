import { rangeOf } from './locate';
import { compose } from './text';

/** What a pointer leads to in a text. */
function at(text: string, pointer: readonly (string | number)[], on: 'key' | 'value' = 'value'): string | undefined {
  const root = compose(text, { start: 0, end: text.length });
  if (!root) return undefined;
  const { start, end } = rangeOf(root, pointer, on);
  return text.slice(start, end);
}

const TEXT = `x: &x {a: 1, b: [2, 3]}
"y": !!str 'z'
list:
  - name: one # first
  - name: >-
      two
      lines
map:
  <<: *x
  c: |
    text
1.50: d
x2: *x
`;

test.each<[pointer: readonly (string | number)[], value: string, key?: string]>([
  [['x'], '{a: 1, b: [2, 3]}', 'x'],
  [['x', 'a'], '1', 'a'],
  [['x', 'b', 1], '3', '3'],
  [['y'], "'z'", '"y"'],
  [['list'], 'list', 'list'],
  [['list', 0], 'name', 'name'],
  [['list', 0, 'name'], 'one', 'name'],
  [['list', 1, 'name'], '>-\n      two\n      lines', 'name'],
  [['map'], 'map', 'map'],
  [['map', 'a'], '1', 'a'],
  [['map', 'c'], '|\n    text', 'c'],
  [['1.5'], 'd', '1.50'],
  [['x2', 'b', 0], '2', '2'],
  [['x2'], '*x', 'x2'],
  [['list', 5, 'name'], 'list', 'list'],
  [['missing'], 'x', 'x'],
  [[], 'x', 'x'],
])('%j leads to %j', (pointer, value, key = value) => {
  expect(at(TEXT, pointer)).toBe(value);
  expect(at(TEXT, pointer, 'key')).toBe(key);
});

test('of keys that are given twice the last one is meant', () => {
  expect(at('a: 1\na: 2\n', ['a'])).toBe('2');
});

test('JSON that is no YAML has places as well', () => {
  expect(at('{"a":\n{"b"\n: "\\/x"}}', ['a', 'b'])).toBe('"\\/x"');
});

test('a text that cannot be read has none', () => {
  expect(at('a: [', ['a'])).toBeUndefined();
});
