import { podSpecOf } from '../analysis/pods';
import { compareSteps, isHook, nameStep, type Step, stepsOf } from '../analysis/steps';
import { some } from '../analysis/words';
import type { Application, Fields, RenderedResource } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';

/** Kinds for whose end, or health, a sync waits. */
const AWAITED: ReadonlySet<string> = new Set([
  '/Pod',
  'batch/Job',
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
]);

/** Of hooks, only these are waited for: any other kind is done once it is applied. */
const RUN: ReadonlySet<string> = new Set(['/Pod', 'batch/Job']);

export const rule: Rule = {
  name: 'pod-needs-later-object',
  severity: 'silent',
  summary: 'A hook, or an object of an early wave, runs pods that need what the same Application applies only later.',
  check(model, report) {
    for (const application of model.applications) judge(application, report);
  },
};

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/sync_context.go Sync */
function judge(application: Application, report: Reporter): void {
  let index: Map<string, Step | undefined> | undefined;
  for (const rendered of application.resources) {
    const kind = `${rendered.group}/${rendered.kind}`;
    if (!(isHook(rendered.resource) ? RUN : AWAITED).has(kind)) continue;
    const [step] = stepsOf(rendered.resource);
    const pods = podSpecOf(rendered, rendered.resource.object);
    if (!step || step.phase === 'SyncFail' || !pods) continue;
    if (fields(rendered.resource.object.spec).replicas === 0) continue;
    index ??= firstSteps(application);
    const later: { readonly name: string; readonly step: Step }[] = [];
    for (const name of needsOf(pods.spec)) {
      const other = index.get(`${rendered.namespace}\n${name}`);
      if (other && compareSteps(other, step) > 0) later.push({ name, step: other });
    }
    const [first] = later;
    if (!first) continue;
    report.find({
      message:
        `${rendered.kind} ${rendered.name} in ${nameStep(step)} of Application ${application.name} runs pods that need ` +
        `${some(later.map((one) => `${one.name} (${nameStep(one.step)})`))}: until these are applied no pod starts, and ` +
        'they are applied only when it is done, so a first sync never ends',
      fix: fixOf(rendered, step, first.name),
      resource: rendered.resource,
      pointer: pods.pointer,
    });
  }
}

function fixOf({ kind, resource }: RenderedResource, { phase, wave }: Step, needed: string): string {
  if (!isHook(resource)) return `Put ${needed} into wave ${wave} or an earlier one.`;
  return (
    `Make ${needed} a ${phase} hook too, in an earlier wave (argocd.argoproj.io/hook: ${phase} and ` +
    `argocd.argoproj.io/sync-wave: "${wave - 1}"), or make the ${kind} an object of the Sync phase in a later wave.`
  );
}

/** When each object that a pod can need is applied first. */
function firstSteps({ resources }: Application): Map<string, Step | undefined> {
  const found = new Map<string, Step | undefined>();
  for (const { group, kind, namespace, name, resource } of resources) {
    if (group !== '' || !['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'].includes(kind)) continue;
    const [step] = stepsOf(resource);
    if (!step || step.phase === 'SyncFail') continue;
    const key = `${namespace}\n${kind} ${name}`;
    const known = found.get(key);
    if (!known || compareSteps(step, known) < 0) found.set(key, step);
  }
  return found;
}

/** What must be there for a pod to start, as `Kind name`. */
function needsOf(spec: Fields): ReadonlySet<string> {
  const needs = new Set<string>();
  const need = (kind: string, reference: unknown, key = 'name'): void => {
    const { [key]: name, optional } = fields(reference);
    if (typeof name === 'string' && name !== '' && optional !== true) needs.add(`${kind} ${name}`);
  };
  const account = text(spec.serviceAccountName) || text(spec.serviceAccount);
  // Kubernetes makes the account `default` in each namespace.
  if (account !== 'default') need('ServiceAccount', { name: account });
  for (const volume of list(spec.volumes).map(fields)) {
    need('ConfigMap', volume.configMap);
    need('Secret', volume.secret, 'secretName');
    need('PersistentVolumeClaim', volume.persistentVolumeClaim, 'claimName');
    for (const source of list(fields(volume.projected).sources).map(fields)) {
      need('ConfigMap', source.configMap);
      need('Secret', source.secret);
    }
  }
  for (const container of [...list(spec.initContainers), ...list(spec.containers)].map(fields)) {
    for (const { configMapRef, secretRef } of list(container.envFrom).map(fields)) {
      need('ConfigMap', configMapRef);
      need('Secret', secretRef);
    }
    for (const { valueFrom } of list(container.env).map(fields)) {
      need('ConfigMap', fields(valueFrom).configMapKeyRef);
      need('Secret', fields(valueFrom).secretKeyRef);
    }
  }
  return needs;
}
