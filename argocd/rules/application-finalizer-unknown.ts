import { nearest, some } from '../analysis/words';
import { list, type Rule } from '../rule';
import { APPLICATION_FINALIZERS, cascadeDeletion, isArgoCdFinalizer } from '../semantics/finalizers';

/** The finalizers that authors write: they decide how the objects are deleted. */
const PROPAGATIONS = APPLICATION_FINALIZERS.filter((finalizer) => cascadeDeletion([finalizer]) !== 'none');

/** Kubernetes' own, which any object may carry. */
const KUBERNETES: ReadonlySet<string> = new Set(['foregroundDeletion', 'orphan']);

export const rule: Rule = {
  name: 'application-finalizer-unknown',
  severity: 'silent',
  summary:
    'A finalizer of an Application is one that Argo CD does not know: nothing is deleted, and the Application stays.',
  check(model, report) {
    for (const { resource } of model.applications) {
      const finalizers = list((resource.object.metadata as { finalizers?: unknown } | undefined)?.finalizers);
      const propagations: string[] = [];
      finalizers.forEach((finalizer, index) => {
        if (typeof finalizer !== 'string') return;
        const pointer = ['metadata', 'finalizers', index];
        if (PROPAGATIONS.includes(finalizer)) {
          propagations.push(finalizer);
          const [first] = propagations;
          if (first === finalizer || propagations.length < 2) return;
          report.find({
            message: `finalizer ${finalizer} is ignored: ${first} stands before it, and the first one decides how objects are deleted`,
            fix: `Keep one of ${some(PROPAGATIONS)}.`,
            resource,
            pointer,
          });
          return;
        }
        if (isArgoCdFinalizer(finalizer) || KUBERNETES.has(finalizer)) return;
        const meant = nearest(finalizer, APPLICATION_FINALIZERS);
        // Another controller may own a finalizer of another domain.
        if (!meant && !/(?:^|[./])argoproj\.io(?:\/|$)/.test(finalizer)) return;
        report.find({
          message:
            `finalizer ${finalizer} is not one of Argo CD's: deleting the Application leaves its objects where they are, ` +
            'and the Application itself is never gone, because nothing removes the finalizer',
          fix: `Write one of ${some(PROPAGATIONS)}.${meant ? ` Did you mean ${meant}?` : ''}`,
          resource,
          pointer,
        });
      });
    }
  },
};
