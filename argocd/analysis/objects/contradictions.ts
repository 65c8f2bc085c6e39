import { fields, isMap, list, text } from '../../model/resource';
import type { Fields, Resource } from '../../model/types';
import { dns1123Label, portName } from '../../semantics/kubernetes-names';
import { type Problem, podProblems } from './pods';

type Judge = (object: Fields, found: Problem[]) => void;

/** What the API server's validation says of one object beside the types, as far as it is certain from the object alone. */
export function contradictions(resource: Resource): readonly Problem[] {
  const pods = podProblems(resource);
  const judge = JUDGES[`${resource.group}/${resource.kind}`];
  if (!judge) return pods;
  const found = [...pods];
  judge(resource.object, found);
  return found;
}

const JUDGES: Readonly<Record<string, Judge>> = {
  '/ConfigMap': configMap,
  '/Secret': secret,
  '/PersistentVolumeClaim': claim,
  '/Service': service,
  'autoscaling/HorizontalPodAutoscaler': autoscaler,
  'networking.k8s.io/Ingress': ingress,
  'policy/PodDisruptionBudget': disruptionBudget,
  'rbac.authorization.k8s.io/ClusterRole': role,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'rbac.authorization.k8s.io/Role': role,
};

function configMap({ data, binaryData }: Fields, found: Problem[]): void {
  for (const key of Object.keys(fields(binaryData))) {
    if (!Object.hasOwn(fields(data), key)) continue;
    const what = `Invalid value: ${JSON.stringify(key)}: duplicate of key present in data`;
    found.push({ pointer: ['binaryData', key], what, fix: 'Keep the key in data or in binaryData.' });
  }
}

/** What a Secret of a type must have. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

function secret({ type, data, stringData }: Fields, found: Problem[]): void {
  for (const key of SECRETS[text(type)] ?? []) {
    if (Object.hasOwn(fields(data), key) || Object.hasOwn(fields(stringData), key)) continue;
    found.push({
      pointer: ['type'],
      place: `data[${key}]`,
      what: 'Required value',
      fix: `A Secret of type ${type} has ${key}: add it to data, or to stringData.`,
    });
  }
}

function service({ spec }: Fields, found: Problem[]): void {
  const { type, clusterIP } = fields(spec);
  const ports = list(fields(spec).ports);
  if (ports.length === 0 && type !== 'ExternalName' && clusterIP !== 'None') {
    found.push({
      pointer: ['spec', 'ports'],
      what: 'Required value',
      fix: 'Add a port; only a Service with clusterIP: None or of type ExternalName has none.',
    });
  }
  const names = new Set<string>();
  const places = new Set<string>();
  ports.forEach((one, index) => {
    if (!isMap(one)) return;
    const at = (field: string) => ['spec', 'ports', index, field];
    const { name, port, targetPort, protocol, nodePort } = one;
    if (typeof nodePort === 'number' && nodePort !== 0 && (text(type) === '' || type === 'ClusterIP')) {
      const what = "Forbidden: may not be used when `type` is 'ClusterIP'";
      found.push({ pointer: at('nodePort'), what, fix: 'Write type: NodePort or LoadBalancer, or remove nodePort.' });
    }
    if (typeof port === 'number' && Number.isInteger(port) && (port < 0 || port > 65_535)) {
      const what = `Invalid value: ${port}: must be between 1 and 65535, inclusive`;
      found.push({ pointer: at('port'), what, fix: 'Write a port from 1 to 65535.' });
    }
    if (typeof targetPort === 'string' && targetPort !== '') {
      const wrong = portName(targetPort);
      if (wrong.length > 0) {
        const what = `Invalid value: ${JSON.stringify(targetPort)}: ${wrong.join(', ')}`;
        const fix = /^\d+$/.test(targetPort)
          ? `Write the number without quotes: ${targetPort}.`
          : 'Write the name of a port of the pods, or its number.';
        found.push({ pointer: at('targetPort'), what, fix });
      }
    } else if (
      typeof targetPort === 'number' &&
      Number.isInteger(targetPort) &&
      (targetPort < 0 || targetPort > 65_535)
    ) {
      const what = `Invalid value: ${targetPort}: must be between 1 and 65535, inclusive`;
      found.push({ pointer: at('targetPort'), what, fix: 'Write a port from 1 to 65535.' });
    }
    if (ports.length > 1 && (name === undefined || name === null || name === '')) {
      found.push({ pointer: at('name'), what: 'Required value', fix: 'Give each port a name, for there are several.' });
    } else if (typeof name === 'string' && name !== '') {
      if (names.has(name)) {
        const what = `Duplicate value: ${JSON.stringify(name)}`;
        found.push({ pointer: at('name'), what, fix: 'Give each port its own name.' });
      }
      names.add(name);
      const wrong = dns1123Label(name);
      if (wrong.length > 0) {
        const what = `Invalid value: ${JSON.stringify(name)}: ${wrong.join(', ')}`;
        found.push({ pointer: at('name'), what, fix: 'Write small letters, digits and hyphens only.' });
      }
    }
    const place = `${text(protocol) || 'TCP'}/${port}`;
    if (typeof port === 'number' && places.has(place)) {
      const what = `Duplicate value: {"port":${port},"protocol":${JSON.stringify(text(protocol) || 'TCP')}}`;
      found.push({ pointer: ['spec', 'ports', index], what, fix: 'Give each port its own number.' });
    }
    places.add(place);
  });
}

function claim({ spec }: Fields, found: Problem[]): void {
  const { resources } = fields(spec);
  if (!isMap(spec) || (resources !== undefined && resources !== null && !isMap(resources))) return;
  const { storage } = fields(fields(resources).requests);
  if (storage !== undefined && storage !== null) return;
  found.push({
    pointer: ['spec', 'resources'],
    place: 'spec.resources[storage]',
    what: 'Required value',
    fix: 'Say how much is wanted: resources.requests.storage.',
  });
}

function role(object: Fields, found: Problem[]): void {
  list(object.rules).forEach((rule, index) => {
    if (!isMap(rule)) return;
    const { nonResourceURLs, resources, apiGroups } = rule;
    if (list(nonResourceURLs).length > 0) {
      if (object.kind === 'Role') {
        const what = `Invalid value: ${JSON.stringify(nonResourceURLs)}: namespaced rules cannot apply to non-resource URLs`;
        found.push({ pointer: ['rules', index, 'nonResourceURLs'], what, fix: 'Move the rule to a ClusterRole.' });
      }
      return;
    }
    for (const [field, value, words] of [
      ['apiGroups', apiGroups, 'api group'],
      ['resources', resources, 'resource'],
    ] as const) {
      if (value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0)) continue;
      const what = `Required value: resource rules must supply at least one ${words}`;
      const fix = field === 'apiGroups' ? "Add apiGroups; [''] is the group of Pods and Services." : 'Add resources.';
      found.push({ pointer: ['rules', index, field], what, fix });
    }
  });
}

function autoscaler({ spec }: Fields, found: Problem[]): void {
  const { minReplicas, maxReplicas } = fields(spec);
  if (
    typeof minReplicas !== 'number' ||
    typeof maxReplicas !== 'number' ||
    maxReplicas < 1 ||
    maxReplicas >= minReplicas
  )
    return;
  found.push({
    pointer: ['spec', 'maxReplicas'],
    what: `Invalid value: ${maxReplicas}: must be greater than or equal to \`minReplicas\``,
    fix: `Write at least ${minReplicas}.`,
  });
}

function ingress({ spec }: Fields, found: Problem[]): void {
  list(fields(spec).rules).forEach((rule, index) => {
    list(fields(fields(rule).http).paths).forEach((one, at) => {
      const { path, pathType } = fields(one);
      if (pathType !== 'Exact' && pathType !== 'Prefix') return;
      if ((path !== undefined && path !== null && typeof path !== 'string') || text(path).startsWith('/')) return;
      found.push({
        pointer: ['spec', 'rules', index, 'http', 'paths', at, 'path'],
        what: `Invalid value: ${JSON.stringify(text(path))}: must be an absolute path`,
        fix: 'Begin the path with a slash.',
      });
    });
  });
}

function disruptionBudget({ spec }: Fields, found: Problem[]): void {
  const { minAvailable, maxUnavailable } = fields(spec);
  if (minAvailable === undefined || minAvailable === null || maxUnavailable === undefined || maxUnavailable === null)
    return;
  found.push({
    pointer: ['spec', 'maxUnavailable'],
    what: 'Invalid value: minAvailable and maxUnavailable cannot be both set',
    fix: 'Keep one of minAvailable and maxUnavailable.',
  });
}

function binding({ subjects }: Fields, found: Problem[]): void {
  list(subjects).forEach((subject, index) => {
    const { kind, namespace } = fields(subject);
    if (
      kind !== 'ServiceAccount' ||
      text(namespace) !== '' ||
      (namespace !== undefined && namespace !== null && namespace !== '')
    )
      return;
    found.push({
      pointer: ['subjects', index, 'namespace'],
      what: 'Required value',
      fix: 'Name the namespace of the ServiceAccount.',
    });
  });
}
