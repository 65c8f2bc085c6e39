import { fieldPath } from '../analysis/known-fields';
import { judgedObjects, podTemplate } from '../analysis/objects/judged';
import { invalid, isPlaceholder } from '../analysis/objects/words';
import { fields, isMap } from '../model/resource';
import type { Pointer, Resource } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';
import {
  configKey,
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  pathSegment,
  qualifiedName,
} from '../semantics/kubernetes-names';

export const rule: Rule = {
  name: 'object-name-invalid',
  severity: 'refuse',
  summary: 'A name, a label or a key is none that the API server takes.',
  check(model, report) {
    const { api, custom, minor, resources } = judgedObjects(model);
    for (const [resource, applications] of resources) {
      // What nobody applies may be meant for another program.
      if (applications.length === 0) continue;
      const builtIn = api.place(resource.apiVersion, resource.kind) !== undefined;
      if (builtIn) name(resource, checkOf(resource, minor), report);
      else if (custom.of(resource.group, resource.kind)) name(resource, dns1123Subdomain, report);
      const { metadata } = resource.object;
      labels(resource, fields(metadata).labels, ['metadata', 'labels'], report);
      annotations(resource, fields(metadata).annotations, ['metadata', 'annotations'], report);
      const { namespace } = fields(metadata);
      // Argo CD takes it away from what lives in none.
      const scoped = model.scope(resource.group, resource.kind) === 'namespaced';
      if (scoped && typeof namespace === 'string' && namespace !== '') {
        find(resource, ['metadata', 'namespace'], namespace, dns1123Label(namespace), report);
      }
      if (builtIn) insides(resource, report);
    }
  },
};

type Check = (value: string) => readonly string[];

/** Kinds whose names are domains, as the API server of 1.35 and 1.36 was seen to take them. */
const DOMAINS: ReadonlySet<string> = new Set([
  '/ConfigMap',
  '/Endpoints',
  '/LimitRange',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  '/Pod',
  '/ReplicationController',
  '/ResourceQuota',
  '/Secret',
  '/ServiceAccount',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'autoscaling/HorizontalPodAutoscaler',
  'batch/CronJob',
  'batch/Job',
  'discovery.k8s.io/EndpointSlice',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/IngressClass',
  'networking.k8s.io/NetworkPolicy',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/StorageClass',
]);

/** What a name may be: a domain, a part of one, or only a part of a path, which roles and others make do with. */
function checkOf({ group, kind }: Resource, minor: number): Check {
  const key = `${group}/${kind}`;
  if (DOMAINS.has(key)) return dns1123Subdomain;
  if (key === '/Namespace' || key === 'apps/StatefulSet') return dns1123Label;
  // Since 1.36 it may begin with a digit.
  if (key === '/Service') return minor < 36 ? dns1035Label : dns1123Label;
  return pathSegment;
}

function name(resource: Resource, check: (value: string) => readonly string[], report: Reporter): void {
  // That there is none is for document-shape.
  if (resource.name === '') return;
  find(resource, ['metadata', 'name'], resource.name, check(resource.name), report);
  // The jobs of a CronJob have eleven characters more.
  if (
    resource.kind === 'CronJob' &&
    resource.group === 'batch' &&
    resource.name.length > 52 &&
    check(resource.name).length === 0
  ) {
    find(resource, ['metadata', 'name'], resource.name, ['must be no more than 52 characters'], report);
  }
}

/** The same keys and values are at many objects. */
function remembering(check: (value: string) => readonly string[]): (value: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (value) => {
    let wrong = known.get(value);
    if (!wrong) {
      if (known.size > 10_000) known.clear();
      wrong = check(value);
      known.set(value, wrong);
    }
    return wrong;
  };
}

const wrongKey = remembering(qualifiedName);
const wrongAnnotation = remembering((key) => qualifiedName(key.toLowerCase()));
const wrongValue = remembering(labelValue);

function labels(resource: Resource, map: unknown, pointer: Pointer, report: Reporter): void {
  if (!isMap(map)) return;
  for (const key of Object.keys(map)) {
    find(resource, [...pointer, key], key, wrongKey(key), report, 'key');
    const value = map[key];
    if (typeof value === 'string') find(resource, [...pointer, key], value, wrongValue(value), report);
  }
}

function annotations(resource: Resource, map: unknown, pointer: Pointer, report: Reporter): void {
  if (!isMap(map)) return;
  // Capital letters are read as small ones.
  for (const key of Object.keys(map)) find(resource, [...pointer, key], key, wrongAnnotation(key), report, 'key');
}

/** Labels and keys within the spec. */
function insides(resource: Resource, report: Reporter): void {
  const { kind, group, object } = resource;
  const spec = fields(object.spec);
  const pod = podTemplate(resource);
  if (pod && POD_MAKERS.has(`${group}/${kind}`)) {
    const metadata = fields(pod.template.metadata);
    labels(resource, metadata.labels, [...pod.path, 'metadata', 'labels'], report);
    annotations(resource, metadata.annotations, [...pod.path, 'metadata', 'annotations'], report);
    const { nodeSelector } = fields(pod.template.spec);
    labels(resource, nodeSelector, [...pod.path, 'spec', 'nodeSelector'], report);
    labels(resource, fields(spec.selector).matchLabels, ['spec', 'selector', 'matchLabels'], report);
  } else if (group === '' && kind === 'Pod') labels(resource, spec.nodeSelector, ['spec', 'nodeSelector'], report);
  else if (group === '' && kind === 'Service') labels(resource, spec.selector, ['spec', 'selector'], report);
  else if (group === '' && (kind === 'ConfigMap' || kind === 'Secret')) {
    for (const field of ['data', 'binaryData', 'stringData']) {
      const map = object[field];
      if (!isMap(map)) continue;
      for (const key of Object.keys(map)) find(resource, [field, key], key, configKey(key), report, 'key');
    }
  }
}

const POD_MAKERS: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/DaemonSet',
  'apps/StatefulSet',
  'batch/Job',
  'batch/CronJob',
]);

function find(
  resource: Resource,
  pointer: Pointer,
  value: string,
  wrong: readonly string[],
  report: Reporter,
  on?: 'key',
): void {
  if (wrong.length === 0) return;
  if (isPlaceholder(value)) {
    report.unchecked({
      subject: `${fieldPath(pointer)} of ${resource.kind} ${resource.name}`,
      reason: 'something else is to replace the value, so it is no value yet',
      resource,
      file: resource.origin.locate(pointer).file,
    });
    return;
  }
  report.find({
    message: invalid(resource, placeOf(pointer, on), `Invalid value: ${show(value)}: ${wrong.join(', ')}`),
    fix: suggestion(value, wrong),
    resource,
    pointer,
    on,
  });
}

/** What the API server calls the place: of labels the map, of data the map and the key. */
function placeOf(pointer: Pointer, on?: 'key'): string {
  const map = String(pointer.at(-2));
  if (/labels$|annotations$|Labels$|elector$/.test(map)) return fieldPath(pointer.slice(0, -1));
  // What is in stringData is moved to data before it is judged.
  return on === 'key' ? `${map === 'stringData' ? 'data' : map}[${pointer.at(-1)}]` : fieldPath(pointer);
}

function suggestion(value: string, wrong: readonly string[]): string {
  if (wrong.some((one) => one.includes('no more than')))
    return `Shorten it: it has ${Buffer.byteLength(value)} characters.`;
  if (wrong.some((one) => one.includes('RFC 1123') || one.includes('DNS-1035'))) {
    const better = value
      .toLowerCase()
      .replace(/[^-a-z0-9.]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '');
    if (better !== value && better !== '') return `Write ${better}, for example.`;
  }
  return 'Change it to what is allowed.';
}
