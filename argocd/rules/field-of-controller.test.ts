import { application, documents, object, settings } from '../analysis/manifests';
import { findings } from '../testing/rules';

const APPS = 'apps/v1';
const web = (replicas?: number, kind = 'Deployment') => object(kind, 'web', { spec: { replicas } }, APPS);
const hpa = (spec: object = {}) =>
  object(
    'HorizontalPodAutoscaler',
    'web',
    {
      spec: {
        minReplicas: 1,
        maxReplicas: 5,
        scaleTargetRef: { apiVersion: APPS, kind: 'Deployment', name: 'web' },
        ...spec,
      },
    },
    'autoscaling/v2',
  );
const scaled = (target: object) =>
  object('ScaledObject', 'web', { spec: { scaleTargetRef: target } }, 'keda.sh/v1alpha1');
const HEAL = { syncPolicy: { automated: { selfHeal: true } } };

function judged(manifests: string[], spec: object = HEAL, files: Record<string, string> = {}) {
  const all = { 'app.yaml': application({ ...spec }), 'deploy/all.yaml': documents(...manifests), ...files };
  return findings('field-of-controller', all).map(({ severity, message }) => `${severity} ${message}`);
}

test('what scales a Deployment and what heals it undo each other', () => {
  expect(judged([web(2), hpa()])).toEqual([expect.stringMatching(/^silent Horizontal.* selfHeal of .* puts 2 back/)]);
  expect(judged([web(2), scaled({ name: 'web' })])).toHaveLength(1);
  expect(judged([web(2, 'StatefulSet'), scaled({ name: 'web', kind: 'StatefulSet' })])).toHaveLength(1);
  expect(judged([web(2), hpa()], {})).toEqual([expect.stringMatching(/^warn .* OutOfSync/)]);
});

test.each<[string, string[]]>([
  ['no replicas in Git', [web(), hpa()]],
  ['switched off by zero', [web(0), hpa()]],
  ['nothing that scales', [web(2)]],
  ['another target', [web(2), hpa({ scaleTargetRef: { apiVersion: APPS, kind: 'Deployment', name: 'other' } })]],
  ['another kind', [web(2), scaled({ name: 'web', kind: 'StatefulSet' })]],
  ['one number only', [web(2), hpa({ minReplicas: 2, maxReplicas: 2 })]],
])('%s: nobody undoes anything', (_, manifests) => {
  expect(judged(manifests)).toEqual([]);
});

const IGNORE = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }];

test('ignoreDifferences alone hides the difference, and the next sync applies the field', () => {
  expect(judged([web(2), hpa()], { ...HEAL, ignoreDifferences: IGNORE })).toEqual([
    expect.stringMatching(/^warn .* each sync of another change applies replicas: 2 all the same/),
  ]);
});

test.each<[string, object[]]>([
  ['a pointer', IGNORE],
  ['an expression', [{ group: '*', kind: '*', jqPathExpressions: ['.spec.replicas'] }]],
  ['the controller', [{ group: 'apps', kind: 'Deployment', managedFieldsManagers: ['kube-controller-manager'] }]],
])('with RespectIgnoreDifferences=true and %s it is left alone', (_, ignoreDifferences) => {
  const syncPolicy = { automated: { selfHeal: true }, syncOptions: ['RespectIgnoreDifferences=true'] };
  expect(judged([web(2), hpa()], { syncPolicy, ignoreDifferences })).toEqual([]);
  const others = ignoreDifferences.map((one) => ({ ...one, name: 'other' }));
  expect(judged([web(2), hpa()], { syncPolicy, ignoreDifferences: others })).toHaveLength(1);
});

test('the object itself may ignore it, from Argo CD 3.6 on', () => {
  const annotations = { 'argocd.argoproj.io/ignore-differences': 'jsonPointers: [/spec/replicas]' };
  const own = object('Deployment', 'web', { annotations, spec: { replicas: 2 } }, APPS);
  const syncPolicy = { automated: { selfHeal: true }, syncOptions: ['RespectIgnoreDifferences=true'] };
  const all = { 'app.yaml': application({ syncPolicy }), 'deploy/all.yaml': documents(own, hpa()) };
  const of = (argocdVersion: string) => findings('field-of-controller', all, argocdVersion);
  expect(of('3.6.1')).toEqual([]);
  expect(of('3.5.7')).toHaveLength(1);
});

test('the settings of Argo CD may ignore it everywhere', () => {
  const cm = settings({
    'resource.customizations.ignoreDifferences.apps_Deployment': 'jsonPointers:\n- /spec/replicas\n',
  });
  const syncPolicy = { automated: { selfHeal: true }, syncOptions: ['RespectIgnoreDifferences=true'] };
  expect(judged([web(2), hpa()], { syncPolicy }, { 'cm.yaml': cm })).toEqual([]);
});

describe('cert-manager', () => {
  const INJECT = { 'cert-manager.io/inject-ca-from': 'web/ca' };
  const webhooks = (caBundle: string | undefined, annotations: object = INJECT) =>
    object(
      'ValidatingWebhookConfiguration',
      'web',
      { annotations, webhooks: [{ name: 'a' }, { name: 'b', clientConfig: { caBundle } }] },
      'admissionregistration.k8s.io/v1',
    );
  const definition = object(
    'CustomResourceDefinition',
    'webs.example.com',
    {
      annotations: { 'cert-manager.io/inject-apiserver-ca': 'true' },
      spec: { conversion: { strategy: 'Webhook', webhook: { clientConfig: { caBundle: 'Cg==' } } } },
    },
    'apiextensions.k8s.io/v1',
  );
  const service = object(
    'APIService',
    'v1.example.com',
    { annotations: { 'cert-manager.io/inject-ca-from-secret': 'web/ca' }, spec: { caBundle: 'Cg==' } },
    'apiregistration.k8s.io/v1',
  );

  test('writes its CA over that of a webhook, a definition and an APIService', () => {
    expect(judged([webhooks('Cg=='), definition, service])).toEqual([
      expect.stringMatching(
        /^silent cert-manager \(cert-manager.io\/inject-ca-from\) sets webhooks\[1\].* puts the value/,
      ),
      expect.stringContaining('sets spec.conversion.webhook.clientConfig.caBundle of CustomResourceDefinition'),
      expect.stringContaining('sets spec.caBundle of APIService'),
    ]);
  });

  test.each<[string, string]>([
    ['no bundle in Git', webhooks(undefined)],
    ['an empty one', webhooks('')],
    ['no annotation', webhooks('Cg==', {})],
    ['another annotation', webhooks('Cg==', { 'example.com/inject': 'a' })],
    [
      'another kind',
      object('ConfigMap', 'web', { annotations: INJECT, webhooks: [{ clientConfig: { caBundle: 'a' } }] }),
    ],
  ])('%s: nobody undoes anything', (_, manifest) => {
    expect(judged([manifest])).toEqual([]);
  });

  test('a pointer to the bundle with RespectIgnoreDifferences=true is the way out', () => {
    const syncPolicy = { automated: { selfHeal: true }, syncOptions: ['RespectIgnoreDifferences=true'] };
    const ignored = (pointer: string) => [
      { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration', jsonPointers: [pointer] },
    ];
    const spec = (pointer: string) => ({ syncPolicy, ignoreDifferences: ignored(pointer) });
    expect(judged([webhooks('Cg==')], spec('/webhooks/1/clientConfig/caBundle'))).toEqual([]);
    expect(judged([webhooks('Cg==')], spec('/webhooks'))).toEqual([]);
    expect(judged([webhooks('Cg==')], spec('/webhooks/0/clientConfig/caBundle'))).toHaveLength(1);
  });
});

test('a Rollout that takes the place of a Deployment scales it down, where it is told to', () => {
  const rollout = (scaleDown?: string) =>
    object(
      'Rollout',
      'web',
      { spec: { workloadRef: { apiVersion: APPS, kind: 'Deployment', name: 'web', scaleDown } } },
      'argoproj.io/v1alpha1',
    );
  for (const when of ['onsuccess', 'progressively'])
    expect(judged([web(2), rollout(when)])).toEqual([expect.stringMatching(/^silent Rollout web .* puts 2 back/)]);
  for (const when of [undefined, 'never']) expect(judged([web(2), rollout(when)])).toEqual([]);
});

test('the scaler may come from another Application', () => {
  const files = {
    'other.yaml': application(
      { source: { repoURL: 'https://git.example.com/platform.git', path: 'scale' } },
      { name: 'x' },
    ),
    'scale/hpa.yaml': hpa(),
  };
  expect(judged([web(2)], HEAL, files)).toHaveLength(1);
});

test('a Canary of Flagger scales its target to none', () => {
  const canary = object(
    'Canary',
    'web',
    { spec: { targetRef: { apiVersion: APPS, kind: 'Deployment', name: 'web' } } },
    'flagger.app/v1beta1',
  );
  expect(judged([web(2), canary])).toEqual([expect.stringMatching(/^silent Canary web .* puts 2 back each time/)]);
  expect(judged([web(), canary])).toEqual([]);
});

describe('images that the cluster replaces', () => {
  const run = (annotations: object, image = 'registry.example.com/web:1.2.3', kind = 'Deployment') => {
    const pod = {
      spec: {
        containers: [
          { name: 'side', image: 'side:1' },
          { name: 'web', image },
        ],
      },
    };
    const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template: pod } } } : { template: pod };
    return object(kind, 'web', { annotations, spec }, kind === 'CronJob' ? 'batch/v1' : APPS);
  };
  const trigger = (fieldPath: string, rest: object = {}) => ({
    'image.openshift.io/triggers': JSON.stringify([
      { from: { kind: 'ImageStreamTag', name: 'web:latest' }, fieldPath, ...rest },
    ]),
  });
  const BY_NAME = 'spec.template.spec.containers[?(@.name=="web")].image';

  test.each<[string, string]>([
    ['a trigger of OpenShift', run(trigger(BY_NAME))],
    ['with the other quotes', run(trigger(BY_NAME.replaceAll('"', "'")))],
    ['by its place', run(trigger('spec.template.spec.containers[1].image'))],
    ['with paused as a text', run(trigger(BY_NAME, { paused: 'false' }))],
    ['Keel', run({ 'keel.sh/policy': 'minor' })],
    ['Keel and a CronJob', run({ 'keel.sh/policy': 'all' }, 'web:v1.0.0', 'CronJob')],
  ])('%s', (_, manifest) => {
    expect(judged([manifest])).toEqual([
      expect.stringMatching(/containers\[1\]\.image of \w+ web, and selfHeal .* puts the value of Git back/),
    ]);
  });

  test.each<[string, string]>([
    ['paused', run(trigger(BY_NAME, { paused: true }))],
    ['another container', run(trigger(BY_NAME.replace('web', 'other')))],
    ['no JSON', run({ 'image.openshift.io/triggers': 'web' })],
    ['a policy that keeps the tag', run({ 'keel.sh/policy': 'force' })],
    ['a tag that is no version', run({ 'keel.sh/policy': 'all' }, 'web:latest')],
    ['a digest', run({ 'keel.sh/policy': 'all' }, `web:1.2.3@sha256:${'a'.repeat(64)}`)],
  ])('%s: nothing is replaced', (_, manifest) => {
    expect(judged([manifest])).toEqual([]);
  });
});
