import { App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { parse } from 'yaml';
import { RIGHT } from '../test/seed-platform';
import { AppProject, ArgoCd, Cilium, GroundworkApp, Harbor, NodePorts, RegistryHosts, RequiredSecrets } from '.';

const { cilium, argocd, harbor, cluster, repository } = RIGHT;

/** A stock cdk8s app, as cdk8s' own template makes one. */
function stock() {
  const app = Testing.app({ yamlOutputType: YamlOutputType.FILE_PER_CHART });
  const chart = new Chart(app, 'ground');
  return { app, chart, project: new AppProject(chart, 'project', { name: 'platform' }) };
}
const objectsOf = (chart: Chart) =>
  chart.toJson() as { kind: string; metadata: { name: string }; spec: Record<string, unknown> }[];

test('each part stands alone in a stock cdk8s app: its Application is in the chart, and the values in the Application', () => {
  const { chart, project } = stock();
  new Cilium(chart, 'cilium', { ...cilium, cluster, project });
  new ArgoCd(chart, 'argocd', { ...argocd, project });
  const registry = new Harbor(chart, 'harbor', { ...harbor, project });
  new RegistryHosts(chart, 'hosts', { registries: registry.registryHost ? [registry.registryHost] : [] });
  const objects = objectsOf(chart);
  const applications = objects.filter(({ kind }) => kind === 'Application');
  expect(applications.map(({ metadata }) => metadata.name)).toEqual(['cilium', 'argocd', 'harbor']);
  expect(applications.map(({ spec }) => spec.source)).toMatchObject([
    { chart: 'cilium', helm: { releaseName: 'cilium', valuesObject: { tunnelProtocol: 'vxlan' } } },
    { chart: 'argo-cd', helm: { releaseName: 'argocd', valuesObject: { dex: { enabled: true } } } },
    { chart: 'harbor', helm: { releaseName: 'harbor', valuesObject: { externalURL: 'http://10.0.24.28:30002' } } },
  ]);
  expect(objects.find(({ kind }) => kind === 'AppProject')?.spec).toMatchObject({
    sourceRepos: ['https://argoproj.github.io/argo-helm', 'https://helm.cilium.io', 'https://helm.goharbor.io'],
  });
  expect(objects.map(({ kind }) => kind)).toContain('DaemonSet');
});

test('what they need is asked of the app itself, because a stock app writes no PLATFORM.md', () => {
  const { app, chart, project } = stock();
  new Harbor(chart, 'harbor', { ...harbor, project });
  expect(RequiredSecrets.of(app).all.map(({ name }) => name)).toEqual(['harbor-secrets', 'harbor-token-service']);
  expect(NodePorts.of(app).claims.map(({ port }) => port)).toEqual([30002]);
});

test('contradictions are refused there, too', () => {
  const app = new App({ outdir: Testing.app().outdir });
  const chart = new Chart(app, 'ground');
  const project = new AppProject(chart, 'project', { name: 'platform' });
  const { exposure } = harbor;
  new Harbor(chart, 'harbor', { ...harbor, exposure: { ...exposure, nodePort: 30080 } as never, project });
  new ArgoCd(chart, 'argocd', { ...argocd, project });
  expect(() => app.synth()).toThrow('NodePort 30080 is claimed by');
});

test('a file of values is refused in a stock app, with the two ways out', () => {
  const { chart, project } = stock();
  expect(() => new Harbor(chart, 'harbor', { ...harbor, project, repository })).toThrow(
    /\[ground\/harbor\/release\] is in a stock cdk8s app.*leave repository out.*new GroundworkApp/,
  );
});

test('without a repository, the values stand in the Application in a GroundworkApp, too', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const project = new AppProject(app.file('projects/platform'), 'project', { name: 'platform' });
  new Harbor(app, 'harbor', { ...harbor, project });
  const { files } = app.plan();
  expect(files.map(({ path }) => path)).toEqual(['infra/harbor.yaml', 'projects/platform.yaml']);
  const { spec } = parse(files[0]?.text ?? '');
  expect(spec.source.helm.valuesObject.expose.type).toBe('nodePort');
});
