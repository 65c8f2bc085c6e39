import type { GroupKind } from '../../imports/argoproj.io';

/** Kinds written as Argo CD prints them: `apps/Deployment`, and `Service` for the core group. */
export function kinds(...names: readonly string[]): GroupKind[] {
  return names.map((name) => {
    const slash = name.lastIndexOf('/');
    return { group: name.slice(0, Math.max(slash, 0)), kind: name.slice(slash + 1) };
  });
}
