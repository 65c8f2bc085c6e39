import { isSourceRef } from './source-ref';

test.each([
  ['values', true],
  ['my-values_2', true],
  ['my.values', false],
  ['$values', false],
  ['', false],
  ['values\n', false],
])('ref %j: %s', (ref, valid) => {
  expect(isSourceRef(ref)).toBe(valid);
});
