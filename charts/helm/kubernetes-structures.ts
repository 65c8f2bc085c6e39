import type * as k8s from '../../imports/kubernetes-1.28';
import type { KUBERNETES_STRUCTURES } from '../../tools/import/structures';

/** Structures of Kubernetes that the values of charts hold, by their names; what `groundwork import` writes names them. */
export interface KubernetesStructures extends Record<(typeof KUBERNETES_STRUCTURES)[number], object> {
  /** Where pods may run, `spec.affinity` of a pod. */
  readonly Affinity: k8s.Affinity;
  /** A container of a pod. */
  readonly Container: k8s.Container;
  /** Variables from a ConfigMap or a Secret. */
  readonly EnvFromSource: k8s.EnvFromSource;
  /** A variable of a container. */
  readonly EnvVar: k8s.EnvVar;
  /** A line of /etc/hosts. */
  readonly HostAlias: k8s.HostAlias;
  /** What is done after the start and before the end of a container. */
  readonly Lifecycle: k8s.Lifecycle;
  /** An object of the same namespace, by name. */
  readonly LocalObjectReference: k8s.LocalObjectReference;
  /** `spec.dnsConfig` of a pod. */
  readonly PodDNSConfig: k8s.PodDNSConfig;
  /** `spec.securityContext` of a pod. */
  readonly PodSecurityContext: k8s.PodSecurityContext;
  /** What a container asks for, and what it may use. */
  readonly ResourceRequirements: k8s.ResourceRequirements;
  /** `securityContext` of a container. */
  readonly SecurityContext: k8s.SecurityContext;
  /** A taint of nodes that a pod tolerates. */
  readonly Toleration: k8s.Toleration;
  /** How pods are spread. */
  readonly TopologySpreadConstraint: k8s.TopologySpreadConstraint;
  /** A volume of a pod. */
  readonly Volume: k8s.Volume;
  /** Where a container has a volume. */
  readonly VolumeMount: k8s.VolumeMount;
}
