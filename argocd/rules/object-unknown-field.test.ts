import { application, documents, object } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

const RULE = 'object-unknown-field';

function judged(manifest: string, spec: object = {}) {
  return findings(RULE, { 'apps/website.yaml': application({ ...spec }), 'deploy/web.yaml': manifest });
}

const pod = (container: object, rest: object = {}) =>
  object('Pod', 'web', { spec: { containers: [{ name: 'web', image: 'web', ...container }], ...rest } });

test('a misspelt field is named, with the one that was meant and at its own line', () => {
  expect(judged(pod({ imagePulPolicy: 'Always' }))).toMatchObject([
    {
      severity: 'silent',
      file: 'deploy/web.yaml',
      line: 9,
      message:
        'unknown field "spec.containers[0].imagePulPolicy" of Pod: the API server drops it in the sync of website, ' +
        'which stays OutOfSync. Did you mean imagePullPolicy?',
      fix: 'Write imagePullPolicy.',
    },
  ]);
});

test('a field at a wrong place: where the kind has it', () => {
  const wrong = object('Deployment', 'web', { spec: { containers: [], replicas: 1 } }, 'apps/v1');
  expect(judged(wrong)).toMatchObject([
    {
      message: expect.stringContaining('Did you mean spec.template.spec.containers?'),
      fix: expect.stringContaining('Move it'),
    },
  ]);
});

test('a field of the same name that has nothing to do with it is no hint', () => {
  const volume = object('Pod', 'web', { spec: { volumes: [{ name: 'a', storageos: { pool: 'x' } }] } });
  const [{ message, fix } = { message: '', fix: '' }] = judged(volume);
  expect(message).not.toContain('Did you mean');
  expect(fix).toMatch(/^Remove it, or write one of \[/);
});

test('applied server-side, the field is no loss but a refusal', () => {
  const serverSide = { syncPolicy: { syncOptions: ['ServerSideApply=true'] } };
  expect(judged(pod({ foo: 1 }), serverSide)).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining('.spec.containers[0].foo: field not declared in schema') },
  ]);
  const own = object('Pod', 'web', {
    annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=false' },
    spec: { foo: 1 },
  });
  expect(judged(own, serverSide)).toMatchObject([{ severity: 'silent' }]);
});

test('what no Application applies is warned about', () => {
  expect(findings(RULE, { 'deploy/web.yaml': pod({ foo: 1 }) })).toMatchObject([{ severity: 'warn' }]);
});

test('the fields of metadata, and of all structures below, are known', () => {
  expect(
    judged('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, lables: {}, ownerReferences: [{uid: x, foo: 1}]}\n'),
  ).toMatchObject([
    { message: expect.stringContaining('"metadata.lables"') },
    { message: expect.stringContaining('"metadata.ownerReferences[0].foo"') },
  ]);
});

test('right objects, and places that take anything', () => {
  const right = documents(
    object('ConfigMap', 'a', { data: { anything: 'x' }, immutable: true }),
    object('Secret', 'a', { data: { anything: 'eA==' } }),
    object('ControllerRevision', 'a', { data: { any: [1] }, revision: 1 }, 'apps/v1'),
    object('Pod', 'web', {
      spec: { nodeSelector: { any: 'x' }, overhead: { 'example.com/any': 1 } },
      status: { phase: 'x' },
    }),
  );
  expect(judged(right)).toEqual([]);
});

test('a field that only another release has says so', () => {
  const claim = (kubeVersion: string) => {
    const tree = { 'apps/website.yaml': application(), 'deploy/web.yaml': pod({ restartPolicyRules: [] }) };
    return judge(tree, { only: RULE, kubeVersion }).findings;
  };
  expect(claim('1.34')).toEqual([]);
  expect(claim('1.33')).toMatchObject([
    {
      message: expect.stringContaining('of Pod of Kubernetes 1.33 (there is one since 1.34): '),
      fix: expect.stringContaining('--kube-version'),
    },
  ]);
});

test('of a release that is not at hand nothing is claimed', () => {
  const tree = { 'apps/website.yaml': application(), 'deploy/web.yaml': pod({ foo: 1 }) };
  expect(judge(tree, { only: RULE, kubeVersion: '1.99' })).toMatchObject({
    findings: [],
    unchecked: [
      { subject: 'Pod spec.containers[0].foo', reason: expect.stringContaining('the types of 1.99 are not at hand') },
    ],
  });
  expect(judge(tree, { only: RULE, kubeVersion: '1.28' }).findings).toHaveLength(1);
});

describe('custom resources', () => {
  const definition = (schema: object) =>
    object(
      'CustomResourceDefinition',
      'widgets.example.com',
      {
        spec: {
          group: 'example.com',
          scope: 'Namespaced',
          names: { kind: 'Widget', plural: 'widgets' },
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
        },
      },
      'apiextensions.k8s.io/v1',
    );
  const schema = (spec: object) => ({ type: 'object', properties: { spec: { type: 'object', ...spec } } });
  const widget = (spec: object) => object('Widget', 'w', { spec }, 'example.com/v1');
  const found = (spec: object, value: object) => judged(documents(definition(schema(spec)), widget(value)));

  test('the definition at hand says which fields there are', () => {
    const spec = {
      properties: { size: { type: 'integer' }, more: { type: 'object', additionalProperties: { type: 'string' } } },
    };
    expect(found(spec, { size: 1, more: { a: 'b' } })).toEqual([]);
    expect(found(spec, { siz: 1 })).toMatchObject([
      {
        message: expect.stringMatching(
          /^unknown field "spec\.siz" of Widget example\.com\/v1: .* Did you mean size\?$/,
        ),
      },
    ]);
  });

  test('fields that are kept, embedded objects and maps without a schema take anything', () => {
    expect(
      found({ 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } }, { b: 1 }),
    ).toEqual([]);
    expect(found({ additionalProperties: true }, { b: 1 })).toEqual([]);
    const embedded = { type: 'object', 'x-kubernetes-embedded-resource': true, properties: {} };
    expect(
      found({ properties: { pod: embedded } }, { pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } } }),
    ).toEqual([]);
  });

  test('two definitions that contradict each other say nothing, and none says nothing', () => {
    const both = documents(
      definition(schema({})),
      definition(schema({ properties: { a: { type: 'string' } } })),
      widget({ b: 1 }),
    );
    expect(judged(both)).toEqual([]);
    expect(judged(widget({ b: 1 }))).toEqual([]);
  });
});

test('the objects of Argo CD are for document-shape alone', () => {
  expect(findings(RULE, { 'apps/website.yaml': application({ foo: 1 }) })).toEqual([]);
});

test('a file of SOPS that no Application reads is decrypted before anything is applied', () => {
  const secret = object('Secret', 'a', { stringData: { a: 'ENC[AES256_GCM,data:x]' }, sops: { version: '3.9.0' } });
  expect(findings(RULE, { 'bootstrap/secret.sops.yaml': secret })).toEqual([]);
  // Argo CD itself decrypts nothing.
  const read = { 'apps/website.yaml': application(), 'deploy/secret.sops.yaml': secret };
  expect(findings(RULE, read)).toMatchObject([{ severity: 'silent', resource: { kind: 'Secret' } }]);
});

test('every element of a list is an object of its own', () => {
  const list = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { foo: 1 } }],
  });
  expect(judged(list)).toHaveLength(1);
});
