import { copyOf, isMap, type JsonMap } from './values';

type Defaulter = (object: JsonMap) => void;

/** Nothing, or Go's zero. */
const isUnset = (value: unknown) => value === undefined || value === null || value === '' || value === 0;

const isAbsent = (value: unknown) => value === undefined || value === null;

/** Sets fields that are not there. */
function absent(values: JsonMap): Defaulter {
  return (object) => {
    for (const [key, value] of Object.entries(values)) if (isAbsent(object[key])) object[key] = copyOf(value);
  };
}

/** Sets fields that are not there, or zero. */
function unset(values: JsonMap): Defaulter {
  return (object) => {
    for (const [key, value] of Object.entries(values)) if (isUnset(object[key])) object[key] = copyOf(value);
  };
}

function all(...defaulters: readonly Defaulter[]): Defaulter {
  return (object) => {
    for (const one of defaulters) one(object);
  };
}

/** The map in a field; an empty one is put there if there is none. */
function mapIn(object: JsonMap, key: string): JsonMap {
  const value = object[key];
  if (isMap(value)) return value;
  const made: JsonMap = {};
  if (isAbsent(value)) object[key] = made;
  return made;
}

/** The same for the spec of an object. */
function spec(defaulter: Defaulter): Defaulter {
  return (object) => defaulter(mapIn(object, 'spec'));
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isEmpty = (value: unknown) =>
  isAbsent(value) || (Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0);

const IMAGE =
  /^(?:(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[\da-fA-F:]+\])(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::([\w][\w.-]{0,127}))?(@[A-Za-z][\w.+-]*:[\da-fA-F]{32,})?$/;

/** Always a new image where the tag says `latest`, or nothing. */
function pullPolicy(image: unknown): string {
  const match = typeof image === 'string' ? IMAGE.exec(image) : undefined;
  if (!match) return 'IfNotPresent';
  const [, tag, digest] = match;
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

const container: Defaulter = (object) => {
  unset({
    imagePullPolicy: pullPolicy(object.image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  })(object);
};

/** What a volume can be made of; one that is made of nothing is an empty directory. */
const NOT_A_SOURCE: ReadonlySet<string> = new Set(['name']);

const volume: Defaulter = (object) => {
  const sources = Object.keys(object).filter((key) => !NOT_A_SOURCE.has(key) && !isAbsent(object[key]));
  if (sources.length === 0) object.emptyDir = {};
  const { image } = object;
  if (isMap(image) && isUnset(image.pullPolicy)) image.pullPolicy = pullPolicy(image.reference);
};

const service: Defaulter = (object) => {
  unset({ sessionAffinity: 'None', type: 'ClusterIP' })(object);
  if (object.sessionAffinity === 'None') delete object.sessionAffinityConfig;
  if (object.sessionAffinity === 'ClientIP') {
    const config = isMap(object.sessionAffinityConfig) ? object.sessionAffinityConfig : {};
    const client = isMap(config.clientIP) ? config.clientIP : {};
    if (isAbsent(client.timeoutSeconds)) object.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } };
  }
  for (const port of list(object.ports).filter(isMap)) {
    unset({ protocol: 'TCP' })(port);
    if (isUnset(port.targetPort)) port.targetPort = port.port;
  }
  const { type } = object;
  const external =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && list(object.externalIPs).length > 0);
  if (external) unset({ externalTrafficPolicy: 'Cluster' })(object);
  if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP')
    absent({ internalTrafficPolicy: 'Cluster' })(object);
  if (type === 'LoadBalancer') absent({ allocateLoadBalancerNodePorts: true })(object);
};

/** A Pod, not the template of one, asks for what it is limited to. */
const pod: Defaulter = (object) => {
  for (const one of [...list(object.containers), ...list(object.initContainers)].filter(isMap)) {
    const resources = isMap(one.resources) ? one.resources : {};
    if (isMap(resources.limits)) absent(resources.limits)(mapIn(resources, 'requests'));
  }
  absent({ enableServiceLinks: true })(object);
  if (object.hostNetwork === true) {
    for (const one of [...list(object.containers), ...list(object.initContainers)].filter(isMap))
      for (const port of list(one.ports).filter(isMap)) if (isUnset(port.hostPort)) port.hostPort = port.containerPort;
  }
};

/** Where a selector and labels are missing, those of the template are taken. */
const replicationController: Defaulter = (object) => {
  const own = mapIn(object, 'spec');
  absent({ replicas: 1 })(own);
  const template = isMap(own.template) ? own.template : {};
  const labels = isMap(template.metadata) ? template.metadata.labels : undefined;
  if (!isMap(labels)) return;
  if (isEmpty(own.selector)) own.selector = { ...labels };
  labelsLike(object, labels);
};

function labelsLike(object: JsonMap, labels: JsonMap): void {
  const metadata = mapIn(object, 'metadata');
  if (isEmpty(metadata.labels)) metadata.labels = { ...labels };
}

const limitRangeItem: Defaulter = (object) => {
  if (object.type !== 'Container') return;
  const limits = mapIn(object, 'default');
  const requests = mapIn(object, 'defaultRequest');
  if (isMap(object.max)) absent(object.max)(limits);
  absent(limits)(requests);
  if (isMap(object.min)) absent(object.min)(requests);
  for (const key of ['default', 'defaultRequest']) if (isEmpty(object[key])) delete object[key];
};

const deployment: Defaulter = (object) => {
  absent({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 })(object);
  const strategy = mapIn(object, 'strategy');
  unset({ type: 'RollingUpdate' })(strategy);
  if (strategy.type === 'RollingUpdate')
    absent({ maxUnavailable: '25%', maxSurge: '25%' })(mapIn(strategy, 'rollingUpdate'));
};

const daemonSet: Defaulter = (object) => {
  const strategy = mapIn(object, 'updateStrategy');
  unset({ type: 'RollingUpdate' })(strategy);
  if (strategy.type === 'RollingUpdate') absent({ maxUnavailable: 1, maxSurge: 0 })(mapIn(strategy, 'rollingUpdate'));
  absent({ revisionHistoryLimit: 10 })(object);
};

const statefulSet: Defaulter = (object) => {
  unset({ podManagementPolicy: 'OrderedReady' })(object);
  const strategy = mapIn(object, 'updateStrategy');
  if (isUnset(strategy.type)) {
    strategy.type = 'RollingUpdate';
    mapIn(strategy, 'rollingUpdate');
  }
  if (strategy.type === 'RollingUpdate' && isMap(strategy.rollingUpdate))
    absent({ partition: 0 })(strategy.rollingUpdate);
  unset({ whenDeleted: 'Retain', whenScaled: 'Retain' })(mapIn(object, 'persistentVolumeClaimRetentionPolicy'));
  absent({ replicas: 1, revisionHistoryLimit: 10 })(object);
};

const job: Defaulter = (object) => {
  const own = mapIn(object, 'spec');
  if (isAbsent(own.completions) && isAbsent(own.parallelism)) own.completions = 1;
  absent({
    parallelism: 1,
    backoffLimit: isAbsent(own.backoffLimitPerIndex) ? 6 : 2147483647,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: isAbsent(own.podFailurePolicy) ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
  })(own);
  const template = isMap(own.template) ? own.template : {};
  const labels = isMap(template.metadata) ? template.metadata.labels : undefined;
  if (isMap(labels) && !isEmpty(labels)) labelsLike(object, labels);
};

const autoscaler: Defaulter = (object) => {
  absent({ minReplicas: 1 })(object);
  if (list(object.metrics).length === 0)
    object.metrics = [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
    ];
  const { behavior } = object;
  if (!isMap(behavior)) return;
  absent({
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  })(mapIn(behavior, 'scaleUp'));
  absent({ selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] })(
    mapIn(behavior, 'scaleDown'),
  );
};

const networkPolicy: Defaulter = (object) => {
  if (list(object.policyTypes).length > 0) return;
  object.policyTypes = list(object.egress).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
};

const RBAC = 'rbac.authorization.k8s.io';

const roleRef: Defaulter = (object) => {
  unset({ apiGroup: RBAC })(mapIn(object, 'roleRef'));
};

const subject: Defaulter = (object) => {
  if (object.kind === 'User' || object.kind === 'Group') unset({ apiGroup: RBAC })(object);
};

const webhook = absent({
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
});

const csiDriver: Defaulter = (object) => {
  absent({
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    requiresRepublish: false,
    seLinuxMount: false,
  })(object);
  if (list(object.volumeLifecycleModes).length === 0) object.volumeLifecycleModes = ['Persistent'];
};

const namespace: Defaulter = (object) => {
  const metadata = isMap(object.metadata) ? object.metadata : {};
  if (!isUnset(metadata.name)) mapIn(metadata, 'labels')['kubernetes.io/metadata.name'] = metadata.name;
};

const deviceRequest: Defaulter = (object) => {
  unset({ allocationMode: 'ExactCount' })(object);
  if (object.allocationMode === 'ExactCount') unset({ count: 1 })(object);
};

const azureDisk = absent({ cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' });
const scaleIo = unset({ storageMode: 'ThinProvisioned', fsType: 'xfs' });
const rbd = unset({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' });
const iscsi = unset({ iscsiInterface: 'default' });
const limitedLevel = absent({ nominalConcurrencyShares: 30, lendablePercent: 0 });
const exemptLevel = absent({ nominalConcurrencyShares: 0, lendablePercent: 0 });
const matchResources = absent({ matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
const policySpec = absent({ failurePolicy: 'Fail' });

/**
 * What the API server sets, by the structure that has it. Where a Pod is the object itself there is more than in the
 * template of one.
 */
export const DEFAULTS: Readonly<Record<string, Defaulter>> = {
  'core.v1.Container': container,
  'core.v1.EphemeralContainer': container,
  'core.v1.ContainerPort': unset({ protocol: 'TCP' }),
  'core.v1.Volume': volume,
  'core.v1.Service': spec(service),
  'core.v1.Pod': spec(pod),
  'core.v1.PodSpec': all(
    unset({ dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' }),
    absent({ securityContext: {}, terminationGracePeriodSeconds: 30 }),
  ),
  'core.v1.Probe': unset({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  'core.v1.HTTPGetAction': unset({ path: '/', scheme: 'HTTP' }),
  'core.v1.GRPCAction': absent({ service: '' }),
  'core.v1.SecretVolumeSource': absent({ defaultMode: 0o644 }),
  'core.v1.ConfigMapVolumeSource': absent({ defaultMode: 0o644 }),
  'core.v1.DownwardAPIVolumeSource': absent({ defaultMode: 0o644 }),
  'core.v1.ProjectedVolumeSource': absent({ defaultMode: 0o644 }),
  'core.v1.ServiceAccountTokenProjection': absent({ expirationSeconds: 3600 }),
  'core.v1.FileKeySelector': absent({ optional: false }),
  'core.v1.ObjectFieldSelector': unset({ apiVersion: 'v1' }),
  'core.v1.HostPathVolumeSource': absent({ type: '' }),
  'core.v1.AzureDiskVolumeSource': azureDisk,
  'core.v1.ScaleIOVolumeSource': scaleIo,
  'core.v1.ScaleIOPersistentVolumeSource': scaleIo,
  'core.v1.RBDVolumeSource': rbd,
  'core.v1.RBDPersistentVolumeSource': rbd,
  'core.v1.ISCSIVolumeSource': iscsi,
  'core.v1.ISCSIPersistentVolumeSource': iscsi,
  'core.v1.Secret': unset({ type: 'Opaque' }),
  'core.v1.PersistentVolume': spec(
    all(unset({ persistentVolumeReclaimPolicy: 'Retain' }), absent({ volumeMode: 'Filesystem' })),
  ),
  'core.v1.PersistentVolumeClaimSpec': absent({ volumeMode: 'Filesystem' }),
  'core.v1.EndpointPort': unset({ protocol: 'TCP' }),
  'core.v1.Namespace': namespace,
  'core.v1.LimitRangeItem': limitRangeItem,
  'core.v1.ReplicationController': replicationController,
  'apps.v1.Deployment': spec(deployment),
  'apps.v1.DaemonSet': spec(daemonSet),
  'apps.v1.StatefulSet': spec(statefulSet),
  'apps.v1.ReplicaSet': spec(absent({ replicas: 1 })),
  'batch.v1.Job': job,
  'batch.v1.CronJob': spec(
    all(
      unset({ concurrencyPolicy: 'Allow' }),
      absent({ suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }),
    ),
  ),
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': unset({ status: 'True' }),
  'autoscaling.v1.HorizontalPodAutoscaler': spec(absent({ minReplicas: 1 })),
  'autoscaling.v2.HorizontalPodAutoscaler': spec(autoscaler),
  'networking.v1.NetworkPolicy': spec(networkPolicy),
  'networking.v1.NetworkPolicyPort': absent({ protocol: 'TCP' }),
  'networking.v1.IngressClassParametersReference': absent({ scope: 'Cluster' }),
  'rbac.v1.RoleBinding': roleRef,
  'rbac.v1.ClusterRoleBinding': roleRef,
  'rbac.v1.Subject': subject,
  'storage.v1.StorageClass': absent({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  'storage.v1.CSIDriver': spec(csiDriver),
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'admissionregistration.v1.MutatingWebhook': all(webhook, absent({ reinvocationPolicy: 'Never' })),
  'admissionregistration.v1.RuleWithOperations': absent({ scope: '*' }),
  'admissionregistration.v1.NamedRuleWithOperations': absent({ scope: '*' }),
  'admissionregistration.v1.ServiceReference': absent({ port: 443 }),
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': policySpec,
  'admissionregistration.v1.MutatingAdmissionPolicySpec': policySpec,
  'admissionregistration.v1.MatchResources': matchResources,
  'admissionregistration.v1beta1.ValidatingAdmissionPolicySpec': policySpec,
  'admissionregistration.v1beta1.MutatingAdmissionPolicySpec': policySpec,
  'admissionregistration.v1beta1.MatchResources': matchResources,
  'admissionregistration.v1beta1.NamedRuleWithOperations': absent({ scope: '*' }),
  'admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec': policySpec,
  'admissionregistration.v1alpha1.MutatingAdmissionPolicySpec': policySpec,
  'admissionregistration.v1alpha1.MatchResources': matchResources,
  'admissionregistration.v1alpha1.NamedRuleWithOperations': absent({ scope: '*' }),
  'discovery.v1.EndpointPort': absent({ name: '', protocol: 'TCP' }),
  'flowcontrol.v1.FlowSchemaSpec': unset({ matchingPrecedence: 1000 }),
  'flowcontrol.v1.ExemptPriorityLevelConfiguration': exemptLevel,
  'flowcontrol.v1.LimitedPriorityLevelConfiguration': limitedLevel,
  'flowcontrol.v1.QueuingConfiguration': unset({ handSize: 8, queues: 64, queueLengthLimit: 50 }),
  'scheduling.v1.PriorityClass': absent({ preemptionPolicy: 'PreemptLowerPriority' }),
  'resource.v1.ExactDeviceRequest': deviceRequest,
  'resource.v1.DeviceSubRequest': deviceRequest,
  'resource.v1.DeviceToleration': unset({ operator: 'Equal' }),
};
