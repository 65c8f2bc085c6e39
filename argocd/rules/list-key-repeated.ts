import type { Application, RenderedResource } from '../model/types';
import type { Rule } from '../rule';
import { listProblems } from '../semantics/list-keys';

export const rule: Rule = {
  name: 'list-key-repeated',
  severity: 'refuse',
  summary: 'Two elements of a list have the same key, and a server-side apply cannot tell them apart.',
  check(model, report) {
    for (const application of model.applications) {
      for (const rendered of application.resources) {
        if (!appliesServerSide(application, rendered)) continue;
        const { resource, kind, name } = rendered;
        for (const { pointer, message } of listProblems(resource.apiVersion, kind, resource.object)) {
          report.find({
            message: `${kind} ${name} cannot be applied server-side: failed to create typed patch object: ${message}`,
            fix: message.includes('duplicate entries')
              ? 'Remove one of the elements with this key: a client-side apply would keep one of them, too.'
              : 'Give each element the key by which the API server tells them apart.',
            resource,
            pointer,
          });
        }
      }
    }
  },
};

/**
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/sync_context.go shouldUseServerSideApply, applyObject
 */
function appliesServerSide({ syncOptions }: Application, { resource }: RenderedResource): boolean {
  const own = (resource.annotations['argocd.argoproj.io/sync-options'] ?? '').split(',').map((one) => one.trim());
  if (syncOptions.includes('Replace=true') || own.includes('Replace=true')) return false;
  if (own.includes('ServerSideApply=false')) return false;
  return syncOptions.includes('ServerSideApply=true') || own.includes('ServerSideApply=true');
}
