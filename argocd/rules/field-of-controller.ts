import { place } from '../analysis/words';
import type { Application, Model, RenderedResource } from '../model/types';
import { fields, list, type Rule, strings, text } from '../rule';
import { matchGlob } from '../semantics/glob';

/** What a controller writes into an object that Argo CD applies, too. */
interface Owned {
  /** The controller, as a reader knows it. */
  readonly controller: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly source: RenderedResource;
}

export const rule: Rule = {
  name: 'field-of-controller',
  severity: 'silent',
  summary:
    'A field is written in Git and by a controller on the cluster, and each sync puts the controller’s value back.',
  check(model, report) {
    const scalers = scalersOf(model);
    if (scalers.size === 0) return;
    for (const application of model.applications) {
      for (const rendered of application.resources) {
        const { group, kind, name, namespace, resource } = rendered;
        const { replicas } = fields(resource.object.spec);
        if (typeof replicas !== 'number' || replicas === 0) continue;
        const scaler = scalers.get(keyOf(application, { group, kind, name, namespace }));
        if (!scaler || scaler.fixed === replicas) continue;
        const ignored = isIgnored(application, rendered, model);
        if (ignored && application.syncOptions.includes('RespectIgnoreDifferences=true')) continue;
        const by = `${scaler.controller} ${scaler.source.name} (${place(scaler.source.resource)})`;
        const where = { resource, pointer: ['spec', 'replicas'], on: 'key' } as const;
        if (ignored) {
          report.find({
            ...where,
            severity: 'warn',
            message: `${by} sets spec.replicas of ${kind} ${name}; ignoreDifferences hides that from the comparison, but each sync of another change applies replicas: ${replicas} all the same`,
            fix: `Remove spec.replicas, or add the sync option RespectIgnoreDifferences=true to Application ${application.name}.`,
          });
        } else {
          report.find({
            ...where,
            severity: application.selfHeal ? 'silent' : 'warn',
            message: application.selfHeal
              ? `${by} sets spec.replicas of ${kind} ${name}, and selfHeal of Application ${application.name} puts ${replicas} back each time`
              : `${by} sets spec.replicas of ${kind} ${name}: Application ${application.name} is OutOfSync from then on, and each sync puts ${replicas} back`,
            fix: `Remove spec.replicas, or add ignoreDifferences for /spec/replicas together with the sync option RespectIgnoreDifferences=true.`,
          });
        }
      }
    }
  },
};

interface Scaler extends Owned {
  /** The only number that it sets. */
  readonly fixed?: number;
}

/** The objects that scale others, by what they scale. */
function scalersOf(model: Model): ReadonlyMap<string, Scaler> {
  const found = new Map<string, Scaler>();
  for (const application of model.applications) {
    for (const source of application.resources) {
      const { namespace, group, kind } = source;
      const spec = fields(source.resource.object.spec);
      const target = fields(spec.scaleTargetRef);
      const name = text(target.name);
      let owned: Omit<Scaler, 'namespace' | 'name' | 'source'> | undefined;
      if (group === 'autoscaling' && kind === 'HorizontalPodAutoscaler') {
        const fixed = spec.minReplicas === spec.maxReplicas ? Number(spec.maxReplicas) : undefined;
        owned = { controller: kind, group: groupOf(target.apiVersion), kind: text(target.kind), fixed };
      } else if (group === 'keda.sh' && kind === 'ScaledObject') {
        const targetGroup = target.apiVersion === undefined ? 'apps' : groupOf(target.apiVersion);
        owned = { controller: 'ScaledObject', group: targetGroup, kind: text(target.kind) || 'Deployment' };
      }
      if (!owned || name === '') continue;
      const key = keyOf(application, { ...owned, name, namespace });
      if (!found.has(key)) found.set(key, { ...owned, name, namespace, source });
    }
  }
  return found;
}

function groupOf(apiVersion: unknown): string {
  const [group = '', version] = text(apiVersion).split('/');
  return version === undefined ? '' : group;
}

function keyOf(
  { instance, destination }: Application,
  { group, kind, name, namespace }: Pick<Owned, 'group' | 'kind' | 'name' | 'namespace'>,
): string {
  const { server, name: cluster } = destination.resolved;
  return [instance, server ?? `name ${cluster}`, group, kind, namespace, name].join('\n');
}

/**
 * Whether the difference is hidden, by the Application or by the settings; in doubt it is.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/argo/normalizers/diff_normalizer.go
 */
function isIgnored(
  application: Application,
  { group, kind, name, namespace }: RenderedResource,
  model: Model,
): boolean {
  for (const item of list(application.spec.ignoreDifferences).map(fields)) {
    if (!matchGlob(text(item.group), group) || !matchGlob(text(item.kind), kind)) continue;
    if (text(item.name) !== '' && !matchGlob(text(item.name), name)) continue;
    if (text(item.namespace) !== '' && text(item.namespace) !== namespace) continue;
    if (list(item.jsonPointers).some((one) => ['/spec/replicas', '/spec', ''].includes(text(one)))) return true;
    if (list(item.jqPathExpressions).some((one) => /replicas|\.spec$|\.\.|\[/.test(text(one)))) return true;
    if (list(item.managedFieldsManagers).length > 0) return true;
  }
  return Object.entries(strings(model.settings.cm)).some(([key, value]) => {
    if (!key.startsWith('resource.customizations')) return false;
    const wanted = key.replace(/^resource\.customizations(?:\.ignoreDifferences\.)?/, '');
    return ['', 'all', `${group}_${kind}`].includes(wanted) && /replicas|managedFieldsManagers/.test(value);
  });
}
