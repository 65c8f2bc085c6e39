import { effectiveProject } from '../analysis/effective-project';
import { type Decide, decider, fix, judgeResources, reason, refusal } from '../analysis/resource-permission';
import type { Application, Model } from '../model/types';
import { fields, type Reporter, type Rule } from '../rule';

/** Namespaces that every cluster has. */
const BUILT_IN: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

const IN_CLUSTER = 'https://kubernetes.default.svc';

export const rule: Rule = {
  name: 'project-cluster-resource-not-permitted',
  severity: 'refuse',
  summary: 'An Application has an object of a cluster-scoped kind that its AppProject does not permit.',
  check(model, report) {
    const decide = decider(false);
    judgeResources(model, false, decide, report);
    const created = new Map<string, Set<Application>>();
    for (const application of model.applications) {
      for (const { kind, group, name } of application.resources) {
        if (kind !== 'Namespace' || group !== '') continue;
        const key = `${clusterOf(application)} ${name}`;
        const others = created.get(key);
        if (others) others.add(application);
        else created.set(key, new Set([application]));
      }
    }
    for (const application of model.applications) judgeNamespace(application, model, created, decide, report);
  },
};

/**
 * `CreateNamespace=true` makes Argo CD apply a Namespace that is in no file. The project must permit it like any other
 * object, if the namespace does not exist yet or its labels and annotations are managed.
 */
function judgeNamespace(
  application: Application,
  model: Model,
  created: ReadonlyMap<string, ReadonlySet<Application>>,
  decide: Decide,
  report: Reporter,
): void {
  const { destination, syncOptions, resource, spec } = application;
  const option = syncOptions.indexOf('CreateNamespace=true');
  const name = destination.namespace;
  if (!application.project || option === -1 || name === '') return;
  const by = created.get(`${clusterOf(application)} ${name}`);
  if (by?.has(application)) return;
  const managed = fields(spec.syncPolicy).managedNamespaceMetadata != null;
  if (!managed && (by || isThere(name, application, model))) return;
  const question = { group: '', kind: 'Namespace', name };
  const project = effectiveProject(model, application.project);
  const permission = decide(project, question);
  if (permission.permitted) return;
  report.find({
    message: `${refusal(question, project)}: ${effect(application, managed, name)}${reason(project, permission, false)}`,
    fix: `${fix(project, permission, question, false)} Or remove CreateNamespace=true and have the namespace created elsewhere.`,
    resource,
    pointer: ['spec', 'syncPolicy', 'syncOptions', option],
  });
}

/**
 * What Argo CD adds to a sync: the Namespace, if it is not on the cluster, or at each sync if its metadata are managed.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/sync_namespace.go
 */
function effect({ name }: Application, managed: boolean, namespace: string): string {
  return managed
    ? `managedNamespaceMetadata makes every sync of Application ${name} apply Namespace ${namespace}`
    : `CreateNamespace=true makes Application ${name} create Namespace ${namespace}, so every sync of it fails until somebody else has created the namespace`;
}

/** Whether a namespace is on the cluster before any Application is synced. */
function isThere(name: string, { destination }: Application, { settings }: Model): boolean {
  const { server, name: cluster } = destination.resolved;
  const own = server === IN_CLUSTER || cluster === 'in-cluster';
  return BUILT_IN.has(name) || (own && name === settings.namespace);
}

function clusterOf({ destination: { server, name, cluster } }: Application): string {
  return cluster?.server ?? (server.replace(/\/+$/, '') || name);
}
