import { fields, text } from '../model/resource';
import type { Application, Model, RenderedResource } from '../model/types';
import type { Rule } from './rule';
import { waveOf } from './steps';

const SKIP = 'SkipDryRunOnMissingResource=true';

export const rule: Rule = {
  name: 'custom-resource-before-definition',
  severity: 'refuse',
  summary: 'A custom resource is synced in an earlier wave than the Application that defines its kind.',
  check(model, report) {
    const definitions = definitionsOf(model);
    const unknown = new Set<string>();
    for (const application of model.applications) {
      if (application.syncOptions.includes(SKIP)) continue;
      for (const rendered of application.resources) {
        if (rendered.group === '') continue;
        const kind = `${rendered.group}/${rendered.kind}`;
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
        // Of one Application, Argo CD applies the definition first.
        if (defining.includes(application) || skips(rendered)) continue;
        const late = defining.map((other) => ({ other, waves: compareWaves(application, other) }));
        // Another one that is not later, or of which nothing is known, may well have defined it.
        if (late.some(({ waves }) => waves === undefined)) continue;
        const [{ other, waves = [0, 0] }] = late as [(typeof late)[number]];
        report.find({
          message:
            `${rendered.kind} ${JSON.stringify(rendered.name)} is synced in wave ${waves[0]} (Application ${application.name}), but its kind is ` +
            `defined in wave ${waves[1]} (Application ${other.name}): the server could not find the requested resource`,
          fix: `Give Application ${other.name} an earlier argocd.argoproj.io/sync-wave than ${application.name}.`,
          resource: rendered.resource,
          pointer: ['kind'],
        });
      }
    }
  },
};

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

/** The waves of two Applications in the sync that brings both, if the second is the later one. */
function compareWaves(first: Application, second: Application): readonly [number, number] | undefined {
  if (first.instance !== second.instance || !first.parents.some((parent) => second.parents.includes(parent)))
    return undefined;
  const waves = [waveOf(first.resource), waveOf(second.resource)] as const;
  return waves[0] < waves[1] ? waves : undefined;
}
