import { App, Chart, Size, Testing } from 'cdk8s';
import { HarborSetup, type HarborSetupProps } from './harbor-setup';
import { HARBOR_SETUP_IMAGE } from './image';
import { HARBOR_UPSTREAMS, type HarborProxyCache } from './proxy-cache';
import { HARBOR_GATE, HARBOR_PULL } from './robot-permissions';

// biome-ignore lint/suspicious/noExplicitAny: rendered manifests
type Manifest = any;

const PROPS: HarborSetupProps = {
  adminPassword: { name: 'harbor-secrets', key: 'HARBOR_ADMIN_PASSWORD' },
  projects: [{ name: 'bootcamp', public: true, preventVulnerable: 'high', quota: Size.gibibytes(20) }],
  proxyCaches: [
    {
      name: 'dockerhub',
      upstream: {
        ...HARBOR_UPSTREAMS['docker.io'],
        credential: { username: { name: 'hub', key: 'username' }, password: { name: 'hub', key: 'password' } },
      },
    },
  ],
  robots: [
    { name: 'pull', project: 'bootcamp', permissions: HARBOR_PULL, secret: { name: 'robots', key: 'pull' } },
    { name: 'ci', projects: { '*': HARBOR_GATE }, secret: { name: 'robots', key: 'ci' } },
  ],
  garbageCollection: { schedule: '0 0 3 * * *' },
};

function render(props: Partial<HarborSetupProps> = {}): { configMap: Manifest; job: Manifest; setup: HarborSetup } {
  const chart = new Chart(new App(), 'harbor');
  const setup = new HarborSetup(chart, 'setup', { ...PROPS, ...props });
  const [configMap, job] = Testing.synth(chart);
  return { configMap, job, setup };
}

/** What synth says is wrong. */
function problemsOf(props: object): string[] {
  const chart = new Chart(new App(), 'harbor');
  new HarborSetup(chart, 'setup', { ...PROPS, ...props } as HarborSetupProps);
  return chart.node.findAll().flatMap((node) => node.node.validate());
}

test('the manifests are these', () => {
  const { configMap, job } = render();
  const { 'declaration.json': declaration, ...script } = configMap.data;
  expect(Object.keys(script)).toContain('main.py');
  expect(JSON.parse(declaration)).toMatchSnapshot('declaration');
  expect({ ...configMap, data: Object.keys(configMap.data), metadata: hashless(configMap.metadata) }).toMatchSnapshot(
    'ConfigMap',
  );
  const text = JSON.stringify(job).replaceAll(job.metadata.name, 'harbor-setup-HASH');
  expect(JSON.parse(text)).toMatchSnapshot('Job');
});

test('garbage collection has one to ten workers', () => {
  const refused = (workers: number) =>
    problemsOf({ robots: [], garbageCollection: { schedule: '0 0 3 * * *', workers } }).length > 0;
  expect([0, 1, 10, 11, 1.5].filter(refused)).toEqual([0, 11, 1.5]);
});

test('a password in a URL that is refused is not repeated', () => {
  const proxyCaches = [{ name: 'hub', upstream: { ...HARBOR_UPSTREAMS['docker.io'], url: 'https://bot:hunter2@hub' } }];
  expect(problemsOf({ url: 'http://admin:hunter2@harbor', proxyCaches, robots: [] })).toEqual([
    expect.stringMatching(/upstream\.url "https:\/\/…@hub" is no URL/),
    expect.stringMatching(/^url "http:\/\/…@harbor" is no URL/),
  ]);
});

describe('a Harbor without Trivy', () => {
  const declared = (props: Partial<HarborSetupProps>) =>
    JSON.parse(render({ projects: [{ name: 'bootcamp' }], trivy: false, ...props }).configMap.data['declaration.json']);

  test('is not asked to scan what is pushed, unless another scanner was registered', () => {
    const autoScan = (props: Partial<HarborSetupProps>) =>
      declared(props).projects.map(({ metadata }: Manifest) => metadata.auto_scan);
    expect(autoScan({})).toEqual(['false', 'false']);
    expect(autoScan({ otherScanner: true })).toEqual(['true', 'true']);
    expect(autoScan({ trivy: true })).toEqual(['true', 'true']);
  });

  test.each([
    [{ scanAll: { schedule: '0 0 2 * * *' } }, /^scanAll is to run at "0 0 2 \* \* \*", but .* answers 412/],
    [
      { projects: [{ name: 'x', preventVulnerable: 'high' }] },
      /^project x: preventVulnerable is high, but .*never scanned/,
    ],
    [{ projects: [{ name: 'x', autoScan: true }] }, /^project x: autoScan is true, but Harbor has no scanner/],
    [{ projects: [{ name: 'x', autoSbom: true }] }, /^project x: autoSbom is true, but Harbor has no scanner/],
  ] as const)('cannot have %j', (wanted, refused) => {
    const state = { projects: [], proxyCaches: [], robots: [], ...wanted };
    expect(problemsOf({ ...state, trivy: false })).toEqual([expect.stringMatching(refused)]);
    expect(problemsOf({ ...state, trivy: false, otherScanner: true })).toEqual([]);
    expect(problemsOf({ ...state, trivy: true })).toEqual([]);
  });

  test('and a switch that is off asks for nothing', () => {
    const state = { projects: [{ name: 'x', autoScan: false, autoSbom: false }], robots: [] };
    expect(problemsOf({ ...state, trivy: false })).toEqual([]);
  });
});

describe('a Job that Argo CD syncs', () => {
  test('has the same name as long as nothing changes, so it is not run again', () => {
    expect(render().job.metadata.name).toBe(render().job.metadata.name);
  });

  test.each<[string, Partial<HarborSetupProps>]>([
    ['the declared state', { scanAll: { schedule: '0 0 4 * * *' } }],
    ['the image', { image: 'registry.example.com/python:3.13' }],
    ['the pod', { deadlineMinutes: 30 }],
    ['the revision', { revision: '2' }],
  ])('has another name when %s changes: a Job’s template cannot be changed', (_, props) => {
    const { job, configMap } = render(props);
    expect(job.metadata.name).not.toBe(render().job.metadata.name);
    expect(configMap.metadata.name).toBe(job.metadata.name);
    expect(job.spec.template.spec.volumes[0].configMap.name).toBe(configMap.metadata.name);
  });

  test('is not deleted when it is done: Argo CD would make it again and again', () => {
    expect(render().job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  test('ends, and does not repeat what cannot succeed', () => {
    const { spec } = render().job;
    expect(spec.activeDeadlineSeconds).toBe(3600);
    expect(spec.podFailurePolicy.rules[0]).toEqual({
      action: 'FailJob',
      onExitCodes: { containerName: 'setup', operator: 'In', values: [2] },
    });
    // podFailurePolicy is allowed with this one only.
    expect(spec.template.spec.restartPolicy).toBe('Never');
  });

  test('meets the restricted pod security standard and sees no token', () => {
    const pod = render().job.spec.template.spec;
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('runs an image that is pinned by digest', () => {
    expect(render().job.spec.template.spec.containers[0].image).toBe(HARBOR_SETUP_IMAGE);
    expect(HARBOR_SETUP_IMAGE).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  test('sees of each Secret the declared keys only, where the declaration says they are', () => {
    const { job, configMap } = render();
    const { volumes, containers } = job.spec.template.spec;
    expect(
      volumes.slice(1).map(({ secret }: Manifest) => [secret.secretName, secret.items.map((i: Manifest) => i.path)]),
    ).toEqual([
      ['harbor-secrets', ['HARBOR_ADMIN_PASSWORD']],
      ['robots', ['pull', 'ci']],
      ['hub', ['username', 'password']],
    ]);
    const mounted = containers[0].volumeMounts.flatMap((mount: Manifest, index: number) =>
      index === 0 ? [] : volumes[index].secret.items.map(({ path }: Manifest) => `${mount.mountPath}/${path}`),
    );
    const named = [...configMap.data['declaration.json'].matchAll(/"\w+File": "([^"]+)"/g)].map(([, path]) => path);
    expect([...named].sort()).toEqual([...mounted].sort());
  });

  test('says which Secrets must exist, each once', () => {
    const required = render().setup.requiredSecrets;
    expect(required.map(({ namespace, name, keys }) => `${namespace}/${name}: ${keys.map(({ key }) => key)}`)).toEqual([
      'harbor/harbor-secrets: HARBOR_ADMIN_PASSWORD',
      'harbor/robots: pull,ci',
      'harbor/hub: username,password',
    ]);
    expect(required[1]).toMatchObject({
      keys: [{ length: { min: 8, max: 128 }, format: 'harbor-robot-secret' }, {}],
      usedBy: 'Job harbor/harbor-setup: robot robot$bootcamp+pull, Job harbor/harbor-setup: robot robot$ci',
    });
  });
});

describe('what Harbor would refuse or silently read otherwise is an error at synth', () => {
  const hub = HARBOR_UPSTREAMS['docker.io'];
  const rule = { keep: 'latestPushedK', count: 3 };
  const many = Array.from({ length: 16 }, (_, index) => ({ keep: 'latestPushedK', count: index + 1 }));

  test.each<[string, object, string]>([
    [
      'a project name',
      { projects: [{ name: 'Boot_Camp-' }] },
      'project Boot_Camp-: name "Boot_Camp-" is no project name',
    ],
    [
      'a severity',
      { projects: [{ name: 'bootcamp', preventVulnerable: 'hihg' }] },
      'preventVulnerable "hihg" is no severity',
    ],
    [
      'severity none',
      { projects: [{ name: 'bootcamp', preventVulnerable: 'none' }] },
      'it would refuse every scanned image',
    ],
    [
      'prevention without a scan',
      { projects: [{ name: 'bootcamp', preventVulnerable: 'high', autoScan: false }] },
      'turn autoScan on',
    ],
    ['a quota while quotas are off', { quotaPerProject: false }, 'project bootcamp: quota without quotaPerProject'],
    [
      'an upstream that cannot be cached',
      { proxyCaches: [{ name: 'quay', upstream: { ...hub, type: 'quay' } }] },
      'Quay answers as docker-registry',
    ],
    [
      'an upstream without a URL',
      { proxyCaches: [{ name: 'x', upstream: { ...hub, url: 'hub.docker.com' } }] },
      'upstream.url "hub.docker.com" is no URL',
    ],
    ['a password in a URL', { proxyCaches: [{ name: 'x', upstream: { ...hub, url: 'https://a:b@c' } }] }, 'is no URL'],
    ['a project twice', { proxyCaches: [{ name: 'bootcamp', upstream: hub }] }, 'project bootcamp: is declared twice'],
    [
      'no rule',
      { projects: [{ name: 'bootcamp', retention: { schedule: '0 0 0 * * *', rules: [] } }] },
      'retention.rules is empty',
    ],
    [
      'too many rules',
      { projects: [{ name: 'bootcamp', retention: { schedule: '0 0 0 * * *', rules: many } }] },
      'Harbor takes at most 15',
    ],
    [
      'a rule twice',
      { projects: [{ name: 'bootcamp', retention: { schedule: '0 0 0 * * *', rules: [rule, rule] } }] },
      'says the same as rules[0]',
    ],
    [
      'five fields',
      { garbageCollection: { schedule: '0 3 * * *' } },
      'garbageCollection: schedule "0 3 * * *" has 5 fields',
    ],
    ['seconds', { scanAll: { schedule: '30 0 3 * * *' } }, 'Harbor takes only 0 there'],
    ['workers', { garbageCollection: { schedule: '0 0 3 * * *', workers: 11 } }, 'workers 11'],
    [
      'a robot without a secret',
      { robots: [{ name: 'a', project: 'bootcamp', permissions: HARBOR_PULL }] },
      'robot a: secret is missing',
    ],
    [
      'a robot of no project',
      { robots: [{ name: 'a', project: 'x', permissions: HARBOR_PULL, secret: { name: 's', key: 'k' } }] },
      'project "x" is not declared here; declared are bootcamp, dockerhub',
    ],
    [
      'a robot without permissions',
      { robots: [{ name: 'a', project: 'bootcamp', permissions: [], secret: { name: 's', key: 'k' } }] },
      'has no permission in "bootcamp"',
    ],
    [
      'an unknown permission',
      {
        robots: [{ name: 'a', project: 'bootcamp', permissions: ['repository:pul'], secret: { name: 's', key: 'k' } }],
      },
      'repository has no action "pul"',
    ],
    ['no administrator', { adminPassword: undefined }, 'adminPassword is missing'],
    ['a URL', { url: 'harbor' }, 'url "harbor" is no URL'],
  ])('%s', (_, props, message) => {
    expect(problemsOf(props).join('\n')).toContain(message);
  });

  test('all of it at once', () => {
    expect(problemsOf({ url: 'x', projects: [{ name: 'A' }, { name: 'B' }], robots: [] })).toHaveLength(3);
  });

  test('nothing in what is right', () => {
    expect(problemsOf({})).toEqual([]);
    for (const [name, upstream] of Object.entries(HARBOR_UPSTREAMS)) {
      expect(problemsOf({ proxyCaches: [{ name, upstream } satisfies HarborProxyCache] })).toEqual([]);
    }
  });
});

function hashless(metadata: Manifest): Manifest {
  return { ...metadata, name: metadata.name.replace(/[0-9a-f]{10}$/, 'HASH') };
}
