import { isBuiltInKind, kindScope } from './kind-scope';

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

  test('built-in kinds are distinguished from custom ones', () => {
    expect(isBuiltInKind('apps', 'Deployment')).toBe(true);
    expect(isBuiltInKind('argoproj.io', 'Application')).toBe(false);
    expect(isBuiltInKind('', '')).toBe(false);
  });
});
