import { ignoredByObject, readsAnnotation } from '../analysis/ignored-by-object';
import { ownedImages } from '../analysis/image-owners';
import { fieldPath } from '../analysis/known-fields';
import { place } from '../analysis/words';
import type { Application, Model, Pointer, RenderedResource } from '../model/types';
import { fields, list, type Reporter, type Rule, strings, text } from '../rule';
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

/** A field of an object, with who else writes it. */
interface SharedField {
  readonly pointer: Pointer;
  readonly value: unknown;
  /** Such as `HorizontalPodAutoscaler web (web/hpa.yaml:4)`. */
  readonly by: string;
  /** What to do where the field cannot be left out. @default - it can */
  readonly instead?: string;
}

export const rule: Rule = {
  name: 'field-of-controller',
  severity: 'silent',
  summary:
    'A field is written in Git and by a controller on the cluster, and each sync puts the controller’s value back.',
  check(model, report) {
    const scalers = scalersOf(model);
    for (const application of model.applications) {
      for (const rendered of application.resources) {
        const scaled = scalers.size === 0 ? undefined : replicasOf(application, rendered, scalers);
        for (const field of [...(scaled ? [scaled] : []), ...bundlesOf(rendered), ...imagesOf(rendered)])
          judge(application, rendered, field, model, report);
      }
    }
  },
};

function judge(
  application: Application,
  rendered: RenderedResource,
  { pointer, value, by, instead }: SharedField,
  model: Model,
  report: Reporter,
): void {
  const { kind, name, resource } = rendered;
  const ignored = isIgnored(application, rendered, pointer, model);
  if (ignored && application.syncOptions.includes('RespectIgnoreDifferences=true')) return;
  const path = fieldPath(pointer);
  const leave = instead ?? `Remove ${path}`;
  const where = { resource, pointer, on: 'key' } as const;
  const given = typeof value === 'number' ? String(value) : 'the value of Git';
  if (ignored) {
    report.find({
      ...where,
      severity: 'warn',
      message: `${by} sets ${path} of ${kind} ${name}; ignoreDifferences hides that from the comparison, but each sync of another change applies ${pointer.at(-1)}${typeof value === 'number' ? `: ${value}` : ''} all the same`,
      fix: `${leave}, or add the sync option RespectIgnoreDifferences=true to Application ${application.name}.`,
    });
    return;
  }
  report.find({
    ...where,
    severity: application.selfHeal ? 'silent' : 'warn',
    message: application.selfHeal
      ? `${by} sets ${path} of ${kind} ${name}, and selfHeal of Application ${application.name} puts ${given} back each time`
      : `${by} sets ${path} of ${kind} ${name}: Application ${application.name} is OutOfSync from then on, and each sync puts ${given} back`,
    fix: `${leave}, or add ignoreDifferences for /${pointer.join('/')} together with the sync option RespectIgnoreDifferences=true.`,
  });
}

/** `spec.replicas`, where something scales the object. */
function replicasOf(
  application: Application,
  { group, kind, name, namespace, resource }: RenderedResource,
  scalers: ReadonlyMap<string, Scaler>,
): SharedField | undefined {
  const { replicas } = fields(resource.object.spec);
  if (typeof replicas !== 'number' || replicas === 0) return undefined;
  const scaler = scalers.get(keyOf(application, { group, kind, name, namespace }));
  if (!scaler || scaler.fixed === replicas) return undefined;
  const by = `${scaler.controller} ${scaler.source.name} (${place(scaler.source.resource)})`;
  return { pointer: ['spec', 'replicas'], value: replicas, by };
}

/** Annotations by which cert-manager's cainjector knows what it writes a CA into. */
const INJECTED = ['inject-ca-from', 'inject-ca-from-secret', 'inject-apiserver-ca'].map(
  (one) => `cert-manager.io/${one}`,
);

/**
 * `caBundle` of what cert-manager's cainjector writes it into. An empty one is no value of Git.
 *
 * @see https://cert-manager.io/docs/concepts/ca-injector/
 */
function bundlesOf({ group, kind, resource }: RenderedResource): readonly SharedField[] {
  const annotation = INJECTED.find((name) => (resource.annotations[name] ?? '') !== '');
  if (annotation === undefined) return [];
  const { object } = resource;
  const spec = fields(object.spec);
  const places: readonly (readonly [Pointer, unknown])[] =
    group === 'admissionregistration.k8s.io' && /^(?:Validating|Mutating)WebhookConfiguration$/.test(kind)
      ? list(object.webhooks).map((one, at) => [
          ['webhooks', at, 'clientConfig', 'caBundle'],
          fields(fields(one).clientConfig).caBundle,
        ])
      : group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition'
        ? [
            [
              ['spec', 'conversion', 'webhook', 'clientConfig', 'caBundle'],
              fields(fields(fields(spec.conversion).webhook).clientConfig).caBundle,
            ],
          ]
        : group === 'apiregistration.k8s.io' && kind === 'APIService'
          ? [[['spec', 'caBundle'], spec.caBundle]]
          : [];
  return places.flatMap(([pointer, value]) =>
    typeof value === 'string' && value !== '' ? [{ pointer, value, by: `cert-manager (${annotation})` }] : [],
  );
}

/** Images that something on the cluster replaces. An image cannot be left out. */
function imagesOf({ resource }: RenderedResource): readonly SharedField[] {
  return ownedImages(resource).map(({ annotation, ...image }) => ({
    ...image,
    instead: `Let one of the two set the image: remove ${annotation}`,
  }));
}

interface Scaler extends Owned {
  /** The only number that it sets. */
  readonly fixed?: number;
}

/**
 * When a Rollout scales the Deployment of its `workloadRef`; by default it does not.
 *
 * @see https://argoproj.github.io/argo-rollouts/migrating/
 */
const SCALED_DOWN: ReadonlySet<string> = new Set(['onsuccess', 'progressively']);

/** The objects that scale others, by what they scale. */
function scalersOf(model: Model): ReadonlyMap<string, Scaler> {
  const found = new Map<string, Scaler>();
  for (const application of model.applications) {
    for (const source of application.resources) {
      const { namespace, group, kind } = source;
      const spec = fields(source.resource.object.spec);
      const target = fields(spec.scaleTargetRef ?? spec.workloadRef ?? spec.targetRef);
      const name = text(target.name);
      let owned: Omit<Scaler, 'namespace' | 'name' | 'source'> | undefined;
      if (group === 'autoscaling' && kind === 'HorizontalPodAutoscaler') {
        const fixed = spec.minReplicas === spec.maxReplicas ? Number(spec.maxReplicas) : undefined;
        owned = { controller: kind, group: groupOf(target.apiVersion), kind: text(target.kind), fixed };
      } else if (group === 'keda.sh' && kind === 'ScaledObject') {
        const targetGroup = target.apiVersion === undefined ? 'apps' : groupOf(target.apiVersion);
        owned = { controller: 'ScaledObject', group: targetGroup, kind: text(target.kind) || 'Deployment' };
      } else if (group === 'argoproj.io' && kind === 'Rollout' && SCALED_DOWN.has(text(target.scaleDown))) {
        // It takes the Deployment's place, and scales it to none.
        owned = { controller: kind, group: groupOf(target.apiVersion), kind: text(target.kind) };
      } else if (group === 'flagger.app' && kind === 'Canary' && spec.targetRef !== undefined) {
        // The copy that Flagger makes takes its place: https://docs.flagger.app/usage/how-it-works
        owned = { controller: kind, group: groupOf(target.apiVersion), kind: text(target.kind) };
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
  { group, kind, name, namespace, resource }: RenderedResource,
  pointer: Pointer,
  model: Model,
): boolean {
  const field = String(pointer.at(-1));
  const above = pointer.map((_, at) => `/${pointer.slice(0, at + 1).join('/')}`);
  const inJq = new RegExp(`${field}|\\.${pointer[0]}$|\\.\\.|\\[`);
  for (const item of list(application.spec.ignoreDifferences).map(fields)) {
    if (!matchGlob(text(item.group), group) || !matchGlob(text(item.kind), kind)) continue;
    if (text(item.name) !== '' && !matchGlob(text(item.name), name)) continue;
    if (text(item.namespace) !== '' && text(item.namespace) !== namespace) continue;
    if (list(item.jsonPointers).some((one) => text(one) === '' || above.includes(text(one)))) return true;
    if (list(item.jqPathExpressions).some((one) => inJq.test(text(one)))) return true;
    if (list(item.managedFieldsManagers).length > 0) return true;
  }
  if (readsAnnotation(model) && ignoredByObject(resource).some((one) => one === '' || above.includes(one))) return true;
  return Object.entries(strings(model.settings.cm)).some(([key, value]) => {
    if (!key.startsWith('resource.customizations')) return false;
    const wanted = key.replace(/^resource\.customizations(?:\.ignoreDifferences\.)?/, '');
    return ['', 'all', `${group}_${kind}`].includes(wanted) && new RegExp(`${field}|managedFieldsManagers`).test(value);
  });
}
