import type { Application, Model, RenderedResource } from '../model/types';
import type { Reporter } from '../rule';
import type { ResourceItem } from '../semantics/app-project';
import { type Permission, resourcePermission } from '../semantics/project-permission';
import { type EffectiveProject, effectiveProject } from './effective-project';
import { stepsOf } from './steps';
import { listed, place, scalar, some } from './words';

/** A kind, and the name of one. */
export interface Question {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** Decides whether a project permits a kind, and caches the answers. */
export type Decide = (project: EffectiveProject, question: Question) => Permission<ResourceItem>;

/** @param namespaced which pair of lists decides */
export function decider(namespaced: boolean): Decide {
  const known = new Map<EffectiveProject, { names: boolean; permissions: Map<string, Permission<ResourceItem>> }>();
  return (project, { group, kind, name }) => {
    let memory = known.get(project);
    if (!memory) {
      memory = { names: !namespaced && namesMatter(project), permissions: new Map() };
      known.set(project, memory);
    }
    const key = memory.names ? `${group}/${kind}/${name}` : `${group}/${kind}`;
    let permission = memory.permissions.get(key);
    if (!permission) {
      permission = resourcePermission(project.spec, { group, kind, name, namespaced });
      memory.permissions.set(key, permission);
    }
    return permission;
  };
}

/** Whether any item of the cluster-scoped lists has a name. */
function namesMatter({ spec }: EffectiveProject): boolean {
  return [...(spec.clusterResourceWhitelist ?? []), ...(spec.clusterResourceBlacklist ?? [])].some(({ name }) => name);
}

/** Judges what the Applications render, one finding for each kind of an Application, as Argo CD lists it. */
export function judgeResources(model: Model, namespaced: boolean, decide: Decide, report: Reporter): void {
  const scope = namespaced ? 'namespaced' : 'cluster';
  for (const application of model.applications) {
    if (!application.project) continue;
    const project = effectiveProject(model, application.project);
    const refused = new Map<string, RenderedResource[]>();
    for (const rendered of application.resources) {
      // Argo CD asks the cluster about an unknown kind. Offline that is not possible.
      if (rendered.scope !== scope || decide(project, rendered).permitted) continue;
      if (stepsOf(rendered.resource).length === 0) continue;
      const key = `${rendered.group}/${rendered.kind}`;
      const others = refused.get(key);
      if (others) others.push(rendered);
      else refused.set(key, [rendered]);
    }
    for (const resources of refused.values()) find(application, project, resources, namespaced, decide, report);
  }
}

function find(
  application: Application,
  project: EffectiveProject,
  resources: readonly RenderedResource[],
  namespaced: boolean,
  decide: Decide,
  report: Reporter,
): void {
  const [first] = resources;
  if (!first) return;
  const permission = decide(project, first);
  report.find({
    message:
      `${refusal(first, project)}: ${first.kind} ${some(resources.map(({ name }) => name))} of Application ` +
      `${application.name}${reason(project, permission, namespaced)}`,
    fix: fix(project, permission, first, namespaced),
    resource: first.resource,
    pointer: ['kind'],
  });
}

/** Argo CD's own words. */
export function refusal({ group, kind }: Question, { project }: EffectiveProject): string {
  return `resource ${group}:${kind} is not permitted in project ${project.name}`;
}

/** Which list decides, and where it is written. */
export function reason(
  { project, spec }: EffectiveProject,
  { because }: Permission<ResourceItem>,
  namespaced: boolean,
): string {
  const [white, black] = lists(namespaced);
  if (because.kind === 'denied') {
    const own = Array.isArray(project.spec[black]) ? (project.spec[black] as unknown[]).length : 0;
    const at = because.index < own ? place(project.resource, ['spec', black, because.index]) : 'of a global project';
    return `; the item ${describe(because.item)} of its ${black} (${at}) denies it`;
  }
  const items = spec[white];
  if (items?.length) return `; its ${white} is ${listed(items.map(describe), String)}`;
  if (items || namespaced) return `; its ${white} is empty`;
  return `; it has no ${white}, and without it no cluster-scoped kind is permitted`;
}

/** What to change in the project. */
export function fix(
  { project }: EffectiveProject,
  { because }: Permission<ResourceItem>,
  { group, kind }: Question,
  namespaced: boolean,
): string {
  const [white, black] = lists(namespaced);
  if (because.kind === 'denied') {
    return `Narrow or remove the item ${describe(because.item)} of spec.${black}, or leave the object out.`;
  }
  const there = Array.isArray(project.spec[white]);
  const at = place(project.resource, there ? ['spec', white] : ['spec'], 'key');
  return `Add the item \`- {group: ${scalar(group)}, kind: ${scalar(kind)}}\` to spec.${white} of AppProject ${project.name} (${at}).`;
}

function lists(namespaced: boolean) {
  return namespaced
    ? (['namespaceResourceWhitelist', 'namespaceResourceBlacklist'] as const)
    : (['clusterResourceWhitelist', 'clusterResourceBlacklist'] as const);
}

function describe({ group = '', kind = '', name }: ResourceItem): string {
  return `{group: ${scalar(group)}, kind: ${scalar(kind)}${name ? `, name: ${scalar(name)}` : ''}}`;
}
