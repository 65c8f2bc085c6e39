import { kindScope } from './kind-scope';

describe('where a kind lives', () => {
  test.each([
    ['', 'Namespace', 'cluster'],
    ['', 'Pod', 'namespaced'],
    ['rbac.authorization.k8s.io', 'ClusterRole', 'cluster'],
    ['rbac.authorization.k8s.io', 'Role', 'namespaced'],
    ['networking.k8s.io', 'IngressClass', 'cluster'],
    ['argoproj.io', 'Application', 'namespaced'],
    ['cilium.io', 'CiliumClusterwideNetworkPolicy', 'cluster'],
    ['cilium.io', 'CiliumNetworkPolicy', 'namespaced'],
    ['cert-manager.io', 'ClusterIssuer', 'cluster'],
    ['gateway.networking.k8s.io', 'GatewayClass', 'cluster'],
    ['example.com', 'Widget', 'unknown'],
    ['', 'Deployment', 'unknown'],
    ['', '', 'unknown'],
  ])('%s/%s: %s', (group, kind, scope) => {
    expect(kindScope(group, kind)).toBe(scope);
  });
});
