import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function messages(manifest: string) {
  return findings('object-name-invalid', { 'apps/website.yaml': application(), 'deploy/web.yaml': manifest }).map(
    ({ message }) => message,
  );
}

const RBAC = 'rbac.authorization.k8s.io/v1';

test.each([
  ['ConfigMap', 'Web', 'v1', 'a lowercase RFC 1123 subdomain'],
  ['ConfigMap', 'a_b', 'v1', 'a lowercase RFC 1123 subdomain'],
  ['Namespace', 'a.b', 'v1', 'must not contain dots'],
  ['Service', '9a', 'v1', 'a DNS-1035 label'],
  ['StatefulSet', 'a.b', 'apps/v1', 'must not contain dots'],
  ['Role', 'a/b', RBAC, "may not contain '/'"],
  ['CronJob', 'a'.repeat(53), 'batch/v1', 'must be no more than 52 characters'],
  ['ConfigMap', 'a'.repeat(254), 'v1', 'must be no more than 253 characters'],
])('%s %s is no name', (kind, name, apiVersion, words) => {
  expect(messages(object(kind, name, {}, apiVersion))).toEqual([expect.stringContaining(words)]);
});

test.each([
  ['ConfigMap', 'a.b-c', 'v1'],
  ['Role', 'system:Web_1', RBAC],
  ['PodDisruptionBudget', 'Web_1', 'policy/v1'],
  ['CronJob', 'a'.repeat(52), 'batch/v1'],
  ['Widget', 'Any_Name', 'example.com/v1'],
])('%s %s is one', (kind, name, apiVersion) => {
  expect(messages(object(kind, name, {}, apiVersion))).toEqual([]);
});

const labelled = (labels: object, annotations: object = {}) =>
  JSON.stringify({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', labels, annotations } });

test('labels and annotations of any kind, also one that nobody knows', () => {
  expect(messages(labelled({ 'a b': 'c' }))).toEqual([
    expect.stringMatching(
      /^Widget\.example\.com "w" is invalid: metadata\.labels: Invalid value: "a b": name part must consist/,
    ),
  ]);
  expect(messages(labelled({ a: 'b c' }))).toEqual([
    expect.stringContaining('Invalid value: "b c": a valid label must be an empty string'),
  ]);
  expect(messages(labelled({ a: 'x'.repeat(64) }))).toEqual([expect.stringContaining('must be no more than 63 bytes')]);
  expect(messages(labelled({}, { 'A/B/C': 'x' }))).toEqual([expect.stringContaining('metadata.annotations: ')]);
  expect(messages(labelled({ 'example.com/Name': '', a: 'A_b.c-1' }, { 'EXAMPLE.com/Name': 'any thing' }))).toEqual([]);
});

test('labels of pods, selectors and keys of data', () => {
  const template = { metadata: { labels: { app: 'a b' } }, spec: { nodeSelector: { disk: '-ssd' } } };
  const deployment = object(
    'Deployment',
    'web',
    { spec: { selector: { matchLabels: { app: 'a b' } }, template } },
    'apps/v1',
  );
  expect(messages(deployment)).toHaveLength(3);
  expect(messages(object('Service', 'web', { spec: { selector: { app: 'a b' } } }))).toEqual([
    expect.stringContaining('spec.selector: '),
  ]);
  expect(messages(object('Secret', 'web', { stringData: { 'a/b': 'c' } }))).toEqual([
    expect.stringContaining('data[a/b]: Invalid value: "a/b": a valid config key'),
  ]);
});

test('the namespace of what lives in one', () => {
  expect(messages(object('ConfigMap', 'a', { namespace: 'A.b' }))).toHaveLength(1);
  // Argo CD takes it away.
  expect(messages(object('ClusterRole', 'a', { namespace: 'A.b' }, RBAC))).toEqual([]);
});

test('a placeholder is no name yet', () => {
  expect(messages(object('ConfigMap', '${NAME}'))).toEqual([]);
});
