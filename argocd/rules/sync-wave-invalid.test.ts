import fc from 'fast-check';
import { object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const WAVE = 'argocd.argoproj.io/sync-wave';

function judged(annotations: Record<string, unknown>) {
  return findings('sync-wave-invalid', { 'a.yaml': object('ConfigMap', 'a', { annotations }) });
}

test.each(['0', '5', '-5', '+5', '007', '9223372036854775807'])('%j is a wave', (wave) => {
  expect(judged({ [WAVE]: wave })).toEqual([]);
});

test.each(['', ' 1', '1 ', '1.0', '1_000', '0x1', 'one', '9223372036854775808', '--1', '١'])('%j is none', (wave) => {
  expect(judged({ [WAVE]: wave })).toMatchObject([
    { severity: 'silent', line: 6, message: expect.stringContaining('is applied in wave 0') },
  ]);
});

test('a number without quotes is refused with the whole Application', () => {
  expect(judged({ [WAVE]: 5 })).toMatchObject([
    {
      severity: 'refuse',
      message: expect.stringContaining(
        `contains non-string value in the map under key "${WAVE}": 5 is of the type int64, expected string`,
      ),
      fix: `Quote it: ${WAVE}: "5".`,
    },
  ]);
});

test("Helm's weight stands in for a wave that cannot be read", () => {
  expect(judged({ 'helm.sh/hook-weight': '-3' })).toEqual([]);
  expect(judged({ [WAVE]: '1', 'helm.sh/hook-weight': 'x' })).toEqual([]);
  expect(judged({ [WAVE]: 'x', 'helm.sh/hook-weight': '-3' })).toMatchObject([
    { message: expect.stringContaining('is applied in wave -3, from helm.sh/hook-weight') },
  ]);
  expect(judged({ 'helm.sh/hook-weight': 'x' })).toHaveLength(1);
});

test('every whole number that fits 64 bits is a wave', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (wave) => {
      expect(judged({ [WAVE]: `${wave}` })).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
