import type { DeployedKinds } from '../argocd/application';
import { kinds } from '../helm/kinds';

const CLUSTER = kinds('rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding');
const NAMESPACED = kinds(
  'ConfigMap',
  'Service',
  'ServiceAccount',
  'apps/DaemonSet',
  'apps/Deployment',
  'batch/CronJob',
  'batch/Job',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
);

/** What the chart renders with these values (seen by rendering 1.16.5, 1.19.6 and 1.20.0 with helm). */
export function ciliumKinds(version: string): DeployedKinds {
  if (version.startsWith('1.16.')) return { cluster: CLUSTER, namespaced: NAMESPACED };
  const secrets = 'cilium-secrets';
  return {
    cluster: [...CLUSTER, { group: '', kind: 'Namespace', name: secrets }],
    namespaced: NAMESPACED,
    namespaces: [secrets],
  };
}
