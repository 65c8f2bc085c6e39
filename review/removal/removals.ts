import { isHook } from '../../argocd/analysis/steps';
import { fields, list, text } from '../../argocd/model/resource';
import type { Application, ApplicationSet, AppProject, RenderedResource } from '../../argocd/model/types';
import { annotationItems } from '../../argocd/semantics/annotation-list';
import { cascadeDeletion } from '../../argocd/semantics/finalizers';
import { clusterOf } from '../compare/cluster';
import type { ApplicationPair, Comparison } from '../compare/comparison';
import { effectiveOption } from './options';
import { deleted, left, type Outcome } from './outcome';
import { isPermittedLive } from './permitted-live';
import { windowsOf } from './sync-windows';

/**
 * Says what becomes of what is no longer in Git: of objects, and of Applications.
 *
 * What is on the cluster is what the first state says: its annotations and finalizers decide, with the sync policy and the
 * project of the second.
 */
export class Removals {
  private readonly known = new Map<ApplicationPair, Outcome>();

  constructor(private readonly comparison: Comparison) {}

  /** What becomes of an object of an Application that no longer has it. @param rendered in the first state */
  ofObject(rendered: RenderedResource, pair: ApplicationPair): Outcome {
    return pair.after ? this.prune(rendered, pair, pair.after) : this.cascade(rendered, pair);
  }

  /** What becomes of an Application that is no longer in Git: of the object, not of what it deployed. */
  ofApplication(pair: ApplicationPair): Outcome {
    const known = this.known.get(pair);
    if (known) return known;
    // A circle of Applications that bring each other has nobody else who deletes them.
    this.known.set(pair, left('only Applications that go themselves bring it'));
    const outcome = this.findOutcome(pair);
    this.known.set(pair, outcome);
    return outcome;
  }

  /** What becomes of what an Application deployed that is no longer in Git, but for the objects that have options of their own. */
  ofDeployed(pair: ApplicationPair): Outcome {
    const before = pair.before as Application;
    const own = this.ofApplication(pair);
    const name = `Application ${before.name}`;
    if (own.happens === 'refused') return own;
    if (own.happens === 'left') return left(`${name} itself stays on the cluster: ${own.why}`);
    const finalizers = list(fields(before.resource.object.metadata).finalizers).map(text);
    if (cascadeDeletion(finalizers) === 'none')
      return left(`${name} is deleted, and has no resources finalizer that would delete what it deployed`);
    return deleted(`with ${name}`, own.confirm);
  }

  /** Whether nothing is left of an Application that had something, and Argo CD refuses to sync that. */
  isRefusedEmpty({ before, after, comparable }: ApplicationPair): boolean {
    if (!before || !after || !comparable || after.resources.length > 0 || before.resources.length === 0) return false;
    const { automated } = fields(after.spec.syncPolicy);
    return after.prune && fields(automated).allowEmpty !== true;
  }

  private findOutcome(pair: ApplicationPair): Outcome {
    const { before } = pair;
    if (!before) return left('it was never there');
    if (before.generatedBy) return this.ofGenerated(before.generatedBy.applicationSet);
    const outcomes = before.parents.flatMap((parent) => {
      const owner = this.comparison.pairOf(parent);
      const rendered = parent.resources.find(({ resource }) => resource === before.resource);
      return rendered && owner ? [this.ofObject(rendered, owner)] : [];
    });
    const [first] = outcomes;
    if (!first) return left('no Application in Git brings it, so nobody deletes it: kubectl does');
    return outcomes.find(({ happens }) => happens === 'deleted') ?? first;
  }

  /** @see https://github.com/argoproj/argo-cd/blob/v3.4.4/applicationset/controllers/applicationset_controller.go */
  private ofGenerated(set: ApplicationSet): Outcome {
    const sets = this.comparison.after.model.applicationSets;
    const same = sets.filter((one) => one.name === set.name && one.resource.namespace === set.resource.namespace);
    const now = same[0];
    const { applicationsSync } = fields((now ?? set).spec.syncPolicy);
    const policy = text(applicationsSync);
    if (policy === 'create-only' || policy === 'create-update')
      return left(`ApplicationSet ${set.name} has applicationsSync: ${policy}, so it deletes no Application`);
    if (now) return deleted(`by ApplicationSet ${set.name}, which no longer makes it`);
    const outcome = this.ofSet(set);
    if (outcome.happens !== 'deleted') return outcome;
    return deleted(`with ApplicationSet ${set.name}, which owns it`, outcome.confirm);
  }

  private ofSet(set: ApplicationSet): Outcome {
    for (const pair of this.comparison.applications) {
      const rendered = pair.before?.resources.find(({ resource }) => resource === set.resource);
      if (rendered) return this.ofObject(rendered, pair);
    }
    return left(`no Application in Git brings ApplicationSet ${set.name}, so nobody deletes it: kubectl does`);
  }

  /**
   * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/gitops-engine/pkg/sync/sync_context.go pruneObject
   * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/controller/appcontroller.go autoSync
   */
  private prune(rendered: RenderedResource, pair: ApplicationPair, after: Application): Outcome {
    const { resource } = rendered;
    const before = pair.before as Application;
    const name = `Application ${after.name}`;
    if (isHook(resource)) return left('it is a hook, which Argo CD does not prune');
    if (clusterOf(before, pair.instance) !== clusterOf(after, pair.instance))
      return left(`${name} deploys to another cluster now, and Argo CD does not look back`);
    const project = after.project;
    const permitted = isPermittedLive(this.comparison.after.model, project, rendered);
    if (!permitted && !this.wasPermitted(rendered))
      return left(`AppProject ${after.projectName} does not permit it, so Argo CD does not look at it`);
    const unless = permitted ? '' : unlessFirst(after.projectName);
    if (this.isRefusedEmpty(pair))
      return { happens: 'refused', why: `${name} is left with nothing and has no allowEmpty: true` };
    const option = effectiveOption(resource, after, 'Prune');
    if (option === 'false') return left(`Prune=false keeps it (${name} stays OutOfSync)`);
    if (!after.automated) return left(`${name} is not synced by itself: a sync with prune deletes it`);
    if (!after.prune) return left(`${name} has no prune: true (it stays OutOfSync until a sync with prune)`);
    const windows =
      windowsOf(after, this.comparison.after.model).length > 0
        ? `, when the sync windows of AppProject ${after.projectName} let it`
        : '';
    return deleted(`pruned by ${name}${windows}${unless}`, option === 'confirm');
  }

  /** @see https://github.com/argoproj/argo-cd/blob/v3.4.4/controller/appcontroller.go shouldBeDeleted */
  private cascade(rendered: RenderedResource, pair: ApplicationPair): Outcome {
    const before = pair.before as Application;
    const { resource } = rendered;
    const all = this.ofDeployed(pair);
    if (all.happens !== 'deleted') return all;
    if (rendered.group === 'apiextensions.k8s.io' && rendered.kind === 'CustomResourceDefinition')
      return left('Argo CD deletes no CustomResourceDefinition with an Application');
    const permitted = isPermittedLive(this.comparison.after.model, this.projectOf(before), rendered);
    if (!permitted && !this.wasPermitted(rendered))
      return left(`AppProject ${before.projectName} does not permit it, so Argo CD does not delete it`);
    const unless = permitted ? '' : unlessFirst(before.projectName);
    const option = effectiveOption(resource, before, 'Delete');
    if (option === 'false') return left('Delete=false keeps it');
    if (annotationItems(resource.annotations, 'helm.sh/resource-policy').includes('keep'))
      return left('helm.sh/resource-policy: keep keeps it');
    return deleted(`${all.how}${unless}`, all.confirm || option === 'confirm');
  }

  /**
   * Whether its project permitted an object in the first state. One that is narrowed by the same change may reach the cluster
   * before the object is deleted, or after it: then it is deleted, for all that is known.
   */
  private wasPermitted(rendered: RenderedResource): boolean {
    return isPermittedLive(this.comparison.before.model, rendered.application.project, rendered);
  }

  /** The project as it is when the Application is deleted. */
  private projectOf({ projectName, project }: Application): AppProject | undefined {
    return this.comparison.after.model.projects.find(({ name }) => name === projectName) ?? project;
  }
}

const unlessFirst = (project: string) =>
  `, unless AppProject ${project}, which no longer permits it, is narrowed first`;
