import { didYouMean } from '../analysis/words';
import { hasPlaceholder } from '../model/placeholder';
import type { Application, Model, Resource } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';

/** The cluster that Argo CD itself runs in: there without any Secret. */
const IN_CLUSTER = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };

export const rule: Rule = {
  name: 'application-destination-invalid',
  severity: 'refuse',
  summary:
    'The destination of an Application names no cluster, or more than one, or lacks the namespace that is needed.',
  check(model, report) {
    const servers = serversByName(model);
    for (const application of model.applications) {
      judgeCluster(application, model, servers, report);
      judgeNamespace(application, report);
    }
  },
};

function judgeCluster(
  { resource, destination: { server, name, cluster } }: Application,
  model: Model,
  servers: ReadonlyMap<string, ReadonlySet<string>>,
  report: Reporter,
): void {
  if (server !== '' && name !== '') {
    report.find({
      message: `application destination can't have both name and server defined: ${name} ${server}`,
      fix: 'Keep one of spec.destination.name and spec.destination.server.',
      resource,
      pointer: ['spec', 'destination', 'name'],
      on: 'key',
    });
    return;
  }
  if (server === '' && name === '') {
    report.find({
      message: 'Destination server missing from app spec',
      fix: `Add spec.destination.server (${IN_CLUSTER.server} is the cluster of Argo CD itself) or spec.destination.name.`,
      resource,
      pointer: ['spec', 'destination'],
      on: 'key',
    });
    return;
  }
  if (server !== '' && judgeUrl(server, resource, model, report)) return;
  const known = [...(servers.get(name) ?? [])];
  if (name !== '' && known.length > 1) {
    report.find({
      message: `there are ${known.length} clusters with the same name: [${known.join(' ')}]`,
      fix: `Name the cluster by spec.destination.server, or rename all but one of the clusters that are called ${name}.`,
      resource,
      pointer: ['spec', 'destination', 'name'],
    });
    return;
  }
  if (!cluster && !isInCluster(server, name)) leave(server || name, model, report);
  if (model.settings.cm['cluster.inClusterEnabled'] !== 'false') return;
  if (server.replace(/\/+$/, '') === IN_CLUSTER.server) {
    report.find({
      message: `error getting cluster by server ${show(server)}: cluster ${show(IN_CLUSTER.server)} is disabled`,
      fix: 'Set cluster.inClusterEnabled to "true" in argocd-cm, or name another cluster.',
      resource,
      pointer: ['spec', 'destination', 'server'],
    });
  } else if (name === IN_CLUSTER.name && known.every((one) => one === IN_CLUSTER.server)) {
    report.find({
      message: `there are no clusters with this name: ${name} (cluster.inClusterEnabled is "false")`,
      fix: 'Set cluster.inClusterEnabled to "true" in argocd-cm, or name another cluster.',
      resource,
      pointer: ['spec', 'destination', 'name'],
    });
  }
}

function isInCluster(server: string, name: string): boolean {
  return server.replace(/\/+$/, '') === IN_CLUSTER.server || name === IN_CLUSTER.name;
}

/** Its Secret is rarely in Git. */
function leave(cluster: string, { clusters }: Model, report: Reporter): void {
  const known = [IN_CLUSTER.server, ...clusters.flatMap(({ server, name }) => [server, name])];
  const alias = /^https:\/\/kubernetes\.default/i.test(cluster) ? ` Did you mean ${IN_CLUSTER.server}?` : '';
  const hint = alias || didYouMean(cluster, known);
  report.unchecked({
    subject: `cluster ${cluster}`,
    reason: `no Secret among the files declares it: whether Argo CD knows it is not checked${hint && ` (${hint.trim()})`}`,
  });
}

/**
 * Whether a server is no URL, so that no cluster can have it. A cluster that a Secret at hand declares is there, whatever
 * its server looks like.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/argo/argo.go GetDestinationCluster
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/db/cluster.go URIToSecretName
 */
function judgeUrl(server: string, resource: Resource, model: Model, report: Reporter): boolean {
  if (/^https?:\/\/[^\s/:?#]/i.test(server) && !/\s/.test(server)) return false;
  if (hasPlaceholder(server)) return false;
  if (model.clusters.some((cluster) => cluster.server === server.replace(/\/+$/, ''))) return false;
  const named = model.clusters.find(({ name }) => name === server);
  const like = /^(?:https?)?[:/]*([\w.-]+(?::\d+)?)\/*$/i.exec(server)?.[1];
  report.find({
    message: `error getting cluster by server ${show(server)}: cluster ${show(server)} not found: it is no URL`,
    fix: named
      ? `Write \`name: ${server}\` instead of server.`
      : `Write the URL of the cluster, with https://${like === undefined ? '' : `: https://${like}`} (${IN_CLUSTER.server} is the cluster of Argo CD itself).`,
    resource,
    pointer: ['spec', 'destination', 'server'],
  });
  return true;
}

/** An object without a namespace takes that of the destination. */
function judgeNamespace(application: Application, report: Reporter): void {
  if (application.destination.namespace !== '') return;
  const lost = application.resources.filter(({ scope, namespace }) => scope === 'namespaced' && namespace === '');
  const [first] = lost;
  if (!first) return;
  const { group, kind, name, resource } = first;
  const more = lost.length > 1 ? ` The same holds for ${lost.length - 1} more of its objects.` : '';
  report.find({
    message: `Namespace for ${name} ${group}/${resource.version}, Kind=${kind} is missing.${more}`,
    fix: `Add spec.destination.namespace to Application ${application.name}, or metadata.namespace to the object.`,
    resource: application.resource,
    pointer: ['spec', 'destination'],
    on: 'key',
  });
}

/** The servers of the clusters at hand by the name of the cluster. */
function serversByName(model: Model): Map<string, Set<string>> {
  const servers = new Map<string, Set<string>>();
  for (const { name, server } of model.clusters) {
    const known = servers.get(name);
    if (known) known.add(server);
    else servers.set(name, new Set([server]));
  }
  return servers;
}
