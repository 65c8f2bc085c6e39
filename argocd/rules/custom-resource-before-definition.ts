import { isArgocdKind } from '../analysis/known-fields';
import { fields, text } from '../model/resource';
import type { Application, Model, RenderedResource } from '../model/types';
import type { Rule } from '../rule';

const SKIP = 'SkipDryRunOnMissingResource=true';

export const rule: Rule = {
  name: 'custom-resource-before-definition',
  severity: 'refuse',
  summary: 'A custom resource is synced before the Application that brings the definition of its kind.',
  check(model, report) {
    const definitions = definitionsOf(model);
    const unknown = new Set<string>();
    for (const application of model.applications) {
      if (application.syncOptions.includes(SKIP)) continue;
      for (const rendered of application.resources) {
        if (rendered.group === '') continue;
        const kind = `${rendered.group}/${rendered.kind}`;
        // Whatever syncs an Application has the kinds of Argo CD, also where an Application manages Argo CD itself.
        if (isArgocdKind(rendered)) continue;
        const defining = definitions.get(kind);
        if (!defining) {
          if (rendered.scope === 'unknown' && !unknown.has(kind)) {
            unknown.add(kind);
            const reason =
              'its CustomResourceDefinition is not at hand: whether the cluster knows the kind, and whether it is namespaced, is not judged';
            report.unchecked({
              subject: `kind ${rendered.kind} of ${rendered.group}`,
              reason,
              resource: rendered.resource,
            });
          }
          continue;
        }
        // Within one Application, Argo CD applies the definition first. A definition of another one may exist already.
        if (defining.includes(application) || skips(rendered)) continue;
        const below = descendantsOf(application);
        if (!defining.every((other) => below.has(other))) continue;
        const [other] = defining as [Application, ...Application[]];
        report.find({
          message:
            `Application ${application.name} holds ${rendered.kind} ${JSON.stringify(rendered.name)}, but the definition of the kind comes with ` +
            `Application ${other.name}, which it creates itself: the server could not find the requested resource`,
          fix:
            `Move the object into an Application of a later wave than ${other.name}, or give it the annotation ` +
            `argocd.argoproj.io/sync-options: ${SKIP} and a later wave.`,
          resource: rendered.resource,
          pointer: ['kind'],
        });
      }
    }
  },
};

/** The Applications below an Application, at any depth. */
function descendantsOf(application: Application): ReadonlySet<Application> {
  const found = new Set<Application>();
  const visit = (one: Application): void => {
    for (const child of one.children) {
      if (found.has(child)) continue;
      found.add(child);
      visit(child);
    }
  };
  visit(application);
  return found;
}

/** Which Applications define which kind, by `group/Kind`. */
function definitionsOf({ applications }: Model): ReadonlyMap<string, readonly Application[]> {
  const found = new Map<string, Application[]>();
  for (const application of applications) {
    for (const { kind, group, resource } of application.resources) {
      if (kind !== 'CustomResourceDefinition' || group !== 'apiextensions.k8s.io') continue;
      const spec = fields(resource.object.spec);
      const defined = `${text(spec.group)}/${text(fields(spec.names).kind)}`;
      found.set(defined, [...(found.get(defined) ?? []), application]);
    }
  }
  return found;
}

function skips({ resource }: RenderedResource): boolean {
  const options = resource.annotations['argocd.argoproj.io/sync-options'] ?? '';
  return options.split(',').some((one) => one.trim() === SKIP);
}
