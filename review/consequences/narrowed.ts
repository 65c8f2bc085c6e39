import { isDeepStrictEqual } from 'node:util';
import { effectiveProject } from '../../argocd/analysis/effective-project';
import { destinationVerdict } from '../../argocd/analysis/permissions';
import { redact } from '../../argocd/model/redact';
import type { Application, AppProject, Model } from '../../argocd/model/types';
import { resourcePermission, sourcePermission } from '../../argocd/semantics/project-permission';
import { plural } from '../../report/plural';
import type { ApplicationPair, Comparison } from '../compare/comparison';

/** What an Application had, still has, and may no longer have, a line each. */
export function narrowedFor({ before, after }: ApplicationPair, comparison: Comparison): readonly string[] {
  if (!before?.project || !after?.project || isAsItWas(before.project, after.project, comparison)) return [];
  const known = refusedIn(comparison.before.model, before);
  return [...refusedIn(comparison.after.model, after)].flatMap(([what, words]) =>
    known.has(what) || !hasIn(before, what) ? [] : [words],
  );
}

/** Whether a project permits what it did. Asked once for all of its Applications: its lists may be as long as they are many. */
function isAsItWas(before: AppProject, after: AppProject, comparison: Comparison): boolean {
  let known = asTheyWere.get(before);
  if (!known) {
    known = new WeakMap();
    asTheyWere.set(before, known);
  }
  let same = known.get(after);
  if (same === undefined) {
    same = isDeepStrictEqual(
      effectiveProject(comparison.before.model, before).spec,
      effectiveProject(comparison.after.model, after).spec,
    );
    known.set(after, same);
  }
  return same;
}

const asTheyWere = new WeakMap<AppProject, WeakMap<AppProject, boolean>>();

/** What the project of an Application refuses of it: for each of these, words for a reader. */
function refusedIn(model: Model, application: Application): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const { project, sources, destination, resources } = application;
  if (!project) return found;
  const { spec } = effectiveProject(model, project);
  for (const { repoURL } of sources)
    if (repoURL !== '' && !sourcePermission(spec, repoURL).permitted)
      found.set(`source ${repoURL}`, `source ${redact(repoURL)}`);
  const { namespace } = destination;
  if (destinationVerdict(spec, { ...destination.resolved, namespace }).decision === 'refused')
    found.set(
      `namespace ${namespace}`,
      `destination ${destination.server || destination.name}, namespace ${namespace || "''"}`,
    );
  const kinds = new Map<string, number>();
  for (const { group, kind, name, scope } of resources) {
    if (scope === 'unknown') continue;
    if (resourcePermission(spec, { group, kind, name, namespaced: scope === 'namespaced' }).permitted) continue;
    kinds.set(`${group}:${kind}`, (kinds.get(`${group}:${kind}`) ?? 0) + 1);
  }
  for (const [kind, count] of kinds) found.set(`kind ${kind}`, `kind ${kind} (${plural(count, 'object')})`);
  for (const one of new Set(
    resources.filter(({ scope }) => scope === 'namespaced').map((rendered) => rendered.namespace),
  ))
    if (
      one !== namespace &&
      destinationVerdict(spec, { ...destination.resolved, namespace: one }).decision === 'refused'
    )
      found.set(`namespace ${one}`, `objects in the namespace ${one}`);
  return found;
}

/** Whether an Application had it before: what is new in it is no narrowed project. */
function hasIn({ sources, destination, resources }: Application, what: string): boolean {
  const [type = ''] = what.split(' ', 1);
  const rest = what.slice(type.length + 1);
  if (type === 'source') return sources.some(({ repoURL }) => repoURL === rest);
  if (type === 'namespace')
    return destination.namespace === rest || resources.some(({ namespace }) => namespace === rest);
  return resources.some(({ group, kind }) => `${group}:${kind}` === rest);
}
