import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const rule = 'node-port-clash';

function service(name: string, port: object): string {
  return object('Service', name, { spec: { type: 'NodePort', ports: [{ port: 80, ...port }] } });
}

function found(a: object, b: object) {
  return findings(rule, {
    'apps/website.yaml': application(),
    'deploy/a.yaml': service('a', a),
    'deploy/b.yaml': service('b', b),
  });
}

test('the second is refused, and the first is named with its place', () => {
  expect(found({ nodePort: 30_080 }, { nodePort: 30_080 })).toMatchObject([
    {
      severity: 'refuse',
      file: 'deploy/b.yaml',
      message: expect.stringContaining('Service website/a has (deploy/a.yaml:9)'),
    },
  ]);
});

test('a Service of type LoadBalancer has node ports too, one of type ClusterIP has none', () => {
  const of = (type: string) =>
    findings(rule, {
      'apps/website.yaml': application(),
      'deploy/a.yaml': service('a', { nodePort: 30_080 }),
      'deploy/b.yaml': object('Service', 'b', { spec: { type, ports: [{ port: 80, nodePort: 30_080 }] } }),
    });
  expect(of('LoadBalancer')).toHaveLength(1);
  expect(of('ClusterIP')).toEqual([]);
});

test('UDP does not take a port from TCP', () => {
  expect(found({ nodePort: 30_080 }, { nodePort: 30_080, protocol: 'UDP' })).toEqual([]);
  expect(found({ nodePort: 30_080 }, { nodePort: 30_080, protocol: 'TCP' })).toHaveLength(1);
});

const chart = (name: string, helm: object, server = 'https://kubernetes.default.svc') =>
  application(
    {
      source: { repoURL: 'https://charts.example.com', chart: name, targetRevision: '1.0.0', helm },
      destination: { server, namespace: name },
    },
    { name },
  );

test('the values of charts count where a Service with node ports is around them', () => {
  const harbor = {
    valuesObject: { expose: { type: 'nodePort', nodePort: { ports: { http: { nodePort: 30_002 } } } } },
  };
  const argocd = { valuesObject: { server: { service: { type: 'NodePort', nodePortHttp: 30_002 } } } };
  const files = { 'apps/harbor.yaml': chart('harbor', harbor), 'apps/argocd.yaml': chart('argo-cd', argocd) };
  expect(findings(rule, files)).toMatchObject([
    {
      message: expect.stringMatching(
        /expose\.nodePort\.ports\.http\.nodePort of Application harbor.*server\.service\.nodePortHttp of Application argo-cd/,
      ),
    },
  ]);
  const unused = { valuesObject: { server: { service: { type: 'ClusterIP', nodePortHttp: 30_002 } } } };
  expect(findings(rule, { ...files, 'apps/argocd.yaml': chart('argo-cd', unused) })).toEqual([]);
});

test('another cluster has ports of its own', () => {
  const helm = { valuesObject: { service: { type: 'NodePort', nodePort: 30_002 } } };
  const files = { 'apps/a.yaml': chart('a', helm), 'apps/b.yaml': chart('b', helm, 'https://10.0.0.1:6443') };
  expect(findings(rule, files)).toEqual([]);
});
