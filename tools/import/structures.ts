/**
 * Structures of Kubernetes that the values of charts hold, as the common overlay names them. The package exports a type for
 * each (`KubernetesStructures`), so that an import of a user's own can name it.
 */
export const KUBERNETES_STRUCTURES = [
  'Affinity',
  'Container',
  'EnvFromSource',
  'EnvVar',
  'HostAlias',
  'Lifecycle',
  'LocalObjectReference',
  'PodDNSConfig',
  'PodSecurityContext',
  'ResourceRequirements',
  'SecurityContext',
  'Toleration',
  'TopologySpreadConstraint',
  'Volume',
  'VolumeMount',
] as const;
