import { application, documents, object } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

const RULE = 'object-invalid';

function judged(...manifests: string[]) {
  return findings(RULE, { 'apps/website.yaml': application(), 'deploy/web.yaml': documents(...manifests) });
}

function messages(...manifests: string[]) {
  return judged(...manifests).map(({ message }) => message);
}

const selector = { matchLabels: { app: 'web' } };
const metadata = { labels: { app: 'web' } };
const pod = (container: object = {}, rest: object = {}) => ({
  containers: [{ name: 'web', image: 'web', ...container }],
  ...rest,
});
const deployment = (container: object = {}, rest: object = {}, spec: object = {}) =>
  object(
    'Deployment',
    'web',
    { spec: { selector, template: { metadata, spec: pod(container, rest) }, ...spec } },
    'apps/v1',
  );
const service = (...ports: object[]) => object('Service', 'web', { spec: { ports } });

describe('types, in the words of the decoder', () => {
  test.each([
    [
      'a word for a number',
      deployment({}, {}, { replicas: 'two' }),
      'spec.replicas is "two": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      'a number for a text',
      deployment({ env: [{ name: 'A', value: 5 }] }),
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    ],
    [
      'a part of a number',
      deployment({}, {}, { replicas: 1.5 }),
      'spec.replicas is 1.5: Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      'a list for a map',
      object('ConfigMap', 'a', { data: ['x'] }),
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string',
    ],
    [
      'an entry of a ConfigMap',
      object('ConfigMap', 'a', { data: { debug: true } }),
      'data.debug is true: ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal bool into Go struct field ConfigMap.data of type string',
    ],
    [
      'an amount',
      deployment({ resources: { limits: { memory: '1 GB' } } }),
      `spec.template.spec.containers[0].resources.limits.memory is "1 GB": Deployment in version "v1" cannot be handled as a Deployment: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ],
  ])('%s', (_, manifest, message) => {
    expect(judged(manifest)).toMatchObject([{ severity: 'refuse', message }]);
  });

  test('null, numbers as amounts, whole numbers with a point and both kinds of ports are right', () => {
    expect(
      messages(
        deployment(
          { env: null, resources: { limits: { cpu: 1, memory: 0.5 } }, ports: [{ containerPort: 80 }] },
          {},
          { replicas: 1.0 },
        ),
        service({ port: 80, targetPort: 'http' }),
        object('Service', 'api', { spec: { ports: [{ port: 80, targetPort: 8080 }] } }),
      ),
    ).toEqual([]);
  });

  test('a value that may be a secret is in no message and no line', () => {
    const secret = object('Secret', 'a', { data: { password: 'hunter2!' }, stringData: { pin: 4711 } });
    const found = judged(secret);
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toMatch(/hunter2|4711/);
    expect(found[0]?.message).toContain('illegal base64 data');
    expect(JSON.stringify(judged(deployment({ env: [{ name: 'A', value: 4711 }] })))).not.toContain('4711');
  });

  test('what another program is to replace is not judged', () => {
    const tree = {
      'apps/website.yaml': application(),
      'deploy/web.yaml': deployment({}, {}, { replicas: '${REPLICAS}' }),
    };
    expect(judge(tree, { only: RULE })).toMatchObject({
      findings: [],
      unchecked: [{ subject: 'spec.replicas of Deployment web' }],
    });
  });
});

describe('what is missing', () => {
  test.each([
    [
      'an image',
      deployment({ image: undefined }),
      'Deployment.apps "web" is invalid: spec.template.spec.containers[0].image: Required value',
    ],
    [
      'an empty name',
      deployment({ name: '' }),
      'Deployment.apps "web" is invalid: spec.template.spec.containers[0].name: Required value',
    ],
    [
      'no containers',
      object('Pod', 'web', { spec: { containers: [] } }),
      'Pod "web" is invalid: spec.containers: Required value',
    ],
    ['port 0', service({ port: 0 }), 'Service "web" is invalid: spec.ports[0].port: Required value'],
  ])('%s', (_, manifest, message) => {
    expect(messages(manifest)).toEqual([message]);
  });

  test('what the types call required and the API server takes', () => {
    const set = object('StatefulSet', 'web', { spec: { selector, template: { metadata, spec: pod() } } }, 'apps/v1');
    const policy = object('NetworkPolicy', 'web', { spec: { policyTypes: ['Ingress'] } }, 'networking.k8s.io/v1');
    expect(messages(set, policy)).toEqual([]);
  });

  test('what no Application applies may be a patch', () => {
    const patch = object(
      'Deployment',
      'web',
      { spec: { template: { spec: { containers: [{ name: 'web' }] } } } },
      'apps/v1',
    );
    expect(findings(RULE, { 'patch.yaml': patch })).toEqual([]);
    const wrong = object('Deployment', 'web', { spec: { replicas: 'two' } }, 'apps/v1');
    expect(findings(RULE, { 'patch.yaml': wrong })).toMatchObject([{ severity: 'warn' }]);
  });
});

test('words that a field does not take, with those that it does', () => {
  expect(judged(deployment({ imagePullPolicy: 'always' }))).toMatchObject([
    {
      message:
        'Deployment.apps "web" is invalid: spec.template.spec.containers[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"',
      fix: 'Write one of Always, IfNotPresent, Never.',
    },
  ]);
  expect(messages(deployment({ imagePullPolicy: '' }))).toEqual([]);
});

describe('what contradicts itself', () => {
  const volumes = [{ name: 'data', emptyDir: {} }];
  test.each([
    [
      'a volume that is not there',
      deployment({ volumeMounts: [{ name: 'dat', mountPath: '/a' }] }, { volumes }),
      'volumeMounts[0].name: Not found: "dat"',
    ],
    [
      'a mount path twice',
      deployment(
        {
          volumeMounts: [
            { name: 'data', mountPath: '/a' },
            { name: 'data', mountPath: '/a' },
          ],
        },
        { volumes },
      ),
      'must be unique',
    ],
    [
      'a container twice',
      deployment({}, { initContainers: [{ name: 'web', image: 'x' }] }),
      'initContainers[0].name: Duplicate value: "web"',
    ],
    [
      'more asked for than allowed',
      deployment({ resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } }),
      'requests.cpu: Invalid value: "2": must be less than or equal to cpu limit of 1500m',
    ],
    [
      'a port beyond all ports',
      deployment({ ports: [{ containerPort: 70000 }] }),
      'must be between 1 and 65535, inclusive',
    ],
    [
      'a long name of a port',
      deployment({ ports: [{ containerPort: 80, name: 'metrics-and-health' }] }),
      'must be no more than 15 characters',
    ],
    [
      'a probe without a handler',
      deployment({ livenessProbe: { periodSeconds: 5 } }),
      'livenessProbe: Required value: must specify a handler type',
    ],
    [
      'a probe with two',
      deployment({ livenessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 80 } } }),
      'Forbidden: may not specify more than 1 handler type',
    ],
    [
      'a port as a text',
      deployment({ livenessProbe: { tcpSocket: { port: '80' } } }),
      'must contain at least one letter (a-z)',
    ],
    [
      'a Deployment that ends',
      deployment({}, { restartPolicy: 'OnFailure' }),
      'Unsupported value: "OnFailure": supported values: "Always"',
    ],
    [
      'a Job that does not',
      object('Job', 'a', { spec: { template: { spec: pod() } } }, 'batch/v1'),
      'restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    ['ports without names', service({ port: 80, name: 'a' }, { port: 81 }), 'spec.ports[1].name: Required value'],
    [
      'one port twice',
      service({ port: 80, name: 'a' }, { port: 80, name: 'b' }),
      'Duplicate value: {"port":80,"protocol":"TCP"}',
    ],
    [
      'a node port of a ClusterIP',
      service({ port: 80, nodePort: 30080 }),
      "may not be used when `type` is 'ClusterIP'",
    ],
    ['a Service without ports', service(), 'spec.ports: Required value'],
    [
      'a path that is none',
      object(
        'Ingress',
        'a',
        {
          spec: {
            rules: [
              {
                http: {
                  paths: [{ path: 'a', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
                },
              },
            ],
          },
        },
        'networking.k8s.io/v1',
      ),
      'must be an absolute path',
    ],
    [
      'a budget of both kinds',
      object('PodDisruptionBudget', 'a', { spec: { minAvailable: 1, maxUnavailable: 1 } }, 'policy/v1'),
      'cannot be both set',
    ],
    [
      'more replicas than the most',
      object(
        'HorizontalPodAutoscaler',
        'a',
        { spec: { minReplicas: 3, maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: 'a' } } },
        'autoscaling/v2',
      ),
      'must be greater than or equal to `minReplicas`',
    ],
    [
      'a key in both',
      object('ConfigMap', 'a', { data: { a: 'b' }, binaryData: { a: 'eA==' } }),
      'duplicate of key present in data',
    ],
    [
      'a certificate without its key',
      object('Secret', 'a', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==' } }),
      'data[tls.key]: Required value',
    ],
    [
      'a claim of no size',
      object('PersistentVolumeClaim', 'a', { spec: { accessModes: ['ReadWriteOnce'] } }),
      'spec.resources[storage]: Required value',
    ],
    [
      'a role without groups',
      object('Role', 'a', { rules: [{ resources: ['pods'], verbs: ['get'] }] }, 'rbac.authorization.k8s.io/v1'),
      'resource rules must supply at least one api group',
    ],
  ])('%s', (_, manifest, message) => {
    expect(messages(manifest)).toEqual([expect.stringContaining(message)]);
  });

  test('the same, right', () => {
    const set = {
      selector,
      template: { metadata, spec: pod({ volumeMounts: [{ name: 'data', mountPath: '/a' }] }) },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    };
    expect(
      messages(
        object('StatefulSet', 'web', { spec: set }, 'apps/v1'),
        object('Job', 'a', { spec: { template: { spec: pod({}, { restartPolicy: 'Never' }) } } }, 'batch/v1'),
        service({ port: 53, name: 'a' }, { port: 53, name: 'b', protocol: 'UDP' }),
        object('Service', 'other', { spec: { type: 'ExternalName', externalName: 'example.com' } }),
        object('Service', 'headless', { spec: { clusterIP: 'None' } }),
        object('Secret', 'a', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a', 'tls.key': 'b' } }),
        object(
          'ClusterRole',
          'a',
          { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] },
          'rbac.authorization.k8s.io/v1',
        ),
      ),
    ).toEqual([]);
  });
});

describe('custom resources', () => {
  const properties = {
    size: { type: 'integer', minimum: 1, maximum: 9 },
    mode: { type: 'string', enum: ['fast', 'slow'] },
    name: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 4 },
    port: { 'x-kubernetes-int-or-string': true },
    empty: { type: 'string', nullable: true },
    made: { type: 'string', default: 'x' },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    address: { type: 'string', format: 'ipv4' },
    source: {
      type: 'object',
      properties: { git: { type: 'integer' }, oci: { type: 'string' } },
      oneOf: [{ required: ['git'] }, { required: ['oci'] }],
    },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', properties: { name: { type: 'string' } } },
    },
  };
  const definition = object(
    'CustomResourceDefinition',
    'widgets.example.com',
    {
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                required: ['spec'],
                properties: { spec: { type: 'object', required: ['size', 'made'], properties } },
              },
            },
          },
        ],
      },
    },
    'apiextensions.k8s.io/v1',
  );
  const found = (spec: unknown) => messages(definition, object('Widget', 'w', { spec }, 'example.com/v1'));

  test.each([
    [{ size: '1' }, 'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"'],
    [{ size: 0 }, 'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1'],
    [{ size: 10 }, 'spec.size: Invalid value: 10: spec.size in body should be less than or equal to 9'],
    [{}, 'spec.size: Required value'],
    [{ size: 1, mode: 'fest' }, 'spec.mode: Unsupported value: "fest": supported values: "fast", "slow"'],
    [{ size: 1, name: 'AB' }, `spec.name: Invalid value: "AB": spec.name in body should match '^[a-z]+$'`],
    [{ size: 1, name: 'abcde' }, 'spec.name: Too long: may not be more than 4 bytes'],
    [{ size: 1, name: 'a' }, 'spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long'],
    [
      { size: 1, port: true },
      'spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
    ],
    [{ size: null }, 'spec.size: Required value'],
    [
      { size: 1, tags: [null] },
      'spec.tags[0]: Invalid value: "null": spec.tags[0] in body must be of type string: "null"',
    ],
    [{ size: 1, tags: ['a', 'b', 'c'] }, 'spec.tags: Too many: 3: must have at most 2 items'],
    [
      { size: 1, address: 'localhost' },
      'spec.address: Invalid value: "localhost": spec.address in body must be of type ipv4: "localhost"',
    ],
    [
      { size: 1, source: { git: 1, oci: 'x' } },
      '<nil>: Invalid value: "": "spec.source" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
    [{ size: 1, ports: [{ name: 'a' }, { name: 'a' }] }, 'spec.ports[1]: Duplicate value: {"name":"a"}'],
  ])('%j', (spec, message) => {
    expect(found(spec)).toEqual([expect.stringContaining(`Widget.example.com "w" is invalid: ${message}`)]);
  });

  test('what another program is to replace is not judged, however deep below a refused value it is', () => {
    const spec = { size: 1, source: { git: '${REVISION}' } };
    expect(found(spec)).toEqual([]);
  });

  test('a status is dropped where it is set by itself, and judged where it is not', () => {
    const schema = {
      openAPIV3Schema: {
        type: 'object',
        properties: { status: { type: 'object', properties: { a: { type: 'integer' } } } },
      },
    };
    const of = (subresources?: object) =>
      messages(
        object(
          'CustomResourceDefinition',
          'gadgets.example.com',
          {
            spec: {
              group: 'example.com',
              scope: 'Namespaced',
              names: { kind: 'Gadget', plural: 'gadgets' },
              versions: [{ name: 'v1', served: true, storage: true, schema, subresources }],
            },
          },
          'apiextensions.k8s.io/v1',
        ),
        object('Gadget', 'g', { status: { a: 'x' } }, 'example.com/v1'),
      );
    expect(of({ status: {} })).toEqual([]);
    expect(of()).toEqual([expect.stringContaining('status.a in body must be of type integer')]);
  });

  test('right ones: null where it may be, defaults for what is required, both kinds of ports', () => {
    expect(found({ size: 1, empty: null, made: null, port: 'http', mode: null })).toEqual([]);
    expect(found({ size: 9, port: 80, mode: 'slow', name: 'abcd', tags: [] })).toEqual([]);
  });
});
