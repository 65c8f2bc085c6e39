import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function found(nodePort: number | undefined, type = 'NodePort') {
  const service = object('Service', 'web', { spec: { type, ports: [{ port: 80, nodePort }] } });
  return findings('node-port-out-of-range', { 'apps/website.yaml': application(), 'deploy/web.yaml': service });
}

test.each([29_999, 32_768, 80])('%d is not given out', (port) => {
  expect(found(port)).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining('The range of valid ports is 30000-32767') },
  ]);
});

test.each([30_000, 32_767, undefined])('%p is', (port) => {
  expect(found(port)).toEqual([]);
});

test('a Service inside the cluster has no node port to speak of', () => {
  expect(found(80, 'ClusterIP')).toEqual([]);
});
