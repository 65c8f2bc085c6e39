import { fields, list, text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import type { Severity } from '../consequences/severity';

/** What is lost with an object that is deleted. */
export interface Loss {
  readonly severity: Severity;
  /** What goes with it, or stays, as sentences. */
  readonly details: readonly string[];
}

/** Kinds of operators whose objects are databases and queues: `group/Kind`. */
const STORES = new Set([
  'postgresql.cnpg.io/Cluster',
  'acid.zalan.do/postgresql',
  'postgres-operator.crunchydata.com/PostgresCluster',
  'kafka.strimzi.io/Kafka',
  'kafka.strimzi.io/KafkaTopic',
  'mysql.oracle.com/InnoDBCluster',
  'psmdb.percona.com/PerconaServerMongoDB',
  'pxc.percona.com/PerconaXtraDBCluster',
  'mongodbcommunity.mongodb.com/MongoDBCommunity',
  'rabbitmq.com/RabbitmqCluster',
  'elasticsearch.k8s.elastic.co/Elasticsearch',
  'ceph.rook.io/CephCluster',
  'ceph.rook.io/CephBlockPool',
  'ceph.rook.io/CephFilesystem',
  'minio.min.io/Tenant',
  'k8s.mariadb.com/MariaDB',
  'snapshot.storage.k8s.io/VolumeSnapshot',
]);

/** Kinds that serve: without them something stops. */
const SERVING = new Set([
  '/Pod',
  '/ReplicationController',
  '/Service',
  '/Endpoints',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'batch/CronJob',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/IngressClass',
  'apiregistration.k8s.io/APIService',
  'storage.k8s.io/StorageClass',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
]);

/**
 * What is lost when an object is deleted.
 *
 * @param all the objects of the state in which it still is
 */
export function lossOf(rendered: RenderedResource, all: readonly RenderedResource[]): Loss {
  const { group, kind, resource } = rendered;
  const { severity, details } = ofKind(rendered, all);
  const finalizers = list(fields(resource.object.metadata).finalizers).map(text);
  const held =
    finalizers.length === 0
      ? []
      : [`Its finalizers hold it up until their controllers are done: ${finalizers.join(', ')}.`];
  const stored = STORES.has(`${group}/${kind}`);
  const more = stored ? ['Its operator deletes what it stores, unless it is told to keep that.'] : [];
  return { severity: stored ? 'loses data' : severity, details: [...details, ...more, ...held] };
}

function ofKind(rendered: RenderedResource, all: readonly RenderedResource[]): Loss {
  const { group, kind, name, resource } = rendered;
  const spec = fields(resource.object.spec);
  const key = `${group}/${kind}`;
  if (key === '/Namespace') return namespaceLoss(name, all);
  if (key === 'apiextensions.k8s.io/CustomResourceDefinition') {
    const names = fields(spec.names);
    const objects = all.filter((one) => one.group === text(spec.group) && one.kind === text(names.kind));
    return {
      severity: 'loses data',
      details: [
        `Every ${text(names.kind) || 'object of its kind'} on the cluster goes with it; ${
          objects.length === 0 ? 'none of them is in Git' : `${listed(objects)} in Git, and those that are not`
        }.`,
      ],
    };
  }
  if (key === '/PersistentVolumeClaim') return claimLoss(rendered, all);
  if (key === '/PersistentVolume')
    return text(spec.persistentVolumeReclaimPolicy) === 'Retain'
      ? { severity: 'interrupts', details: ['What is stored behind it stays, but no claim finds it by itself.'] }
      : { severity: 'loses data', details: ['What is stored behind it may be deleted by its storage.'] };
  if (key === 'apps/StatefulSet') {
    const claims = list(spec.volumeClaimTemplates).map((one) => text(fields(fields(one).metadata).name));
    if (claims.length === 0) return { severity: 'interrupts', details: ['Its pods stop.'] };
    const goes = text(fields(spec.persistentVolumeClaimRetentionPolicy).whenDeleted) === 'Delete';
    return goes
      ? {
          severity: 'loses data',
          details: [`Its pods stop, and the claims of its ${claims.join(', ')} go with it (whenDeleted: Delete).`],
        }
      : {
          severity: 'interrupts',
          details: [`Its pods stop. The claims that it made for ${claims.join(', ')} stay, with their data.`],
        };
  }
  if (key === '/Secret')
    return { severity: 'interrupts', details: ['What uses it can no longer start, and its values are not in Git.'] };
  if (key === 'argoproj.io/Application' || key === 'argoproj.io/ApplicationSet')
    return { severity: 'note', details: [] };
  return { severity: SERVING.has(key) ? 'interrupts' : 'note', details: [] };
}

function namespaceLoss(name: string, all: readonly RenderedResource[]): Loss {
  const inside = all.filter(({ namespace }) => namespace === name);
  const claims = inside.filter(({ group, kind }) => group === '' && kind === 'PersistentVolumeClaim');
  const sets = inside.filter(
    ({ kind, resource }) =>
      kind === 'StatefulSet' && list(fields(resource.object.spec).volumeClaimTemplates).length > 0,
  );
  const data = [...claims, ...sets];
  return {
    severity: 'loses data',
    details: [
      `All that is in it goes with it, also what is not in Git${inside.length === 0 ? '' : `: ${listed(inside)} in Git`}.`,
      ...(data.length === 0 ? [] : [`Among that is what stores data: ${listed(data)}.`]),
    ],
  };
}

function claimLoss({ resource, application }: RenderedResource, all: readonly RenderedResource[]): Loss {
  const spec = fields(resource.object.spec);
  const [volumeName, className] = [text(spec.volumeName), text(spec.storageClassName)];
  const on = (one: RenderedResource) => one.application.destination.server === application.destination.server;
  const volume = all.find((one) => one.kind === 'PersistentVolume' && one.name === volumeName && on(one));
  const storage = all.find((one) => one.kind === 'StorageClass' && one.name === className && on(one));
  const policy = volume
    ? text(fields(volume.resource.object.spec).persistentVolumeReclaimPolicy) || 'Retain'
    : storage && (text(storage.resource.object.reclaimPolicy) || 'Delete');
  const held = 'It stays Terminating for as long as a pod uses it.';
  if (policy === 'Retain')
    return {
      severity: 'interrupts',
      details: [`Its volume is kept (reclaim policy Retain), but no new claim finds it by itself.`, held],
    };
  if (policy !== undefined)
    return {
      severity: 'loses data',
      details: [`Its volume and the data in it go too (reclaim policy ${policy}).`, held],
    };
  const where = className === '' ? 'the default StorageClass' : `StorageClass ${className}`;
  return {
    severity: 'loses data',
    details: [`Its volume goes too, unless ${where}, which is not in Git, has reclaimPolicy: Retain.`, held],
  };
}

function listed(objects: readonly RenderedResource[]): string {
  const names = objects.map(({ kind, namespace, name }) => `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`);
  const shown = names.slice(0, 5).join(', ');
  return names.length <= 5 ? shown : `${shown} and ${names.length - 5} more`;
}
