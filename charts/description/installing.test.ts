import { platform } from '../../test/seed-platform';
import { GroundworkApp, Platform } from '..';
import { describe as describePlatform } from './describe';
import { kubectlVersions } from './installing';
import { describeAsMarkdown } from './markdown';

/** The section of PLATFORM.md that brings the platform to a cluster. */
function section(change: Parameters<typeof platform>[1] = {}): string {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, change);
  return sectionOf(app);
}

function sectionOf(app: GroundworkApp): string {
  const text = describeAsMarkdown(describePlatform(app, app.plan()), 'main.ts');
  return /## Bring it to the cluster\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
}

const commandsOf = (text: string) => /```sh\n([\s\S]*?)```/.exec(text)?.[1]?.trim().split('\n') ?? [];

test('the commands name the charts in the versions of this platform, with the values that are in Git, in the order they need', () => {
  expect(commandsOf(section())).toEqual([
    'sh platform-secrets.sh',
    expect.stringMatching(
      /^helm install cilium cilium --repo https:\/\/helm\.cilium\.io --version [\d.]+ -n kube-system -f dist\/values\/cilium\.yaml$/,
    ),
    expect.stringMatching(
      /^helm install argocd argo-cd --repo https:\/\/argoproj\.github\.io\/argo-helm --version [\d.]+ -n argocd --create-namespace -f dist\/values\/argocd\.yaml$/,
    ),
    'kubectl apply -f dist/apps-of-apps.yaml',
  ]);
});

test('the charts come from the mirror, if there is one', () => {
  const [, cilium, argocd] = commandsOf(section({ mirror: { charts: 'https://charts.corp.example' } }));
  expect(cilium).toContain('--repo https://charts.corp.example/helm.cilium.io ');
  expect(argocd).toContain('--repo https://charts.corp.example/argoproj.github.io/argo-helm ');
});

test('what somebody else brings is not installed, and k3s need not be told anything', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  new Platform(app, 'platform', {
    repository: { url: 'https://github.com/orgname/platform.git' },
    cluster: { nodes: [{ name: 'm1', address: '10.0.24.28' }] },
    network: { broughtBy: 'k3s (flannel)' },
    argocd: { broughtBy: 'OpenShift GitOps', namespace: 'openshift-gitops' },
  });
  const text = sectionOf(app);
  expect(commandsOf(text).filter((line) => line.startsWith('helm'))).toEqual([]);
  expect(text).not.toContain('flannel-backend');
  expect(text).toContain('kubectl -n openshift-gitops get applications');
});

test('StorageClasses, kubectl, and what each distribution has to be told about the network are named', () => {
  const text = section();
  expect(text).toContain('There is a StorageClass `longhorn` | Application harbor |');
  expect(text).toContain('k3s with `--flannel-backend=none --disable-network-policy');
  expect(text).toContain('--cluster-cidr=10.244.0.0/16`');
});

test.each([
  ['1.34.2', 'kubectl 1.33, 1.34 or 1.35'],
  ['v1.33', 'kubectl 1.32, 1.33 or 1.34'],
  [undefined, 'kubectl, at most one minor version from the cluster’s'],
])('kubectl for %s', (kubernetes, words) => expect(kubectlVersions(kubernetes)).toBe(words));
