import type { Application, Resource } from '../model/types';
import { annotationItems } from '../semantics/annotation-list';

/**
 * Whether Argo CD applies an object server-side, which refuses fields that the kind does not declare. Otherwise it asks
 * for no field validation (`Validate=false` makes no difference), and the API server drops such fields.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/sync_context.go
 */
export function appliesServerSide(
  { syncOptions }: Pick<Application, 'syncOptions'>,
  { annotations }: Pick<Resource, 'annotations'>,
): boolean {
  const own = annotationItems(annotations, 'argocd.argoproj.io/sync-options');
  if (own.includes('Replace=true') || syncOptions.includes('Replace=true')) return false;
  if (own.includes('ServerSideApply=false')) return false;
  return own.includes('ServerSideApply=true') || syncOptions.includes('ServerSideApply=true');
}
