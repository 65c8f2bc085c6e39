import { k8s } from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { platform, RIGHT } from '../test/seed-platform';
import {
  type Application,
  CONTAINERD_CONFIG_DIRECTORY,
  GroundworkApp,
  HARBOR_UPSTREAMS,
  type Harbor,
  Nodes,
  type Registry,
  Workload,
  type WorkloadProps,
} from '.';

type Change = NonNullable<Parameters<typeof platform>[1]>;

/** What synth would refuse. */
function errorsOf(change: Change, more: (app: GroundworkApp, made: ReturnType<typeof platform>) => void = () => {}) {
  const app = new GroundworkApp({ outdir: 'dist' });
  more(app, platform(app, change));
  return app.node.findAll().flatMap(({ node }) => node.validate());
}

describe('a registry that the nodes reach through Harbor alone', () => {
  const dockerHub = { name: 'docker-hub', public: true, upstream: HARBOR_UPSTREAMS['docker.io'] };
  const elsewhere = { scheme: 'https', host: 'mirror.example.com' } as const;
  const errors = (registries: (harbor: Harbor) => readonly Registry[], change: Change = {}) =>
    errorsOf({
      ...change,
      harbor: { ...change.harbor, state: { proxyCaches: [dockerHub] } },
      registries: registries as never,
    });
  const only = (host: string) => (harbor: Harbor) => [
    { host, mirrors: [harbor.mirror(dockerHub)], fallback: 'none' as const },
  ];

  test('is refused where Harbor needs it to start', () => {
    expect(errors(only('docker.io'))).toEqual([expect.stringContaining('docker.io/goharbor/harbor-core:v2.15.1')]);
  });

  test('may be one that nothing of the ground comes from', () => {
    expect(errors(only('registry.k8s.io'))).toEqual([]);
  });

  test('is none if there is another way', () => {
    expect(errors((harbor) => [{ host: 'docker.io', mirrors: [harbor.mirror(dockerHub)] }])).toEqual([]);
    expect(
      errors((harbor) => [{ host: 'docker.io', mirrors: [harbor.mirror(dockerHub), elsewhere], fallback: 'none' }]),
    ).toEqual([]);
  });

  test('may be Docker Hub once the ground is taken from elsewhere, as the message says', () => {
    const from = (path: string) => ({ image: { repository: `mirror.example.com/${path}` } });
    const taken = {
      images: { registryHosts: 'mirror.example.com/busybox:1', harborSetup: 'mirror.example.com/python:3' },
      harbor: {
        values: {
          nginx: from('nginx'),
          portal: from('portal'),
          core: from('core'),
          jobservice: from('jobservice'),
          registry: { registry: from('registry'), controller: from('registryctl') },
          trivy: from('trivy'),
          database: { internal: from('db') },
          redis: { internal: from('redis') },
        },
      },
    };
    expect(errors(only('docker.io'), taken)).toEqual([]);
    const { images: _, ...withoutImages } = taken;
    expect(errors(only('docker.io'), withoutImages)).toEqual([
      expect.stringMatching(/without \S+busybox\S+ \(registry-hosts\); \S+ \(harbor-setup\): .*registryHosts, images/),
    ]);
  });
});

describe('an image by the name of another node than Harbor’s', () => {
  const [m1] = RIGHT.cluster.nodes;
  const cluster = { nodes: [m1, { name: 'm2', address: '10.0.24.29' }] } as const;
  const run = (image: string) => (app: GroundworkApp, made: ReturnType<typeof platform>) => {
    const props = { name: 'shop', namespace: 'shop', project: made.project, repository: RIGHT.repository };
    const { chart } = new Workload(app, 'shop', { ...props, dependsOn: made.registryReady });
    new k8s.KubePod(chart, 'pod', {
      metadata: { name: 'shop' },
      spec: { containers: [{ name: 'shop', image }] },
    });
  };

  test.each(['10.0.24.29:30002/x:1', 'm2:30002/x:1', 'cp-1:30002/x:1'])('%s is refused', (image) => {
    expect(errorsOf({ cluster }, run(image))).toEqual([
      expect.stringContaining(`pulls ${image}, an image of an HTTP registry that no node knows`),
    ]);
  });

  test.each(['10.0.24.28:30002/x:1', '10.0.24.29:30003/x:1', '10.0.24.29/x:1', 'docker.io/x:1', 'x:1'])(
    '%s is none',
    (image) => {
      expect(errorsOf({ cluster }, run(image))).toEqual([]);
    },
  );

  test('is right if the nodes have a hosts.toml for it', () => {
    const registries: Registry[] = [{ scheme: 'http', host: '10.0.24.29', port: 30002 }];
    expect(errorsOf({ cluster, registries: registries as never }, run('10.0.24.29:30002/x:1'))).toEqual([]);
  });
});

describe('a workload that pulls from Harbor', () => {
  type Made = ReturnType<typeof platform>;
  const errors = (dependsOn: (made: Made) => WorkloadProps['dependsOn'], image = '10.0.24.28:30002/bootcamp/x:1') =>
    errorsOf({}, (app, made) => {
      const { chart } = new Workload(app, 'shop', {
        name: 'shop',
        namespace: 'shop',
        project: made.project,
        repository: RIGHT.repository,
        dependsOn: dependsOn(made),
      });
      new k8s.KubePod(chart, 'pod', {
        metadata: { name: 'shop' },
        spec: { containers: [{ name: 'shop', image }] },
      });
    });
  const refused = [
    '[infra/shop/application] pulls from 10.0.24.28:30002 but does not wait for it: give it dependsOn: platform.registryReady',
  ];

  test.each<[string, (made: Made) => WorkloadProps['dependsOn']]>([
    ['nothing', () => undefined],
    ['the nodes’ configuration alone', ({ registryReady: [hosts] }) => [hosts as Application]],
    // In the same wave as harbor-setup, which has to be done before an image can be there.
    ['Harbor, but not its projects', ({ harbor }) => [harbor.application]],
  ])('and waits for %s is refused: its wave would be the one that brings its images, or before it', (_, dependsOn) => {
    expect(errors(dependsOn)).toEqual(refused);
  });

  test('and waits for all that a pull needs is right', () => {
    expect(errors(({ registryReady }) => registryReady)).toEqual([]);
    expect(errors(({ registryReady }) => registryReady.slice(-1))).toEqual([]);
  });

  test.each(['docker.io/x:1', '10.0.24.28:300021/x:1', '10.0.24.28:30002.example.com/x:1'])(
    'or rather from elsewhere, %s, need not wait',
    (image) => {
      expect(errors(() => undefined, image)).toEqual([]);
    },
  );
});

test('a distribution with a containerd of its own: its directory is what registry-hosts mounts, and what people are to look at', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, { cluster: { containerdConfigDirectory: CONTAINERD_CONFIG_DIRECTORY.k3s } });
  const { text = '' } =
    app.plan().files.find(({ path }) => path === 'workloads/registry-hosts/registry-hosts.yaml') ?? {};
  const daemonSet = parseAllDocuments(text)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'DaemonSet');
  expect(daemonSet.spec.template.spec.volumes).toContainEqual({
    name: 'node',
    hostPath: { path: '/var/lib/rancher/k3s/agent/etc/containerd', type: 'Directory' },
  });
  expect(daemonSet.spec.template.spec.containers[0].env).toContainEqual({
    name: 'NODE_CONFIG_DIR',
    value: '/var/lib/rancher/k3s/agent/etc/containerd',
  });
});

test.each([
  [undefined, '`containerd config dump | grep config_path`'],
  [CONTAINERD_CONFIG_DIRECTORY.rke2, '`grep config_path /var/lib/rancher/rke2/agent/etc/containerd/config.toml`'],
])('how a person sees whether containerd in %s reads certs.d', (containerdConfigDirectory, check) => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, { cluster: { containerdConfigDirectory } });
  const { requirements } = Nodes.of(app);
  expect(requirements.map((requirement) => requirement.check)).toContainEqual(expect.stringContaining(check));
});
