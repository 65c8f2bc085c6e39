import { Testing } from 'cdk8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { GroundworkApp } from './app';
import { RegistryHosts } from './containerd';
import { HarborSetup, RobotPullSecret } from './harbor/setup';

/** In these fields cdk8s-plus wants an object of its own. */
const WRAPPED = ['cpu', 'memory', 'sizeLimit', 'maxUnavailable'];

interface Manifest {
  readonly kind: string;
}

/** The object as the class of cdk8s-plus renders it, which leaves out each field whose name it does not know. */
function renderedByClass(manifest: Manifest): unknown {
  const classes = k8s as unknown as Record<string, { manifest(props: unknown): unknown }>;
  const props = JSON.parse(JSON.stringify(manifest), (key, value) =>
    WRAPPED.includes(key) ? k8s.Quantity.fromString(value) : value,
  );
  return JSON.parse(JSON.stringify(classes[`Kube${manifest.kind}`].manifest(props)));
}

test('an object made without its class has the fields that the class would render', () => {
  // GIVEN every construct that makes Kubernetes objects
  const app = new GroundworkApp({ outdir: 'unused' });
  const chart = app.file('objects');
  new RegistryHosts(chart, 'hosts', {
    registries: [{ scheme: 'https', host: 'harbor.example.com', ca: { secret: 'ca', key: 'ca.crt' } }],
  });
  const robot = { name: 'ci', secret: { name: 'robot', key: 'secret' }, permissions: [] } as never;
  new HarborSetup(chart, 'setup', {
    adminPassword: { name: 'admin', key: 'password' },
    caCertificate: { name: 'ca', key: 'ca.crt' },
  });
  new RobotPullSecret(chart, 'pull', {
    robot,
    registry: '10.0.24.28:30002',
    namespace: 'team',
    source: { from: 'hand' },
    serviceAccounts: ['default'],
  });

  // WHEN
  const manifests: Manifest[] = Testing.synth(chart);

  // THEN
  expect(manifests.map(({ kind }) => kind).sort()).toEqual([
    'ConfigMap',
    'ConfigMap',
    'DaemonSet',
    'Job',
    'Namespace',
    'ServiceAccount',
  ]);
  for (const manifest of manifests) expect(renderedByClass(manifest)).toEqual(manifest);
});
