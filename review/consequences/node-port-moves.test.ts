import { app, consequences, type Files, object, told } from '../testing/reviews';

const files = (nodePort: number, more: Files = {}): Files => ({
  'apps/web.json': app('web'),
  'web/service.json': object('v1 Service', 'web', {
    spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort }] },
  }),
  ...more,
});
const hosts = (port: number) => ({
  'web/hosts.json': object('v1 ConfigMap', 'hosts', { data: { 'hosts.toml': `server = "http://10.0.24.28:${port}"` } }),
});

test('what follows, and what does not', () => {
  const stays = { 'web/old.json': object('v1 ConfigMap', 'old', { data: { registry: '10.0.24.28:30002/library' } }) };
  const [one] = consequences(
    'node-port-moves',
    files(30002, { ...hosts(30002), ...stays }),
    files(30003, { ...hosts(30003), ...stays }),
  );
  expect(one).toMatchObject({
    severity: 'interrupts',
    happens: 'moves a port of every node: 30002 → 30003 (Service web/web)',
    details: ['With it change: ConfigMap web/hosts.', 'These still name 30002: ConfigMap web/old.'],
  });
});

test('the values of a chart that is not rendered', () => {
  const chart = (nodePort: number): Files => ({
    'apps/harbor.json': app('harbor', {
      spec: {
        source: {
          repoURL: 'https://helm.goharbor.io',
          chart: 'harbor',
          targetRevision: '1.19.1',
          helm: { valuesObject: { expose: { type: 'nodePort', nodePort: { ports: { http: { nodePort } } } } } },
        },
      },
    }),
  });
  expect(told('node-port-moves', chart(30002), chart(30003))).toEqual([
    'interrupts: Application argocd/harbor moves a port of every node: 30002 → 30003 (value expose.nodePort.ports.http.nodePort of Application harbor)',
  ]);
});

test('one that stays, is new or goes, does not move', () => {
  expect(told('node-port-moves', files(30002), files(30002, hosts(30002)))).toEqual([]);
  const { 'web/service.json': _, ...none } = files(30002);
  expect(told('node-port-moves', none, files(30002))).toEqual([]);
  expect(told('node-port-moves', files(30002), none)).toEqual([]);
});
