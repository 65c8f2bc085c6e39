import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { certManager } from '../../test/platforms/imports/cert-manager-v1.20.3';
import { RIGHT } from '../../test/seed-platform';
import {
  AppProject,
  type AppProjectProps,
  GroundworkApp,
  HelmApplication,
  type HelmApplicationProps,
  PlatformImages,
  Workload,
  type WorkloadProps,
} from '..';
import { importedChart } from './imported-chart';

/** As if the commands were run where the user's imports/ is. */
const HERE = process.cwd();
beforeAll(() => process.chdir(join(__dirname, '..', '..', 'test', 'platforms')));
afterAll(() => process.chdir(HERE));

type Values = NonNullable<typeof certManager.typeOfValues> extends (values: infer V) => unknown ? V & object : never;
type Change = Partial<HelmApplicationProps<Values>>;
const PLAIN = { repoURL: 'https://charts.example.com', name: 'web', version: '1.0.0' };

function appWith(change: Change = {}, project: Partial<AppProjectProps> = {}) {
  const app = new GroundworkApp({ outdir: 'dist' });
  const made = new HelmApplication<Values>(app, 'cert-manager', {
    chart: certManager,
    namespace: 'cert-manager',
    project: new AppProject(app.file('projects/addons'), 'project', { name: 'addons', ...project }),
    repository: RIGHT.repository,
    ...change,
  });
  return { app, made };
}
const specOf = (app: GroundworkApp, file: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: whatever the file holds
  app.plan().files.find(({ path }) => path === file)?.documents[0]?.spec as any;

test('its project permits what the import has learnt: kinds, CRDs by name, the other namespace that leader election needs', () => {
  const { app } = appWith();
  const { clusterResourceWhitelist, namespaceResourceWhitelist, destinations, sourceRepos } = specOf(
    app,
    'projects/addons.yaml',
  );
  expect(clusterResourceWhitelist).toContainEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' });
  expect(clusterResourceWhitelist).toContainEqual({
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    name: 'certificates.cert-manager.io',
  });
  expect(namespaceResourceWhitelist).toContainEqual({ group: 'monitoring.coreos.com', kind: 'ServiceMonitor' });
  expect(destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual([
    'cert-manager',
    'kube-system',
  ]);
  expect(sourceRepos).toContain('https://charts.jetstack.io');
});

test('CRDs are applied by the server, and values are a file of their own, or in the Application', () => {
  const { app } = appWith({ values: { crds: { enabled: true } } });
  const spec = specOf(app, 'infra/cert-manager.yaml');
  expect(spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true', 'ServerSideApply=true']);
  expect(spec.sources[0]).toMatchObject({ chart: 'cert-manager', targetRevision: 'v1.20.3' });
  expect(app.plan().files.map(({ path }) => path)).toContain('values/cert-manager.yaml');
  const inline = appWith({ repository: undefined, values: { crds: { enabled: true } } }).app;
  expect(specOf(inline, 'infra/cert-manager.yaml').source.helm.valuesObject).toEqual({ crds: { enabled: true } });
});

test('a key that the chart does not have is refused, with what was meant; uncheckedValues take it', () => {
  const values = { crdz: { enabled: true } } as never;
  expect(() => appWith({ values }).app.plan()).toThrow(/values: cert-manager v1\.20\.3: crdz: unknown key.*crds/);
  const { app } = appWith({ uncheckedValues: { brandNew: 1 } });
  expect(app.plan().files.find(({ path }) => path === 'values/cert-manager.yaml')?.text).toContain('brandNew: 1');
});

test('its images are in the list, as far as the values let them be rendered', () => {
  const names = (change: Change) =>
    PlatformImages.of(appWith(change).app).uses.map(({ image }) => image.name.replace(/.*cert-manager-/, ''));
  expect(names({})).toEqual(['cainjector:v1.20.3', 'controller:v1.20.3', 'startupapicheck:v1.20.3', 'webhook:v1.20.3']);
  expect(names({ values: { cainjector: { enabled: false } } })).not.toContain('cainjector:v1.20.3');
});

test('a chart that nobody has imported is told of, and not passed: its project would refuse kinds in the middle of a sync', () => {
  const chart = PLAIN;
  const { app } = appWith({ chart });
  expect(() => app.plan()).toThrow(
    /nothing is known of what web 1\.0\.0 deploys.*groundwork import --chart web.*give this deploys/,
  );
  for (const [change, project] of [
    [{ deploys: { namespaced: [] } }, {}],
    [{}, { clusterResourceWhitelist: [] }],
  ] as const)
    expect(() => appWith({ chart, ...change }, project).app.plan()).not.toThrow();
});

test('what the import wrote and is not there any more is named', () => {
  expect(() => appWith({ chart: importedChart('imports/gone-1.0.0.json') })).toThrow(
    'imports/gone-1.0.0.json: not there, and the chart beside it needs it: groundwork import writes both',
  );
});

describe('what needs the kinds of a chart', () => {
  function issuerOf(props: (part: HelmApplication<Values>) => Partial<WorkloadProps>) {
    const { app, made } = appWith({ values: { crds: { enabled: true } } });
    const project = new AppProject(app.file('projects/issuers'), 'project', { name: 'issuers' });
    const { chart, ready } = new Workload(app, 'issuers', {
      name: 'issuers',
      namespace: 'cert-manager',
      project,
      repository: RIGHT.repository,
      deploys: { cluster: [{ group: 'cert-manager.io', kind: 'ClusterIssuer' }] },
      ...props(made),
    });
    new ApiObject(chart, 'own', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'own' } });
    return { app, ready };
  }

  test('is refused until it waits for the chart, and the error says how', () => {
    expect(() => issuerOf(() => ({})).app.plan()).toThrow(
      '[workloads/issuers/issuers/own] is a ClusterIssuer, and its kind comes with the chart of [cert-manager], which [infra/issuers/application] ' +
        'does not wait for: give it the `ready` of [cert-manager] in dependsOn',
    );
  });

  test('comes a wave later with its `ready`, directly or behind another', () => {
    const { app, ready } = issuerOf(({ ready: first }) => ({ dependsOn: first }));
    expect(ready).toHaveLength(1);
    const wave = (name: string) =>
      app.plan().files.find(({ path }) => path === `infra/${name}.yaml`)?.documents[0]?.metadata.annotations?.[
        'argocd.argoproj.io/sync-wave'
      ];
    expect([wave('cert-manager'), wave('issuers')]).toEqual([undefined, '1']);
  });

  test('is not asked to wait for a kind that the app defines itself', () => {
    const { app } = issuerOf(() => ({}));
    new ApiObject(app.file('infra/definition'), 'definition', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'clusterissuers.cert-manager.io' },
      spec: { group: 'cert-manager.io', scope: 'Cluster', names: { kind: 'ClusterIssuer' } },
    });
    expect(() => app.plan()).not.toThrow(/does not wait for/);
  });
});
