import { some } from '../analysis/words';
import { keyOfResource } from '../model/nodes';
import type { Application, RenderedResource } from '../model/types';
import type { Rule } from '../rule';

/** What two Applications both own. */
interface Overlap {
  readonly first: Application;
  readonly second: Application;
  readonly resources: RenderedResource[];
}

export const rule: Rule = {
  name: 'resource-shared',
  severity: 'warn',
  summary: 'Two Applications own the same object on the same cluster and undo each other’s changes.',
  check(model, report) {
    const owners = new Map<string, { readonly rendered: RenderedResource; readonly index: number }>();
    const overlaps = new Map<string, Overlap>();
    for (const [index, application] of model.applications.entries()) {
      const cluster = clusterOf(application);
      if (cluster === undefined) continue;
      for (const rendered of application.resources) {
        // Argo CD does not track definitions, so it sees no conflict over one.
        if (rendered.name === '' || rendered.kind === 'CustomResourceDefinition') continue;
        const key = `${application.instance}\n${cluster}\n${keyOfResource(rendered)}`;
        const owner = owners.get(key);
        if (!owner) owners.set(key, { rendered, index });
        else if (owner.index !== index && !isSame(owner.rendered.application, application)) {
          const pair = [owner.rendered.application, application].map((one) => `${one.namespace}/${one.name}`).join(' ');
          const overlap = overlaps.get(pair) ?? {
            first: owner.rendered.application,
            second: application,
            resources: [],
          };
          overlap.resources.push(rendered);
          overlaps.set(pair, overlap);
        }
      }
    }
    for (const { first, second, resources } of overlaps.values()) {
      const strict = [first, second].some(({ syncOptions }) => syncOptions.includes('FailOnSharedResource=true'));
      const [{ group, kind, name }] = resources as [RenderedResource];
      const names = some(
        resources.map((one) => `${one.kind} ${one.namespace === '' ? '' : `${one.namespace}/`}${one.name}`),
      );
      report.find({
        message: strict
          ? `Shared resource found: ${kind}/${name} is part of applications ${first.name} and ${second.name} (in all: ${names})`
          : `${group === '' ? '' : `${group}/`}${kind}/${name} is part of applications ${first.name} and ${second.name} (in all: ${names})`,
        fix: `Leave the ${resources.length === 1 ? 'object' : `${resources.length} objects`} to one of the two Applications.`,
        resource: second.resource,
        pointer: ['metadata', 'name'],
        severity: strict ? 'refuse' : undefined,
      });
    }
  },
};

/**
 * Two files that declare the same Application are not two Applications, but for example alternatives in a folder of
 * examples. If an Application renders both, that is reported elsewhere.
 */
function isSame(a: Application, b: Application): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}

/** A text that identifies the cluster, as far as it is known. */
function clusterOf({ destination }: Application): string | undefined {
  const { server, name } = destination.resolved;
  return server ?? (name === undefined ? undefined : `name ${name}`);
}
