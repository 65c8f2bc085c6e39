import { app, type Files, object, told, workload } from '../testing/reviews';

const files = (kind: string, cpu: string, memory: string, replicas?: number): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': workload(kind, 'front', 'a:1', { replicas }, { resources: { requests: { cpu, memory } } }),
});

test('times the replicas, and on every node', () => {
  expect(
    told('requests-change', files('Deployment', '250m', '1Gi', 2), files('Deployment', '250m', '1536Mi', 3)),
  ).toEqual(['note: Namespace web requests cpu 500m → 750m, memory 2Gi → 4.5Gi (cluster in-cluster)']);
  expect(told('requests-change', files('DaemonSet', '1', '1Gi'), files('DaemonSet', '2', '1Gi'))).toEqual([
    'note: Namespace web requests cpu 1 → 2 on every node (cluster in-cluster)',
  ]);
});

test('the same amount in other words', () => {
  expect(told('requests-change', files('Deployment', '1', '1Gi'), files('Deployment', '1000m', '1024Mi'))).toEqual([]);
});

const pod = (spec: object): Files => ({ 'web/a.json': object('v1 Pod', 'a', { spec }) });
const container = (cpu: string, rest: object = {}) => ({ name: 'main', resources: { requests: { cpu } }, ...rest });
const empty: Files = { 'apps/web.json': app('web'), 'web/b.json': object('v1 ConfigMap', 'b') };
const sum = (files: Files) => told('requests-change', empty, { ...empty, ...files });
const cpu = (words: string) => [`note: Namespace web requests cpu ${words} (cluster in-cluster)`];

test.each([
  ['containers together', { containers: [container('1'), container('1')] }, '0 → 2'],
  ['a large init container', { containers: [container('1')], initContainers: [container('3')] }, '0 → 3'],
  [
    'sidecars beside the containers, and beside the init containers after them',
    {
      containers: [container('1')],
      initContainers: [container('500m'), container('1', { restartPolicy: 'Always' }), container('2')],
    },
    '0 → 3',
  ],
  ['a limit without a request', { containers: [{ name: 'main', resources: { limits: { cpu: '2' } } }] }, '0 → 2'],
  ['the pod as a whole', { containers: [container('1')], resources: { requests: { cpu: '4' } } }, '0 → 4'],
  ['the overhead of the runtime', { containers: [container('1')], overhead: { cpu: '250m' } }, '0 → 1250m'],
])('%s', (_, spec, words) => {
  expect(sum(pod(spec))).toEqual(cpu(words));
});

test('Jobs by themselves, times what they run at the same time', () => {
  const template = { spec: { containers: [container('100m')] } };
  const job = (kind: string, spec: object): Files => ({ 'web/a.json': object(kind, 'a', { spec }) });
  expect(sum(job('batch/v1 Job', { template }))).toEqual(cpu('0 → 100m while Jobs run'));
  expect(sum(job('batch/v1 Job', { template, parallelism: 5, completions: 3 }))).toEqual(
    cpu('0 → 300m while Jobs run'),
  );
  const cron = { jobTemplate: { spec: { template, parallelism: 2 } } };
  expect(sum(job('batch/v1 CronJob', cron))).toEqual(cpu('0 → 200m while Jobs run'));
  expect(sum(job('batch/v1 CronJob', { ...cron, suspend: true }))).toEqual([]);
});
