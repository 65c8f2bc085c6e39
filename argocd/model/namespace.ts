import type { Resource } from './types';

/** The namespace that Argo CD's own documentation installs it into. */
const ARGOCD = 'argocd';

/** Where Argo CD runs, as far as the files tell: where its settings are, else where most of its objects are. */
export function namespaceOf(resources: readonly Resource[]): string {
  const cm = resources.find(
    ({ group, kind, name, namespace }) =>
      group === '' && kind === 'ConfigMap' && name === 'argocd-cm' && namespace !== '',
  );
  if (cm) return cm.namespace;
  const counts = new Map<string, number>();
  for (const { group, kind, namespace } of resources) {
    if (group !== 'argoproj.io' || namespace === '' || !['Application', 'AppProject', 'ApplicationSet'].includes(kind))
      continue;
    // An AppProject counts only where Argo CD is; an Application may be anywhere.
    counts.set(namespace, (counts.get(namespace) ?? 0) + (kind === 'AppProject' ? 1_000_000 : 1));
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ARGOCD;
}
