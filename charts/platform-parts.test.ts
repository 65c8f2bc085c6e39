import { RIGHT } from '../test/seed-platform';
import { AppProject, GroundworkApp, Platform, type PlatformProps } from '.';

type Props = PlatformProps<'1.16.5', '10.1.1', '1.19.1'>;
const { repository, cluster, argocd, cilium, harbor } = RIGHT;
const { podNetwork: _, apiServer: __, ...bare } = cluster;

/** A platform on a distribution that brings its network, with nothing of its own but Argo CD. */
const SMALL: Props = { repository, cluster: bare, network: { broughtBy: 'k3s (flannel)' }, argocd };
const INSTALLED = { broughtBy: 'OpenShift GitOps', namespace: 'openshift-gitops' } as const;

function rendered(props: Props) {
  const app = new GroundworkApp({ outdir: 'dist' });
  const platform = new Platform(app, 'platform', props);
  const plan = app.plan();
  const text = (file: string) => plan.files.find(({ path }) => path === file)?.text ?? '';
  const files = plan.files.map(({ path }) => path);
  return { app, platform, plan, files, text, document: app.describe(plan).markdown };
}

test('no Harbor and a network that somebody else brings: Argo CD is all there is, and all that is asked for', () => {
  const { files, document, text, platform } = rendered(SMALL);
  expect(files).toEqual(['apps-of-apps.yaml', 'infra/argocd.yaml', 'projects/platform.yaml', 'values/argocd.yaml']);
  expect(text('projects/platform.yaml')).not.toMatch(/harbor|cilium|registry-hosts/);
  expect(document).toContain('| Network | k3s (flannel) | It is there |');
  expect(document).toContain('### `argocd/argocd-redis`');
  expect(document).not.toMatch(/harbor|cilium|containerd/i);
  expect(platform.registryReady).toEqual([]);
});

test('a part that is not there says so where it is asked for, with what gives it', () => {
  const { platform } = rendered(SMALL);
  expect(platform.parts.harbor).toBeUndefined();
  expect(() => platform.harbor).toThrow('[platform] has no harbor: give it harbor: { version: … }');
  expect(() => platform.network).toThrow('platform.parts.network');
  expect(() => platform.registryHosts).toThrow('give it harbor, or registries');
});

test('registries without Harbor: the nodes know them, and registryReady waits for that', () => {
  const registries = [{ host: 'docker.io', mirrors: [{ scheme: 'http', host: 'mirror.example.com' }] }] as const;
  const { files, platform, document } = rendered({ ...SMALL, registries });
  expect(files).toContain('workloads/registry-hosts/registry-hosts.yaml');
  expect(files.filter((file) => file.includes('harbor'))).toEqual([]);
  expect(platform.registryReady.map(({ name }) => name)).toEqual(['registry-hosts']);
  expect(document).toContain('certs.d/docker.io');
  expect(() => rendered({ ...SMALL, registries: () => registries })).toThrow(
    "[platform] registries is a function of the platform's Harbor, and there is none: give it a list",
  );
});

test('mirror.images: the nodes ask the copies of all public registries; what registries says of one counts instead', () => {
  const mirror = { images: 'harbor.corp.example/mirror', ca: { configMap: 'corp-ca', key: 'ca.crt' } };
  const registries = [{ host: 'quay.io', mirrors: [{ scheme: 'https', host: 'quay.corp.example' }] }] as const;
  const { text, document } = rendered({ ...SMALL, mirror, registries });
  const hosts = text('workloads/registry-hosts/registry-hosts.yaml');
  expect(hosts).toContain('https://harbor.corp.example/v2/mirror/docker.io');
  expect(hosts).toContain('https://quay.corp.example');
  expect(hosts).not.toContain('/v2/mirror/quay.io');
  expect(document).toContain('registry-hosts/corp-ca');
  const wrong = { images: 'https://harbor.corp.example/mirror' };
  expect(() => rendered({ ...SMALL, mirror: wrong })).toThrow(
    'mirror.images: https://harbor.corp.example/mirror: write',
  );
});

test('an Argo CD of somebody else, in its own namespace: everything for it stands there, and nothing of it is rendered', () => {
  const { app, plan, files, document } = rendered({ ...SMALL, argocd: INSTALLED, harbor });
  expect(files).not.toContain('infra/argocd.yaml');
  const objects = plan.files.flatMap(({ documents }) => documents);
  const namespaces = objects
    .filter(({ apiVersion }) => apiVersion.startsWith('argoproj.io/'))
    .map(({ metadata }) => metadata.namespace);
  expect(new Set(namespaces)).toEqual(new Set(['openshift-gitops']));
  expect(objects).toContainEqual(
    expect.objectContaining({
      kind: 'Application',
      metadata: expect.objectContaining({ name: 'apps-of-apps' }),
      spec: expect.objectContaining({ destination: expect.objectContaining({ namespace: 'openshift-gitops' }) }),
    }),
  );
  expect(document).not.toContain('argocd-redis');
  expect(document).toContain('| Argo CD | OpenShift GitOps |');
  // Without it waves do not wait, and the registry would not be there before its users.
  expect(document).toContain('kubectl -n openshift-gitops patch configmap argocd-cm --type merge');
  expect(document).toMatch(/health\.argoproj\.io_Application: \|\n {4}\S/);
  expect(new AppProject(app.file('projects/late'), 'project', { name: 'late' }).metadata.namespace).toBe(
    'openshift-gitops',
  );
});

test('what was made for another namespace before is named', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  new AppProject(app.file('projects/early'), 'project', { name: 'early' });
  expect(() => new Platform(app, 'platform', { ...SMALL, argocd: INSTALLED })).toThrow(
    /Argo CD is in the namespace openshift-gitops, but \[projects\/early\] was made before.*declare the Platform first/,
  );
});

test('who brings the network has to know more of the cluster', () => {
  const { network: ___, ...rest } = SMALL;
  expect(() => rendered({ ...rest, cilium })).toThrow(
    "give it cluster.podNetwork, such as '10.244.0.0/16' and cluster.apiServer, such as",
  );
});
