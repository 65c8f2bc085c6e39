import { expand } from './applicationset/expand';
import { ApplicationNode, type ApplicationSetNode } from './nodes';
import type { Objects } from './objects';
import type { Repositories } from './repositories';
import type { Unchecked } from './types';
import { isUnknown } from './unknown';

/** What an ApplicationSet is expanded with. */
export interface ExpandSetContext {
  readonly objects: Objects;
  readonly repositories: Repositories;
  readonly unchecked: Unchecked[];
}

/** Expands an ApplicationSet, and takes in the Applications that it generates. */
export function expandSet(set: ApplicationSetNode, { objects, repositories, unchecked }: ExpandSetContext): void {
  const result = expand(set, {
    clusters: objects.clusters,
    repository: (repoURL, targetRevision) => repositories.find({ repoURL, targetRevision }),
  });
  set.problems = result.problems;
  set.notExpanded = result.notExpanded;
  if (result.notExpanded !== undefined)
    unchecked.push({ subject: `ApplicationSet ${set.name}`, reason: result.notExpanded, resource: set.resource });
  for (const { resource, parameters } of result.applications) {
    const node = new ApplicationNode(resource, { applicationSet: set, parameters });
    node.namespace = set.resource.namespace;
    objects.addGenerated(node);
    set.applications.push(node);
  }
  for (const { resource, parameters } of result.assumed) {
    const node = new ApplicationNode(resource, { applicationSet: set, parameters }, true);
    // Any option may be there, and too much depends on those that are not.
    if (isUnknown(node.syncOptions)) continue;
    node.namespace = set.resource.namespace;
    set.assumed.push(node);
  }
}
