/** The namespace that Argo CD and its Applications live in. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The URL by which Argo CD knows the cluster that it runs in. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';
