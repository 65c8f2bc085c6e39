import { Option } from 'commander';
import { KubernetesVersion } from '../argocd/semantics/kubernetes-version';

/** `--kube-version`, for every verb that judges or renders objects for a cluster. */
export function kubeVersionOption(): Option {
  return new Option(
    '--kube-version <V>',
    'the version of Kubernetes to judge for (default: the newest that the version of Argo CD is tested with)',
  );
}

/** @throws Error if what is given for `--kube-version` is no version of Kubernetes */
export function checkKubeVersion(kubeVersion: string | undefined): void {
  if (kubeVersion !== undefined && !KubernetesVersion.parse(kubeVersion))
    throw new Error(`--kube-version ${kubeVersion} is no version of Kubernetes: write it like 1.35`);
}
