import type { Application, Model } from '../../argocd/model/types';
import type { Subject } from './find-objects';

/** The model of a repository from which something is taken away: an object, or an Application and those that only it brings. */
export function without(model: Model, { application, object }: Subject): Model {
  const gone = new Set<Application>();
  const resource = object?.resource ?? application.resource;
  const own = object ? model.applications.find((one) => one.resource === resource) : application;
  const take = (one: Application): void => {
    if (gone.has(one)) return;
    gone.add(one);
    for (const child of one.children) if (child.parents.every((parent) => gone.has(parent))) take(child);
  };
  if (own) take(own);
  return {
    ...model,
    applications: model.applications
      .filter((one) => !gone.has(one))
      .map((one) => {
        if (!one.resources.some((rendered) => rendered.resource === resource)) return one;
        return { ...one, resources: one.resources.filter((rendered) => rendered.resource !== resource) };
      }),
    resources: model.resources.filter((one) => one !== resource),
  };
}
