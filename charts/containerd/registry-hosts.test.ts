import { Chart, Testing } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { PlatformImages } from '../images/platform-images';
import type { Registry } from './registry-host';
import { REGISTRY_HOSTS_IMAGE, RegistryHosts } from './registry-hosts';
import { render } from './registry-hosts.fixture';

const harbor: Registry = { scheme: 'http', host: '10.0.24.28', port: 30002 };
const secured: Registry = {
  scheme: 'https',
  host: 'registry.example.com',
  ca: { configMap: 'internal-ca', key: 'bundle.pem' },
  headers: { Authorization: { secret: 'robot', key: 'header' } },
};
const hub: Registry = {
  host: 'docker.io',
  mirrors: [{ scheme: 'http', host: '10.0.24.28', port: 30002, project: 'dockerhub-proxy' }],
};

const pod = (registries: readonly Registry[], props = {}) =>
  render(registries, props).daemonSet.spec.template as Required<k8s.PodTemplateSpec>;

test('the manifests', () => {
  const { documents, configMap } = render([harbor, secured, hub]);
  // The scripts are files with tests of their own.
  const data = { ...configMap.data, 'registry-hosts.sh': '…', 'containerd-config.awk': '…' };
  expect(
    documents.map((document) => (document.kind === 'ConfigMap' ? { ...document, data } : document)),
  ).toMatchSnapshot();
});

test('the pod has no more rights than it needs: an admission policy for the restricted level refuses only hostPath and root', () => {
  const { spec } = pod([harbor]);
  const [container] = spec.containers;
  expect(container.securityContext).toEqual({
    runAsUser: 0,
    runAsGroup: 0,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(spec).toMatchObject({ automountServiceAccountToken: false, tolerations: [{ operator: 'Exists' }] });
  expect(spec).not.toHaveProperty('hostNetwork');
  expect(spec).not.toHaveProperty('hostPID');
  expect(spec.volumes?.filter(({ hostPath }) => hostPath)).toHaveLength(1);
  expect(container.volumeMounts?.filter(({ name, readOnly }) => name === 'node' && !readOnly)).toEqual([
    { name: 'node', mountPath: '/node/certs.d', subPath: 'certs.d' },
  ]);
});

test('its namespace allows a hostPath volume, which no level but privileged does', () => {
  expect(render([harbor]).namespace.metadata?.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'privileged',
  });
});

test.each([
  ['a registry', [harbor, hub]],
  ['a capability', [{ ...harbor, capabilities: ['pull', 'resolve', 'push'] } as Registry]],
  ['nothing left', []],
])('a changed ConfigMap rolls the pods: %s', (_, registries) => {
  const checksum = (declared: readonly Registry[]) => pod(declared).metadata.annotations?.['checksum/config'];
  expect(checksum([harbor])).toBe(checksum([{ ...harbor }]));
  expect(checksum(registries)).not.toBe(checksum([harbor]));
});

test('the order in which registries are declared changes nothing', () => {
  expect(render([hub, harbor, secured]).documents).toEqual(render([secured, harbor, hub]).documents);
});

test('names are given, so that moving the construct in the tree renames nothing', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'another-chart', { disableResourceNameHashes: false });
  new RegistryHosts(chart, 'another-id', { registries: [harbor] });
  expect(chart.toJson()).toEqual(render([harbor]).documents);
});

test('a missing Secret or CA holds up its own registry, and no pod: every projection but its own ConfigMap is optional', () => {
  const { volumes } = pod([harbor, secured]).spec;
  const sources = volumes?.find(({ name }) => name === 'source')?.projected?.sources ?? [];
  expect(
    sources.map((source) => [(source.configMap ?? source.secret)?.name, (source.configMap ?? source.secret)?.optional]),
  ).toEqual([
    ['registry-hosts', undefined],
    ['internal-ca', true],
    ['robot', true],
  ]);
});

test('no value of a Secret is rendered: it names them, for the list of what has to exist', () => {
  const { construct, documents } = render([harbor, secured]);
  expect(construct.secrets).toEqual([{ secret: 'robot', key: 'header' }]);
  expect(documents.map(({ kind }) => kind)).toEqual(['Namespace', 'ConfigMap', 'DaemonSet']);
});

test('it knows the registries that the nodes can reach', () => {
  const { construct } = render([harbor, hub]);
  expect(construct.hosts).toEqual(['10.0.24.28:30002', 'docker.io']);
  expect(construct.covers('10.0.24.28:30002')).toBe(true);
  expect(construct.covers('10.0.24.28')).toBe(false);
  expect(construct.covers('10.0.24.29:30002')).toBe(false);
});

describe('the image', () => {
  test('is pinned by digest, and recorded', () => {
    const { construct } = render([harbor]);
    expect(pod([harbor]).spec.containers[0].image).toBe(REGISTRY_HOSTS_IMAGE);
    expect(REGISTRY_HOSTS_IMAGE).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(PlatformImages.of(construct).uses).toMatchObject([
      { image: { name: 'docker.io/library/busybox:1.37.0' }, through: 'spec.template.spec.containers[0].image' },
    ]);
  });

  test('can be another, e.g. from the registry itself', () => {
    const image = '10.0.24.28:30002/library/busybox:1.37.0';
    expect(pod([harbor], { image }).spec.containers[0].image).toBe(image);
  });
});

test('everything that is wrong is reported at once, with the construct that it is in', () => {
  const wrong = { namespace: 'No', name: '-', interval: 1, configDirectory: 'etc/../containerd' };
  expect(() =>
    render(
      [
        { ...harbor, port: 0 },
        { ...harbor, host: '' },
      ],
      wrong,
    ),
  ).toThrow(
    [
      'containerd/registry-hosts: registries[0].port: 0 is not a TCP port; allowed are 1 to 65535.',
      'containerd/registry-hosts: registries[1].host: "" is not a host; write a DNS name or an IP address.',
      'containerd/registry-hosts: namespace: "No" is not the name of a namespace.',
      'containerd/registry-hosts: name: "-" is not a name: a-z, 0-9 and -, at most 63.',
      'containerd/registry-hosts: interval: 1 is not a number of seconds; allowed are 5 to 3600.',
      'containerd/registry-hosts: configDirectory: "etc/../containerd" is not an absolute path, e.g. /etc/containerd.',
    ].join('\n'),
  );
});
