import { assignInstances } from './instances';
import type { ApplicationNode } from './nodes';
import type { Objects } from './objects';
import type { Unchecked } from './types';

/** Ties parents to children, and Applications to projects. Gives what could not be tied. */
export function link(objects: Objects): readonly Unchecked[] {
  for (const parent of objects.applications) {
    for (const { resource, namespace } of parent.resources) {
      const child = objects.applicationOf(resource);
      if (child && namespace !== '') child.namespace = namespace;
      tie(parent, child);
      const set = objects.sets.get(resource);
      if (!set) continue;
      set.parents.push(parent);
      for (const generated of set.applications) {
        if (namespace !== '') generated.namespace = namespace;
        tie(parent, generated);
      }
      for (const one of set.assumed) {
        if (namespace !== '') one.namespace = namespace;
        // Nothing that is not known to be there is a child.
        one.parents.push(parent);
      }
    }
  }
  const assumed = [...objects.sets.values()].flatMap((set) => set.assumed);
  assignInstances(objects.applications, objects.projects, assumed);
  const unchecked: Unchecked[] = [];
  for (const application of objects.applications) {
    application.project?.applications.push(application);
    if (application.projectAmbiguous) {
      const subject = `AppProject ${application.projectName} of Application ${application.name}`;
      unchecked.push({
        subject,
        reason: 'several AppProjects of this name are at hand',
        resource: application.resource,
      });
    }
  }
  return unchecked;
}

function tie(parent: ApplicationNode, child: ApplicationNode | undefined): void {
  if (!child || child === parent || child.parents.includes(parent)) return;
  child.parents.push(parent);
  parent.children.push(child);
}
