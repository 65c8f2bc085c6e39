import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { listed } from '../../argocd/analysis/words';
import { matchPolicyList } from '../../argocd/semantics/policy-list';
import { ClusterScope } from '../cluster-scope';

/** Applications and ApplicationSets in namespaces that Argo CD does not look into. */
export function applicationNamespaceErrors(
  construct: IConstruct,
  argocd: string,
  namespaces: readonly string[],
): string[] {
  const cluster = ClusterScope.of(construct);
  const outside = new Map<string, string>();
  for (const object of cluster.owner.node.findAll()) {
    if (!ApiObject.isApiObject(object) || ClusterScope.of(object) !== cluster) continue;
    const { apiGroup, kind, metadata, node } = object as ApiObject;
    if (apiGroup !== 'argoproj.io' || kind !== 'Application') continue;
    const { namespace } = metadata;
    if (namespace === undefined || namespace === argocd || outside.has(namespace)) continue;
    if (matchPolicyList(namespaces, namespace) === 'no match') outside.set(namespace, node.path);
  }
  return [...outside].map(([namespace, path]) => {
    const now = namespaces.length === 0 ? 'none' : listed(namespaces);
    return (
      `applicationNamespaces has ${now}, and [${path}] is in the namespace ${namespace}, which Argo CD does not look into: ` +
      `add '${namespace}', or leave namespace of the Application out`
    );
  });
}

/** What Argo CD would make something else of. */
export function namespaceListErrors(namespaces: readonly string[]): string[] {
  return namespaces.flatMap((one) => {
    if (one.trim() === '' || one === '/')
      return [`applicationNamespaces has ${JSON.stringify(one)}: give a namespace, a glob, or /a regular expression/`];
    // The list is one text with commas.
    if (one.includes(','))
      return [`applicationNamespaces has ${JSON.stringify(one)}: a comma ends a namespace; give two`];
    return [];
  });
}
