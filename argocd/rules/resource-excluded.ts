import { fields, list, text } from '../model/resource';
import type { Model, RenderedResource } from '../model/types';
import type { Rule } from '../rule';
import { isExcludedResource, type ResourceFilter, type ResourceFilters } from '../semantics/resource-exclusion';
import { readFirstDocument } from '../yaml/text';

export const rule: Rule = {
  name: 'resource-excluded',
  severity: 'warn',
  summary: 'The settings of Argo CD exclude a kind, so it drops the object, and the sync still succeeds.',
  check(model, report) {
    const written = filters(model.settings.cm['resource.exclusions']);
    const exclusions = written ?? (model.settings.defaultsHold ? undefined : []);
    const inclusions = filters(model.settings.cm['resource.inclusions']);
    const known = new Map<string, boolean>();
    const excluded = (rendered: RenderedResource): boolean => {
      const { group, kind, application } = rendered;
      const key = `${group}\n${kind}\n${application.destination.resolved.server}`;
      const verdict = known.get(key) ?? isExcluded(rendered, { exclusions, inclusions });
      known.set(key, verdict);
      return verdict;
    };
    for (const { resources } of model.applications) {
      for (const rendered of resources) {
        if (!excluded(rendered)) continue;
        const { group, kind, name, resource } = rendered;
        report.find({
          message: `Resource ${group}/${kind} ${name} is excluded in the settings: Argo CD never applies it, and the sync succeeds`,
          fix: whereToChange(model, written !== undefined),
          resource,
          pointer: ['kind'],
        });
      }
    }
  },
};

function whereToChange({ settings }: Model, written: boolean): string {
  if (written) return 'Remove the object, or the kind from resource.exclusions in argocd-cm.';
  if (settings.defaultsHold)
    return 'Remove the object, or set resource.exclusions in argocd-cm: what is set there replaces the defaults.';
  return 'Remove the object: Argo CD never manages this kind.';
}

/** A setting as a list, `undefined` if it is not set. */
function filters(setting: string | undefined): readonly ResourceFilter[] | undefined {
  if (setting === undefined) return undefined;
  return list(readFirstDocument(setting).value)
    .map(fields)
    .map(({ apiGroups, kinds, clusters }) => ({
      apiGroups: list(apiGroups).map(text),
      kinds: list(kinds).map(text),
      clusters: list(clusters).map(text),
    }));
}

/** An exclusion that is limited to some clusters does not count for an unknown cluster. */
function isExcluded(
  { group, kind, application }: RenderedResource,
  { exclusions, inclusions }: ResourceFilters,
): boolean {
  const { server } = application.destination.resolved;
  if (server !== undefined) return isExcludedResource(group, kind, server, { exclusions, inclusions });
  const everywhere = (list?: readonly ResourceFilter[]) => list?.filter(({ clusters }) => !clusters?.length);
  return isExcludedResource(group, kind, '', {
    exclusions: everywhere(exclusions),
    inclusions: everywhere(inclusions),
  });
}
