import { isArgocdKind } from '../analysis/known-fields';
import { compareSteps, hasHealthCheck, nameStep, type Step, stepsOf } from '../analysis/steps';
import { findCircles } from '../circles';
import type { Application, Model, RenderedResource } from '../model/types';
import { fields, type Reporter, type Rule, text } from '../rule';
import { annotationItems } from '../semantics/annotation-list';
import { SYNC_WAVE_ANNOTATION } from '../semantics/sync-phase';

export const rule: Rule = {
  name: 'dependency-cycle',
  severity: 'warn',
  summary: 'Applications wait for each other, or manage each other in a circle.',
  check(model, report) {
    judgeChains(model, report);
    const needs = needsOf(model);
    judgeNeeds(model, needs, report);
    if (hasHealthCheck(model.settings, 'argoproj.io', 'Application')) judgeWaves(model, needs, report);
  },
};

/** Something that an Application needs for its sync, and which Application provides it. */
interface Need {
  readonly application: Application;
  readonly provider: Application;
  readonly provided: RenderedResource;
  /** The object that needs it: the custom resource, or the Application itself. */
  readonly consumer: RenderedResource | undefined;
  readonly kind: 'definition' | 'project';
}

/** Circles of the app-of-apps. An Application that manages itself directly is a common and sound way to run Argo CD. */
function judgeChains({ applications }: Model, report: Reporter): void {
  for (const circle of circles(applications, (application) => application.children)) {
    const [first, second] = circle as [Application, Application];
    report.find({
      message:
        `Application ${first.name} manages itself through others: ${chain(circle)}; a change in one overwrites the next, and ` +
        'deleting one deletes them all, or hangs, each waiting for its own',
      fix: `Let one Application outside the circle manage ${second.name}, and remove it from the source of ${first.name}.`,
      resource: second.resource,
      pointer: ['metadata', 'name'],
    });
  }
}

/** What the Applications need from each other, where the files leave no doubt about which one provides it. */
function needsOf(model: Model): Need[] {
  const definitions = new Map<string, RenderedResource | undefined>();
  const projects = new Map<unknown, RenderedResource | undefined>();
  for (const { resources } of model.applications) {
    for (const rendered of resources) {
      if (rendered.kind === 'CustomResourceDefinition') {
        const key = `${clusterOf(rendered.application)} ${definedKind(rendered)}`;
        definitions.set(key, definitions.has(key) ? undefined : rendered);
      } else if (rendered.kind === 'AppProject') {
        projects.set(rendered.resource, projects.has(rendered.resource) ? undefined : rendered);
      }
    }
  }
  const needs: Need[] = [];
  for (const application of model.applications) {
    const provided = application.project && projects.get(application.project.resource);
    // argocd-server makes the default project when it starts.
    if (provided && provided.name !== 'default') {
      needs.push({ application, provider: provided.application, provided, consumer: undefined, kind: 'project' });
    }
    if (definitions.size > 0) needs.push(...definitionNeeds(application, definitions));
  }
  return needs;
}

function definitionNeeds(
  application: Application,
  definitions: ReadonlyMap<string, RenderedResource | undefined>,
): Need[] {
  if (application.syncOptions.includes('SkipDryRunOnMissingResource=true')) return [];
  const needs = new Map<Application, Need>();
  for (const consumer of application.resources) {
    if (isArgocdKind(consumer)) continue;
    const provided = definitions.get(`${clusterOf(application)} ${consumer.group}/${consumer.kind}`);
    if (!provided || provided.application === application || needs.has(provided.application)) continue;
    if (stepsOf(consumer.resource).length === 0 || skipsDryRun(consumer)) continue;
    needs.set(provided.application, {
      application,
      provider: provided.application,
      provided,
      consumer,
      kind: 'definition',
    });
  }
  return [...needs.values()];
}

/** Circles of needs: none of these Applications can sync before another one has. */
function judgeNeeds({ applications }: Model, needs: readonly Need[], report: Reporter): void {
  const byApplication = new Map<Application, Need[]>();
  for (const need of needs) {
    const others = byApplication.get(need.application);
    if (others) others.push(need);
    else byApplication.set(need.application, [need]);
    if (need.application === need.provider) judgeOwnProject(need, report);
  }
  const providers = (application: Application) =>
    (byApplication.get(application) ?? []).map(({ provider }) => provider);
  for (const circle of circles(applications, providers)) {
    const steps = circle.map((application, index) => {
      const next = circle[(index + 1) % circle.length];
      return (byApplication.get(application) ?? []).find(({ provider }) => provider === next) as Need;
    });
    const [first] = steps as [Need];
    // A project may have been applied by hand before; a missing definition makes every sync fail.
    const certain = steps.every(({ kind }) => kind === 'definition');
    report.find({
      message: `none of these Applications can sync before the next one has: ${steps.map(describe).join('; ')}`,
      fix: certain
        ? 'Put the definitions into an Application of their own that is synced first, or add the sync option SkipDryRunOnMissingResource=true.'
        : 'Put the AppProject (or the definitions) into an Application that needs nothing of the others, for example one in project default.',
      severity: certain ? 'refuse' : 'warn',
      resource: first.application.resource,
      pointer: ['metadata', 'name'],
    });
  }
}

function judgeOwnProject({ application, provided }: Need, report: Reporter): void {
  report.find({
    message:
      `Application referencing project ${application.projectName} which does not exist, on a new cluster: AppProject ` +
      `${provided.name} is brought by Application ${application.name} itself, which cannot sync without it`,
    fix: `Set spec.project of Application ${application.name} to default or to a project that is there before it, or apply the AppProject by hand first.`,
    resource: application.resource,
    pointer: ['spec', 'project'],
  });
}

/**
 * Waves that contradict a need: with a health check for Applications a parent waits in an earlier wave for a child that
 * needs what only a later wave brings.
 */
function judgeWaves({ applications }: Model, needs: readonly Need[], report: Reporter): void {
  const rendered = new Map<Application, RenderedResource[]>();
  const byResource = new Map(applications.map((application) => [application.resource, application]));
  for (const parent of applications) {
    for (const resource of parent.resources) {
      const child = byResource.get(resource.resource);
      if (!child) continue;
      const others = rendered.get(child);
      if (others) others.push(resource);
      else rendered.set(child, [resource]);
    }
  }
  for (const need of needs) {
    if (need.application === need.provider) continue;
    const waiting = placements(need.application, undefined, rendered);
    const bringing = placements(need.provider, need.provided, rendered);
    for (const [parent, { step, at }] of waiting) {
      const later = bringing.get(parent);
      if (!later || compareSteps(step, later.step) >= 0) continue;
      report.find({
        message:
          `Application ${parent.name} waits in ${nameStep(step)} until Application ${at.name} is Healthy, which it cannot be ` +
          `before ${nameStep(later.step)}: ${describe(need)}`,
        fix: `Give ${later.at.kind} ${later.at.name} a lower sync wave than Application ${at.name}.`,
        severity: 'silent',
        resource: at.resource,
        pointer:
          at.resource.annotations[SYNC_WAVE_ANNOTATION] === undefined
            ? ['metadata', 'name']
            : ['metadata', 'annotations', SYNC_WAVE_ANNOTATION],
      });
      break;
    }
  }
}

interface Placement {
  readonly step: Step;
  readonly at: RenderedResource;
}

/** In which step of which parent an Application (or an object in it) is reached, up to the roots. */
function placements(
  application: Application,
  object: RenderedResource | undefined,
  rendered: ReadonlyMap<Application, readonly RenderedResource[]>,
): Map<Application, Placement> {
  const found = new Map<Application, Placement>();
  const place = (at: RenderedResource) => {
    const [step] = stepsOf(at.resource);
    if (!step || found.has(at.application)) return false;
    found.set(at.application, { step, at });
    return true;
  };
  if (object) place(object);
  const queue = [application];
  const seen = new Set(queue);
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const at of rendered.get(next) ?? []) {
      place(at);
      if (seen.has(at.application)) continue;
      seen.add(at.application);
      queue.push(at.application);
    }
  }
  return found;
}

function describe({ application, provider, provided, consumer, kind }: Need): string {
  if (kind === 'project') {
    return `${application.name} is in project ${provided.name}, which ${provider.name} brings`;
  }
  return `${application.name} has ${consumer?.kind} ${consumer?.name}, whose definition ${provided.name} ${provider.name} brings`;
}

function chain(circle: readonly Application[]): string {
  return [...circle, circle[0] as Application].map(({ name }) => name).join(' → ');
}

function clusterOf({ destination: { server, name } }: Application): string {
  return name === 'in-cluster' || /^https:\/\/kubernetes\.default\.svc\/*$/.test(server)
    ? 'in-cluster'
    : server || name;
}

function definedKind({ resource }: RenderedResource): string {
  const { group, names } = fields(resource.object.spec);
  return `${text(group)}/${text(fields(names).kind)}`;
}

function skipsDryRun({ resource }: RenderedResource): boolean {
  return annotationItems(resource.annotations, 'argocd.argoproj.io/sync-options').includes(
    'SkipDryRunOnMissingResource=true',
  );
}

/** One circle of at least two for each set of nodes that reach each other, starting at the first node of the list. */
function circles<T>(nodes: readonly T[], next: (node: T) => readonly T[]): T[][] {
  // A node that leads nowhere is in no circle, and one that leads to itself does not count as a circle here.
  const leading = nodes.filter((node) => next(node).length > 0);
  return findCircles(leading, (node) => next(node).filter((other) => other !== node)).map(({ path }) =>
    path.slice(0, -1),
  );
}
