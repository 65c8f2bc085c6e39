import { ApiObject, type Chart } from 'cdk8s';
import { GroundworkApp } from './app';
import { AppProject } from './argocd/app-project';
import { Workload, type WorkloadProps } from './workload';

const widget = (chart: Chart, metadata: object = {}) =>
  new ApiObject(chart, 'widget', {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'one', ...metadata },
  });

/** The project of a workload in which some objects are made. */
function projectOf(build: (chart: Chart, app: GroundworkApp) => void, props: Partial<WorkloadProps> = {}) {
  const app = new GroundworkApp({ outdir: 'dist' });
  const project = new AppProject(app.file('projects/shop'), 'project', { name: 'shop' });
  const { chart } = new Workload(app, 'shop', {
    name: 'shop',
    namespace: 'shop',
    project,
    repository: { url: 'https://github.com/orgname/platform.git' },
    syncPolicy: {},
    ...props,
  });
  build(chart, app);
  return app
    .plan()
    .files.flatMap(({ documents }) => documents)
    .find(({ kind }) => kind === 'AppProject')?.spec as Record<string, unknown>;
}

const define = (app: GroundworkApp, scope: string) =>
  new ApiObject(app.file('infra/widgets'), 'crd', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: { group: 'example.com', scope, names: { kind: 'Widget' } },
  });
const WIDGET = { group: 'example.com', kind: 'Widget' };

describe('whether a custom kind is of the cluster is not guessed: the wrong list of the project would refuse it', () => {
  test('the CustomResourceDefinition of the app says so', () => {
    const build = (scope: string) =>
      projectOf((chart, app) => {
        define(app, scope);
        widget(chart);
      });
    expect(build('Cluster').clusterResourceWhitelist).toEqual([{ ...WIDGET, name: 'one' }]);
    expect(build('Namespaced')).toMatchObject({ namespaceResourceWhitelist: [WIDGET] });
    expect(build('Namespaced').clusterResourceWhitelist).toBeUndefined();
  });

  test('an object that names its namespace is in one', () => {
    expect(projectOf((chart) => widget(chart, { namespace: 'other' }))).toMatchObject({
      namespaceResourceWhitelist: [WIDGET],
      destinations: [{ namespace: 'other' }, { namespace: 'shop' }],
    });
  });

  test('otherwise the author has to say it', () => {
    expect(() => projectOf((chart) => widget(chart))).toThrow(
      '[workloads/shop/shop/widget] has the kind example.com/Widget and no metadata.namespace',
    );
    expect(projectOf((chart) => widget(chart), { deploys: { cluster: [WIDGET] } }).clusterResourceWhitelist).toEqual([
      WIDGET,
    ]);
    expect(
      projectOf((chart) => widget(chart), { deploys: { namespaced: [WIDGET] } }).namespaceResourceWhitelist,
    ).toEqual([WIDGET]);
  });
});

test('the items of a List are what is deployed, lists within it too', () => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader' } };
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'other' } };
  const spec = projectOf(
    (chart) =>
      new ApiObject(chart, 'list', {
        apiVersion: 'v1',
        kind: 'List',
        items: [role, { apiVersion: 'v1', kind: 'ConfigMapList', items: [config] }],
      }),
  );
  expect(spec).toMatchObject({
    clusterResourceWhitelist: [{ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' }],
    namespaceResourceWhitelist: [{ group: '', kind: 'ConfigMap' }],
    destinations: [{ namespace: 'other' }, { namespace: 'shop' }],
  });
});

test.each(['a/b', '..', 'Shop', '', 'a.b', 'a'.repeat(54)])(
  'the name %j is refused: it is a folder and a name',
  (name) => {
    expect(() => projectOf(() => {}, { name })).toThrow(`[shop] name is ${JSON.stringify(name)}`);
  },
);
