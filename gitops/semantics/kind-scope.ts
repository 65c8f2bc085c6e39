/** placeholder until the real table is there */
export function kindScope(group: string, kind: string): 'cluster' | 'namespaced' | undefined {
  return ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition'].includes(kind) && group !== 'x' ? 'cluster' : 'namespaced';
}
