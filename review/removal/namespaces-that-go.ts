import type { Application } from '../../argocd/model/types';
import { clusterOf } from '../compare/cluster';
import type { Comparison } from '../compare/comparison';
import type { Removals } from './removals';

/** The Namespaces that are deleted, by {@link placeOf}: with each goes all that is in it. */
export function namespacesThatGo({ applications }: Comparison, removals: Removals): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pair of applications)
    for (const { change, before } of pair.objects)
      if (change === 'gone' && before?.kind === 'Namespace' && before.group === '')
        if (removals.ofObject(before, pair).happens === 'deleted') found.add(placeOf(before.application, before.name));
  return found;
}

/** One string for a namespace of the cluster that an Application deploys to. */
export const placeOf = (application: Application, namespace: string) =>
  `${clusterOf(application, application.instance)}\n${namespace}`;
