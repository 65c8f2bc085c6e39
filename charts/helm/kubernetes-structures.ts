import type * as k8s from '../../imports/kubernetes-1.28';
import type { KUBERNETES_STRUCTURES } from '../../tools/import/structures';

/** Structures of Kubernetes that the values of charts hold, by their names; what `groundwork import` writes names them. */
export interface KubernetesStructures extends Record<(typeof KUBERNETES_STRUCTURES)[number], object> {
  readonly Affinity: k8s.Affinity;
  readonly Container: k8s.Container;
  readonly EnvFromSource: k8s.EnvFromSource;
  readonly EnvVar: k8s.EnvVar;
  readonly HostAlias: k8s.HostAlias;
  readonly Lifecycle: k8s.Lifecycle;
  readonly LocalObjectReference: k8s.LocalObjectReference;
  readonly PodDNSConfig: k8s.PodDNSConfig;
  readonly PodSecurityContext: k8s.PodSecurityContext;
  readonly ResourceRequirements: k8s.ResourceRequirements;
  readonly SecurityContext: k8s.SecurityContext;
  readonly Toleration: k8s.Toleration;
  readonly TopologySpreadConstraint: k8s.TopologySpreadConstraint;
  readonly Volume: k8s.Volume;
  readonly VolumeMount: k8s.VolumeMount;
}
