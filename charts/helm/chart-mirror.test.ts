import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import type { ChartMirror } from './chart-mirror';
import { upgradeWarningsOf } from './upgrade-warnings';

function rendered(charts?: ChartMirror) {
  const app = new GroundworkApp();
  platform(app, charts === undefined ? {} : { mirror: { charts } });
  return app;
}

function repositories(charts?: ChartMirror) {
  const { files } = rendered(charts).plan();
  // biome-ignore lint/suspicious/noExplicitAny: whatever the file holds
  const document = (file: string): any => files.find(({ path }) => path === file)?.documents[0];
  const of = (name: string) => document(`infra/${name}.yaml`).spec.sources[0].repoURL;
  const project = document('projects/platform.yaml').spec.sourceRepos;
  return { cilium: of('cilium'), argocd: of('argocd'), harbor: of('harbor'), project };
}

test('the charts come from their public repositories, as long as nobody says otherwise', () => {
  expect(repositories()).toMatchObject({
    cilium: 'https://helm.cilium.io',
    argocd: 'https://argoproj.github.io/argo-helm',
    harbor: 'https://helm.goharbor.io',
  });
  expect(repositories({})).toEqual(repositories());
});

test('a prefix is followed by host and path of the public repository, and the project permits what comes of it', () => {
  expect(repositories('https://mirror.example.com/charts/')).toEqual({
    cilium: 'https://mirror.example.com/charts/helm.cilium.io',
    argocd: 'https://mirror.example.com/charts/argoproj.github.io/argo-helm',
    harbor: 'https://mirror.example.com/charts/helm.goharbor.io',
    project: [
      'https://github.com/orgname/platform.git',
      'https://mirror.example.com/charts/argoproj.github.io/argo-helm',
      'https://mirror.example.com/charts/helm.cilium.io',
      'https://mirror.example.com/charts/helm.goharbor.io',
    ],
  });
});

test('a registry is named as Argo CD takes it: with oci:// it would not ask for the chart', () => {
  expect(repositories('oci://harbor.example.com/charts')).toMatchObject({
    cilium: 'harbor.example.com/charts/helm.cilium.io',
    harbor: 'harbor.example.com/charts/helm.goharbor.io',
  });
  const one = { 'https://helm.cilium.io': 'oci://harbor.example.com/cilium' } as const;
  expect(repositories(one)).toMatchObject({ cilium: 'harbor.example.com/cilium', harbor: 'https://helm.goharbor.io' });
});

test('one of them can be elsewhere by itself', () => {
  expect(repositories({ 'https://helm.cilium.io': 'https://charts.example.com/cilium' })).toMatchObject({
    cilium: 'https://charts.example.com/cilium',
    harbor: 'https://helm.goharbor.io',
  });
});

test.each([
  [
    { 'https://helm.example.com': 'https://x' } as ChartMirror,
    "mirror.charts['https://helm.example.com']: the platform takes no chart from there",
  ],
  [{ 'https://helm.cilium.io': '' }, "mirror.charts['https://helm.cilium.io'] is empty"],
  ['', 'mirror.charts is empty'],
  ['https://me:secret@mirror.example.com', 'mirror.charts'],
])('%j is refused', (charts, message) => {
  expect(() => rendered(charts).plan()).toThrow(message);
});

test('a password in the URL is not shown', () => {
  expect(() => rendered('https://me:hunter2@mirror.example.com').plan()).toThrow(/^(?!.*hunter2)/s);
});

test('an upgrade from a mirror is warned of like any other', () => {
  const url = 'https://mirror.example.com/cilium';
  const file = (targetRevision: string) => {
    const document = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'cilium' },
      spec: { source: { repoURL: url, chart: 'cilium', targetRevision } },
    };
    return { path: 'infra/cilium.yaml', text: JSON.stringify(document), documents: [document] };
  };
  const warnings = (mirrored?: (repository: string) => string) =>
    upgradeWarningsOf([file('1.19.6')], () => file('1.16.5').text, mirrored);
  expect(warnings()).toEqual([]);
  expect(warnings((repository) => (repository === 'https://helm.cilium.io' ? url : repository))).toHaveLength(1);
});
