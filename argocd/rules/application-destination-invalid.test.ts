import { application, cluster, documents, object, settings } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

const IN_CLUSTER = 'https://kubernetes.default.svc';

function judged(destination: unknown, files: Record<string, string> = {}) {
  const found = findings('application-destination-invalid', { ...files, 'app.yaml': application({ destination }) });
  return found.map(({ message }) => message);
}

test.each([
  ['the cluster of Argo CD by server', { server: IN_CLUSTER, namespace: 'a' }],
  ['the same with a trailing slash, which Argo CD trims', { server: `${IN_CLUSTER}/`, namespace: 'a' }],
  ['the same by name', { name: 'in-cluster', namespace: 'a' }],
  ['a cluster that no file declares: its Secret is rarely in Git', { name: 'production', namespace: 'a' }],
  ['no namespace where nothing needs one', { server: IN_CLUSTER }],
])('accepts %s', (_, destination) => {
  expect(judged(destination)).toEqual([]);
});

test('name and server together are refused', () => {
  expect(judged({ name: 'in-cluster', server: IN_CLUSTER })).toEqual([
    `application destination can't have both name and server defined: in-cluster ${IN_CLUSTER}`,
  ]);
});

test.each([[{}], [{ namespace: 'a' }], [{ name: '', server: '' }], [undefined]])(
  'neither is refused: %j',
  (destination) => {
    expect(judged(destination)).toEqual(['Destination server missing from app spec']);
  },
);

test('a name that two clusters share is refused, the same cluster declared twice is not', () => {
  const [one, two] = ['https://one.example.com', 'https://two.example.com'];
  const file = documents(cluster('production', one), cluster('production', two));
  expect(judged({ name: 'production' }, { 'clusters.yaml': file })).toEqual([
    `there are 2 clusters with the same name: [${one} ${two}]`,
  ]);
  const same = documents(cluster('production', one), cluster('production', one));
  expect(judged({ name: 'production' }, { 'clusters.yaml': same })).toEqual([]);
});

test('the cluster of Argo CD can be switched off', () => {
  const files = { 'cm.yaml': settings({ 'cluster.inClusterEnabled': 'false' }) };
  expect(judged({ server: `${IN_CLUSTER}/` }, files)).toEqual([expect.stringContaining('is disabled')]);
  expect(judged({ name: 'in-cluster' }, files)).toEqual([
    expect.stringContaining('there are no clusters with this name: in-cluster'),
  ]);
  expect(judged({ server: 'https://one.example.com' }, files)).toEqual([]);
});

test('an object without a namespace needs that of the destination', () => {
  const files = { 'deploy/all.yaml': documents(object('ConfigMap', 'a'), object('Namespace', 'b')) };
  expect(judged({ server: IN_CLUSTER }, files)).toEqual(['Namespace for a /v1, Kind=ConfigMap is missing.']);
  expect(judged({ server: IN_CLUSTER, namespace: 'x' }, files)).toEqual([]);
});

test.each([
  'https//kubernetes.default.svc',
  'https:/kubernetes.default.svc',
  'https:kubernetes.default.svc',
  'kubernetes.default.svc',
  '10.0.0.1:6443',
  'in-cluster',
  'htps://kubernetes.default.svc',
  'https://',
  'https://10.0.0.1 :6443',
])('the server %j is no URL, so it is that of no cluster', (server) => {
  expect(judged({ server, namespace: 'a' })).toEqual([
    `error getting cluster by server ${JSON.stringify(server)}: cluster ${JSON.stringify(server)} not found: it is no URL`,
  ]);
});

test.each([
  'https://10.0.0.1:6443',
  'http://localhost:8001',
  'HTTPS://10.0.0.1',
  'https://[::1]:6443',
  '$(SERVER)',
  '<SERVER>',
])('the server %j may be that of a cluster', (server) => {
  expect(judged({ server, namespace: 'a' })).toEqual([]);
});

test('a server that a Secret declares is there, whatever it looks like; the name of a cluster is told as one', () => {
  const files = { 'clusters.yaml': cluster('production', '10.0.0.1:6443') };
  expect(judged({ server: '10.0.0.1:6443' }, files)).toEqual([]);
  const [finding] = findings('application-destination-invalid', {
    ...files,
    'app.yaml': application({ destination: { server: 'production' } }),
  });
  expect(finding?.fix).toBe('Write `name: production` instead of server.');
});

describe('a cluster that no Secret at hand declares', () => {
  const unchecked = (destination: object) =>
    judge(
      { 'a.yaml': application({ destination: { namespace: 'web', ...destination } }) },
      { only: 'application-destination-invalid' },
    )
      .unchecked.filter(({ subject }) => subject.startsWith('cluster '))
      .map(({ subject, reason }) => `${subject}: ${reason}`);
  const why = 'no Secret among the files declares it: whether Argo CD knows it is not checked';

  test('is listed, once for all its Applications', () => {
    expect(unchecked({ name: 'prod' })).toEqual([`cluster prod: ${why}`]);
    expect(unchecked({ server: 'https://10.0.0.1:6443' })).toEqual([`cluster https://10.0.0.1:6443: ${why}`]);
  });

  test('may be another name of the own cluster, which Argo CD does not know by it', () => {
    expect(unchecked({ server: 'https://kubernetes.default.svc.cluster.local' })).toEqual([
      expect.stringContaining('(Did you mean https://kubernetes.default.svc?)'),
    ]);
  });

  test('is not the own cluster', () => {
    expect(unchecked({ server: 'https://kubernetes.default.svc/' })).toEqual([]);
    expect(unchecked({ name: 'in-cluster' })).toEqual([]);
  });
});
