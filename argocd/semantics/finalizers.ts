/** What happens to the resources of an Application when it is deleted. */
export type CascadeDeletion = 'foreground' | 'background' | 'none';

const PROPAGATION: Readonly<Record<string, CascadeDeletion>> = {
  'resources-finalizer.argocd.argoproj.io': 'foreground',
  'resources-finalizer.argocd.argoproj.io/foreground': 'foreground',
  'resources-finalizer.argocd.argoproj.io/background': 'background',
};

const HOOK_FINALIZERS = ['pre-delete-finalizer.argocd.argoproj.io', 'post-delete-finalizer.argocd.argoproj.io'];

/** The finalizers of an Application that Argo CD acts on: the author's first, then those that it sets itself. */
export const APPLICATION_FINALIZERS: readonly string[] = [
  ...Object.keys(PROPAGATION),
  ...HOOK_FINALIZERS.flatMap((name) => [name, `${name}/cleanup`]),
];

/**
 * How the resources are deleted with an Application: decided by its first propagation finalizer; without one they stay.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/pkg/apis/application/v1alpha1/types.go
 */
export function cascadeDeletion(finalizers: readonly string[]): CascadeDeletion {
  for (const finalizer of finalizers) {
    const deletion = PROPAGATION[finalizer];
    if (deletion) return deletion;
  }
  return 'none';
}

/**
 * Whether Argo CD acts on a finalizer. One that no controller acts on blocks the deletion of the Application forever.
 */
export function isArgoCdFinalizer(finalizer: string): boolean {
  return APPLICATION_FINALIZERS.includes(finalizer);
}
