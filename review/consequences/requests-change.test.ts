import { app, type Files, told, workload } from '../testing/reviews';

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
