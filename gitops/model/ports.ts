// Stand-in until gitops/semantics/kind-scope.ts is there.
const CLUSTER = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'storage.k8s.io/StorageClass',
  'networking.k8s.io/IngressClass',
  'scheduling.k8s.io/PriorityClass',
  'apiregistration.k8s.io/APIService',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'node.k8s.io/RuntimeClass',
]);
export function builtInScope(group: string, kind: string): 'namespaced' | 'cluster' | undefined {
  if (CLUSTER.has(`${group}/${kind}`)) return 'cluster';
  return !group.includes('.') || group.endsWith('.k8s.io') || group === 'argoproj.io' ? 'namespaced' : undefined;
}
