import { app, type Files, told } from '../testing/reviews';

const files = (targetRevision: string, chart = 'web', values: object = {}): Files => ({
  'apps/web.json': app('web', {
    spec: { source: { repoURL: 'https://charts.example.com', chart, targetRevision, helm: { valuesObject: values } } },
  }),
});

test.each([
  ['1.2.0', '1.2.3', ''],
  ['1.2.0', '1.5.0', ', 3 minor releases on'],
  ['1.2.0', '2.0.0', ', a major release on'],
  ['1.2.0', '1.1.0', ', back'],
])('%s → %s', (from, to, jump) => {
  expect(told('chart-jumps', files(from), files(to))).toEqual([
    `note: Application argocd/web gets another version of the chart web: ${from} → ${to}${jump}`,
  ]);
});

test('the same version, and another chart', () => {
  expect(told('chart-jumps', files('1.2.0'), files('1.2.0', 'web', { a: 1 }))).toEqual([]);
  expect(told('chart-jumps', files('1.2.0'), files('1.3.0', 'other'))).toEqual([]);
});
