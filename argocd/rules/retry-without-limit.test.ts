import { application } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(syncPolicy: unknown) {
  const found = findings('retry-without-limit', { 'app.yaml': application({ syncPolicy }) });
  return found.map(({ severity, message }) => `${severity} ${message}`);
}

test.each([
  [undefined],
  [{ automated: {} }],
  [{ automated: {}, retry: null }],
  [{ automated: {}, retry: { limit: 0 } }],
  [{ retry: { limit: -1, backoff: { duration: '5', maxDuration: '3m0s', factor: 2 } } }],
])('%j is clear', (syncPolicy) => {
  expect(judged(syncPolicy)).toEqual([]);
});

test.each([[{ automated: {}, retry: {} }], [{ retry: { backoff: { duration: '5s' } } }], [{ retry: { limit: null } }]])(
  '%j turns retries off',
  (syncPolicy) => {
    expect(judged(syncPolicy)).toEqual([expect.stringMatching(/^silent .*retry without limit means limit 0/)]);
  },
);

test.each(['5 m', '1d', 'soon', '1.5'])('the duration %s fails when it is needed', (duration) => {
  expect(judged({ retry: { limit: 5, backoff: { duration } } })).toEqual([
    expect.stringContaining(`refuse unable to parse ${duration} as a duration`),
  ]);
});
