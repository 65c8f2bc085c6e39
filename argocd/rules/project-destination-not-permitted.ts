import { type EffectiveProject, effectiveProject } from '../analysis/effective-project';
import { type DestinationVerdict, destinationVerdict, type Target } from '../analysis/permissions';
import { stepsOf } from '../analysis/steps';
import { place, scalar } from '../analysis/words';
import type { Application, Model, RenderedResource } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';
import { ArgoCdVersion } from '../semantics/version';

/** Decides for a cluster and namespace, and caches the answers. */
type Decide = (project: EffectiveProject, target: Target) => DestinationVerdict;

export const rule: Rule = {
  name: 'project-destination-not-permitted',
  severity: 'refuse',
  summary:
    'The AppProject of an Application does not permit the cluster or namespace that it, or an object of it, goes to.',
  check(model, report) {
    const decide = remember(ArgoCdVersion.orLatest(model.argocdVersion));
    for (const application of model.applications) {
      if (!application.project) continue;
      const project = effectiveProject(model, application.project);
      if (judgeDestination(application, project, model, decide, report)) {
        judgeObjects(application, project, decide, report);
      }
    }
  },
};

function remember(version: ArgoCdVersion): Decide {
  const verdicts = new Map<EffectiveProject, Map<string, DestinationVerdict>>();
  return (project, target) => {
    let known = verdicts.get(project);
    if (!known) {
      known = new Map();
      verdicts.set(project, known);
    }
    const key = `${target.server}\n${target.name}\n${target.namespace}`;
    let verdict = known.get(key);
    if (!verdict) {
      verdict = destinationVerdict(project.spec, target, version);
      known.set(key, verdict);
    }
    return verdict;
  };
}

/** Judges the Application's own destination. Returns whether its objects have to be judged too. */
function judgeDestination(
  application: Application,
  project: EffectiveProject,
  model: Model,
  decide: Decide,
  report: Reporter,
): boolean {
  const { destination, resource } = application;
  const { server, name, namespace } = destination;
  // Both or neither is refused before Argo CD looks at the project.
  if ((server === '') === (name === '')) return false;
  const target = targetOf(application, namespace);
  const verdict = decide(project, target);
  if (verdict.decision === 'unknown') {
    report.unchecked({
      subject: `destination of Application ${application.name} in project ${project.project.name}`,
      reason: `the Secret of cluster ${server || name} is not among the files, and the destinations of the project name clusters by ${server === '' ? 'server' : 'name'}`,
      resource,
    });
    return false;
  }
  if (verdict.decision === 'permitted') return judgeScope(application, project, model, report);
  const shown = name === '' ? server.replace(/\/+$/, '') : name;
  report.find({
    message:
      `application destination server '${shown}' and namespace '${namespace}' do not match any of the allowed destinations ` +
      `in project '${project.project.name}'${namespace === '' ? ' (spec.destination.namespace is missing)' : ''}${reason(project, verdict)}`,
    fix: fix(project, verdict, target, name === '' ? 'server' : 'name'),
    resource,
    pointer: ['spec', 'destination'],
    on: 'key',
  });
  return false;
}

/**
 * A project may permit only clusters that are scoped to it. Their Secrets are rarely in Git, so a missing Secret proves
 * nothing.
 */
function judgeScope(
  { destination, name, resource }: Application,
  { project }: EffectiveProject,
  model: Model,
  report: Reporter,
): boolean {
  if (project.spec.permitOnlyProjectScopedClusters !== true) return true;
  const { server, name: cluster } = destination.resolved;
  const scoped = model.clusters.some(
    (one) => one.project === project.name && (one.server === server || one.name === cluster),
  );
  if (!scoped) {
    report.unchecked({
      subject: `destination of Application ${name} in project ${project.name}`,
      reason:
        'permitOnlyProjectScopedClusters is true, and no Secret among the files scopes the cluster to the project',
      resource,
    });
  }
  return scoped;
}

/** Objects outside the namespace of the destination need a destination of their own. */
function judgeObjects(application: Application, project: EffectiveProject, decide: Decide, report: Reporter): void {
  const refused = new Map<string, RenderedResource[]>();
  for (const rendered of application.resources) {
    const { namespace, scope } = rendered;
    if (scope !== 'namespaced' || namespace === application.destination.namespace) continue;
    if (stepsOf(rendered.resource).length === 0) continue;
    if (decide(project, targetOf(application, namespace)).decision !== 'refused') continue;
    const others = refused.get(namespace);
    if (others) others.push(rendered);
    else refused.set(namespace, [rendered]);
  }
  for (const [namespace, [first, ...others]] of refused) {
    if (!first) continue;
    const target = targetOf(application, namespace);
    const verdict = decide(project, target);
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    report.find({
      message:
        `namespace ${namespace} is not permitted in project '${project.project.name}': ${first.kind} ${first.name}${more} ` +
        `of Application ${application.name}${reason(project, verdict)}`,
      fix: fix(project, verdict, target, application.destination.name === '' ? 'server' : 'name'),
      resource: first.resource,
      pointer: ['metadata', 'namespace'],
    });
  }
}

function targetOf({ destination: { resolved } }: Application, namespace: string): Target {
  return { ...resolved, server: resolved.server?.replace(/\/+$/, ''), namespace };
}

function reason({ project, spec }: EffectiveProject, { deniedBy }: DestinationVerdict): string {
  const items = spec.destinations ?? [];
  if (deniedBy === undefined)
    return `; they are ${items.length === 0 ? 'none' : items.slice(0, 5).map(describe).join(', ')}${items.length > 5 ? ', …' : ''}`;
  const own = deniedBy < list(project.spec.destinations).length;
  const at = own ? place(project.resource, ['spec', 'destinations', deniedBy]) : 'of a global project';
  return `: ${describe(items[deniedBy])} (${at}) denies it, whatever else allows it`;
}

function fix(
  { project, spec }: EffectiveProject,
  { deniedBy }: DestinationVerdict,
  { server, name, namespace }: Target,
  by: 'server' | 'name',
): string {
  if (deniedBy !== undefined) {
    return `Narrow the destination ${describe(spec.destinations?.[deniedBy])}, or deploy to another cluster or namespace.`;
  }
  const at = place(project.resource, ['spec', 'destinations'], 'key');
  if (namespace === '') {
    return (
      `Set spec.destination.namespace, which is missing, to one that spec.destinations of AppProject ${project.name} ` +
      `(${at}) permits on this cluster.`
    );
  }
  const cluster = by === 'server' ? `server: ${scalar(server ?? '*')}` : `name: ${scalar(name ?? '*')}`;
  return (
    `Add the item \`- {${cluster}, namespace: ${scalar(namespace)}}\` to spec.destinations of AppProject ${project.name} ` +
    `(${at}), or deploy to one of those that are there.`
  );
}

function describe(item: unknown): string {
  const parts = ['name', 'server', 'namespace']
    .map((key) => [key, text(fields(item)[key])] as const)
    .filter(([, value]) => value !== '');
  return `{${parts.map(([key, value]) => `${key}: ${scalar(value)}`).join(', ')}}`;
}
