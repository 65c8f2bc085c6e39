import { application, documents, object, settings } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const RULE = 'wave-stalls';
const HEALTH = { 'resource.customizations.health.argoproj.io_Application': 'return {}' };
const wave = (value: string) => ({ 'argocd.argoproj.io/sync-wave': value });
const last = object('ConfigMap', 'last', { annotations: wave('9') });

function judged(manifests: readonly string[], files: Record<string, string> = {}) {
  const found = findings(RULE, { 'app.yaml': application(), 'deploy/all.yaml': documents(...manifests), ...files });
  return found.map(({ severity, message }) => `${severity} ${message}`);
}

const loadBalancer = (annotations = {}) => object('Service', 'lb', { annotations, spec: { type: 'LoadBalancer' } });
const job = object('Job', 'j', { spec: { suspend: true } }, 'batch/v1');
const claim = object('PersistentVolumeClaim', 'data', { spec: { storageClassName: 'local' } });
const storageClass = (mode: string) =>
  object('StorageClass', 'local', { volumeBindingMode: mode, annotations: wave('-1') }, 'storage.k8s.io/v1');
const pod = { spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] } };
const consumer = (value: string) =>
  object('StatefulSet', 'db', { annotations: wave(value), spec: { template: pod } }, 'apps/v1');

test('nothing waits for the last wave', () => {
  expect(judged([loadBalancer(), job, object('ConfigMap', 'first', { annotations: wave('-1') })])).toEqual([]);
});

test('a suspended Job and a paused Deployment hold up what comes after', () => {
  expect(judged([job, last])).toEqual([
    'silent Job j in wave 0 of Application website is Suspended (spec.suspend: true), and a wave waits until an object is Healthy: ConfigMap last in wave 9 waits for it without limit, and the operation stays Running',
  ]);
  const paused = object('Deployment', 'd', { spec: { paused: true } }, 'apps/v1');
  expect(judged([paused, last])).toHaveLength(1);
});

test('a later phase waits like a later wave, what runs on failure does not count', () => {
  const hook = (phase: string) =>
    object('Job', 'hook', { annotations: { 'argocd.argoproj.io/hook': phase }, spec: {} }, 'batch/v1');
  expect(judged([job, hook('PostSync')])).toEqual([expect.stringContaining('Job hook in phase PostSync waits')]);
  expect(judged([job, hook('PreSync')])).toEqual([]);
  expect(judged([job, hook('SyncFail')])).toEqual([]);
});

test('a Service that waits for an address is a warning, unless something that gives addresses is at hand', () => {
  expect(judged([loadBalancer(), last])).toEqual([
    expect.stringMatching(/^warn Service lb .* until something gives it an address/),
  ]);
  expect(judged([loadBalancer({ 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' }), last])).toEqual([]);
  const pool = object('CiliumLoadBalancerIPPool', 'p', {}, 'cilium.io/v2alpha1');
  expect(judged([loadBalancer(), last], { 'pool.yaml': pool })).toEqual([]);
  expect(judged([object('Service', 'a', { spec: { type: 'NodePort' } }), last])).toEqual([]);
});

test('an Ingress is a warning, unless argocd-cm judges its health in another way', () => {
  const ingress = object('Ingress', 'i', {}, 'networking.k8s.io/v1');
  expect(judged([ingress, last])).toEqual([expect.stringMatching(/^warn Ingress i /)]);
  const own = settings({ 'resource.customizations.health.networking.k8s.io_Ingress': 'return {}' });
  expect(judged([ingress, last], { 'cm.yaml': own })).toEqual([]);
});

test('a claim that waits for a consumer in a later wave waits for ever', () => {
  expect(judged([storageClass('WaitForFirstConsumer'), claim, consumer('1')])).toEqual([
    expect.stringMatching(/^silent PersistentVolumeClaim data .* that is StatefulSet db in a later step/),
  ]);
});

test.each([
  ['the consumer is in the same wave', [storageClass('WaitForFirstConsumer'), claim, consumer('0'), last]],
  ['the class binds at once', [storageClass('Immediate'), claim, consumer('1')]],
  ['the class is not at hand', [claim, consumer('1')]],
])('a claim is no finding where %s', (_, manifests) => {
  expect(judged(manifests)).toEqual([]);
});

test('a suspended CronJob is Healthy', () => {
  expect(judged([object('CronJob', 'c', { spec: { suspend: true } }, 'batch/v1'), last])).toEqual([]);
});

describe('a child Application', () => {
  const root = application({ source: { repoURL: REPOSITORY, path: 'children' } }, { name: 'root' });
  const child = (spec = {}) => ({
    'app.yaml': root,
    'children/all.yaml': documents(application(spec, { name: 'child' }), last),
  });

  test('that is not synced holds up its parent, if its health counts', () => {
    expect(judged([], { ...child(), 'cm.yaml': settings(HEALTH) })).toEqual([
      expect.stringMatching(/^silent Application child in wave 0 of Application root has no automated sync/),
    ]);
    expect(judged([], { ...child(), 'cm.yaml': settings() })).toEqual([]);
  });

  test('that syncs itself does not', () => {
    const files = { ...child({ syncPolicy: { automated: {} } }), 'cm.yaml': settings(HEALTH) };
    expect(judged([], files)).toEqual([]);
    const off = { ...child({ syncPolicy: { automated: { enabled: false } } }), 'cm.yaml': settings(HEALTH) };
    expect(judged([], off)).toHaveLength(1);
  });
});
