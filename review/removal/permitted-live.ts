import { effectiveProject } from '../../argocd/analysis/effective-project';
import { destinationVerdict } from '../../argocd/analysis/permissions';
import type { AppProject, Model, RenderedResource } from '../../argocd/model/types';
import { resourcePermission } from '../../argocd/semantics/project-permission';

/**
 * Whether Argo CD looks at an object on the cluster at all: of what the project does not permit, it neither prunes nor deletes
 * anything. In doubt it does.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/controller/state.go IsLiveResourcePermitted
 */
export function isPermittedLive(model: Model, project: AppProject | undefined, rendered: RenderedResource): boolean {
  if (!project) return true;
  const { group, kind, name, namespace, scope, application } = rendered;
  if (scope === 'unknown') return true;
  const { spec } = effectiveProject(model, project);
  const namespaced = scope === 'namespaced';
  if (!resourcePermission(spec, { group, kind, name, namespaced }).permitted) return false;
  if (!namespaced) return true;
  return destinationVerdict(spec, { ...application.destination.resolved, namespace }).decision !== 'refused';
}
