import { application, documents, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const HOOK = { 'argocd.argoproj.io/hook': 'PreSync' };
const wave = (at: number) => ({ 'argocd.argoproj.io/sync-wave': String(at) });

function job(spec: object, annotations: object = HOOK, kind = 'Job', apiVersion = 'batch/v1'): string {
  const pods = { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }], ...spec };
  const own = kind === 'Pod' ? pods : { template: { spec: pods } };
  return object(kind, 'migrate', { annotations, spec: own }, apiVersion);
}

function judged(...manifests: string[]) {
  const files = { 'app.yaml': application({}), 'deploy/all.yaml': documents(...manifests) };
  return findings('pod-needs-later-object', files).map(({ message }) => message);
}

const container = (parts: object) => ({ containers: [{ name: 'a', image: 'a', ...parts }] });

test.each<[string, string, object]>([
  ['ServiceAccount', 'x', { serviceAccountName: 'x' }],
  ['ConfigMap', 'x', { volumes: [{ name: 'v', configMap: { name: 'x' } }] }],
  ['Secret', 'x', { volumes: [{ name: 'v', secret: { secretName: 'x' } }] }],
  ['PersistentVolumeClaim', 'x', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'x' } }] }],
  ['ConfigMap', 'x', { volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'x' } }] } }] }],
  ['Secret', 'x', { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'x' } }] } }] }],
  ['ConfigMap', 'x', container({ envFrom: [{ configMapRef: { name: 'x' } }] })],
  ['Secret', 'x', container({ envFrom: [{ secretRef: { name: 'x' } }] })],
  ['ConfigMap', 'x', container({ env: [{ name: 'E', valueFrom: { configMapKeyRef: { name: 'x', key: 'k' } } }] })],
  ['Secret', 'x', container({ env: [{ name: 'E', valueFrom: { secretKeyRef: { name: 'x', key: 'k' } } }] })],
  ['Secret', 'x', { initContainers: [{ name: 'i', image: 'i', envFrom: [{ secretRef: { name: 'x' } }] }] }],
])('a PreSync hook that needs %s %s of the Sync phase: %j', (kind, name, spec) => {
  expect(judged(job(spec), object(kind, name))).toEqual([
    expect.stringContaining(
      `Job migrate in phase PreSync of Application website runs pods that need ${kind} ${name} (wave 0)`,
    ),
  ]);
  expect(
    judged(
      job(spec, {}, 'Pod', 'v1').replace('annotations: {}', `annotations: ${JSON.stringify(HOOK)}`),
      object(kind, name),
    ),
  ).toHaveLength(1);
  // There at the same time, brought by somebody else, or for another namespace.
  expect(judged(job(spec, {}), object(kind, name))).toEqual([]);
  expect(judged(job(spec))).toEqual([]);
  expect(judged(job(spec), object(kind, name, { namespace: 'other' }))).toEqual([]);
  expect(judged(job(spec), object(kind, name, { annotations: { ...HOOK, ...wave(-1) } }))).toEqual([]);
});

test.each([
  ['an optional reference', { volumes: [{ name: 'v', configMap: { name: 'x', optional: true } }] }],
  ['an optional variable', container({ envFrom: [{ configMapRef: { name: 'x', optional: true } }] })],
])('%s keeps no pod waiting', (_, spec) => {
  expect(judged(job(spec), object('ConfigMap', 'x'))).toEqual([]);
});

test('a wave waits for its Jobs and Deployments, but for hooks of other kinds nothing does', () => {
  const spec = { volumes: [{ name: 'v', configMap: { name: 'x' } }] };
  const later = object('ConfigMap', 'x', { annotations: wave(1) });
  expect(judged(job(spec, {}), later)).toHaveLength(1);
  expect(judged(job(spec, {}, 'Deployment', 'apps/v1'), later)).toHaveLength(1);
  expect(judged(job(spec, wave(2)), later)).toEqual([]);
  expect(judged(job(spec, HOOK, 'Deployment', 'apps/v1'), later)).toEqual([]);
  expect(judged(job(spec, {}, 'CronJob'), later)).toEqual([]);
});

test('what is applied in an earlier phase as well is there', () => {
  const spec = { serviceAccountName: 'x' };
  const both = { 'argocd.argoproj.io/hook': 'PreSync,PostSync' };
  expect(judged(job(spec), object('ServiceAccount', 'x', { annotations: both }))).toEqual([]);
  expect(judged(job(spec, { 'argocd.argoproj.io/hook': 'PostSync' }), object('ServiceAccount', 'x'))).toEqual([]);
  expect(judged(job({ serviceAccountName: 'default' }), object('ServiceAccount', 'default'))).toEqual([]);
});
