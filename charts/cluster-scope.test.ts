import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Application, AppProject, GroundworkApp, NodePorts, RequiredSecrets } from '.';
import { clusterFile } from './cluster-files';
import { ClusterScope } from './cluster-scope';
import { noteUnimported, unimportedChartWarnings } from './helm/unimported-charts';
import { deployedKinds } from './workload';

const claim = (service: string) => ({ service, port: 30080, owner: service });

describe('facts belong to the closest cluster above a construct', () => {
  test('to that of the whole app where nothing else is said, whatever asks first', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    const deep = new Construct(new Construct(app, 'a'), 'b');
    RequiredSecrets.of(deep).declare({ namespace: 'x', name: 'y', keys: [], usedBy: 'z' });
    expect(RequiredSecrets.of(app).all.map(({ name }) => name)).toEqual(['y']);
    expect(ClusterScope.of(deep)).toBe(ClusterScope.of(app));
  });

  test('two clusters in one tree may have the same NodePort, each its own folder and its own repository', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    const [prod, lab] = ['prod', 'lab'].map((name) => {
      const owner = app.folder(name);
      new ClusterScope(owner);
      NodePorts.of(new Construct(owner, 'service')).claim(claim(name));
      return owner;
    }) as [Construct, Construct];
    expect(NodePorts.of(prod).claims.map(({ service }) => service)).toEqual(['prod']);
    expect(NodePorts.of(lab).claims.map(({ service }) => service)).toEqual(['lab']);
    expect(NodePorts.of(app).claims).toEqual([]);
    expect(app.node.findAll().flatMap(({ node }) => node.validate())).toEqual([]);
    expect(clusterFile(new Construct(lab, 'x'), 'infra/x').node.path).toBe('lab/infra/x');
    const repository = { url: 'https://git.example.com/platform.git', path: 'rendered' };
    expect(ClusterScope.of(lab).folderIn(repository)).toBe('rendered/lab');
    expect(ClusterScope.of(app).folderIn(repository)).toBe('rendered');
    ClusterScope.of(lab).repository = repository;
    expect(app.repository).toBeUndefined();
  });

  test('what is made in the files of a cluster belongs to it: names, waves, kinds and charts', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    const [prod, lab] = ['prod', 'lab'].map((name) => app.folder(name)) as [Construct, Construct];
    for (const owner of [prod, lab]) new ClusterScope(owner);
    const web = (owner: Construct, more: { root?: boolean; dependsOn?: Application[] } = {}) =>
      new Application(clusterFile(owner, more.root ? 'root' : 'apps/web'), 'application', {
        name: more.root ? 'root' : 'web',
        project: 'default',
        source: { repoURL: 'https://git.example.com/shop.git', path: 'web' },
        destination: { namespace: 'shop' },
        syncPolicy: { automated: {} },
        ...more,
      });
    web(lab, { dependsOn: [web(prod), web(prod, { root: true })] });
    new ApiObject(clusterFile(prod, 'infra/widgets'), 'crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: { group: 'example.com', scope: 'Cluster', names: { kind: 'Widget' } },
    });
    const widget = (owner: Construct) => {
      const file = clusterFile(owner, 'infra/one');
      new ApiObject(file, 'one', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'one' } });
      return deployedKinds(file, 'shop').unknown.map(({ path }) => path);
    };
    expect([widget(prod), widget(lab), widget(app)]).toEqual([[], ['lab/infra/one/one'], ['infra/one/one']]);
    noteUnimported(lab, { name: 'harbor', version: '9.9.9' });
    expect([prod, lab].map((owner) => unimportedChartWarnings(owner).length)).toEqual([0, 1]);
    const errors = app.node.findAll().flatMap(({ node }) => node.validate());
    expect(errors).toEqual(
      ['prod/apps/web', 'prod/root'].map(
        (path) =>
          `[lab/apps/web/application] depends on [${path}/application], which is in another app or cluster: waves order only ` +
          'what one root Application brings; remove it from dependsOn',
      ),
    );
  });

  test('a cluster does not take the place of another, which would forget its facts', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    expect(() => new ClusterScope(app)).toThrow('[the app] is a cluster already');
  });

  test('and within one, the second is refused', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    NodePorts.of(app).claim(claim('a'));
    NodePorts.of(new Construct(app, 'b')).claim(claim('b'));
    expect(app.node.validate().join()).toContain('NodePort 30080 is claimed by a (a) and by b (b)');
  });
});

test('an Application and its project need no GroundworkApp: a stock app of cdk8s will do', () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-stock-'));
  const app = new App({ outdir });
  const chart = new Chart(app, 'apps');
  const project = new AppProject(chart, 'project', { name: 'shop' });
  const cache = new Application(chart, 'cache', {
    name: 'cache',
    project,
    source: { repoURL: 'https://git.example.com/shop.git', path: 'cache' },
    destination: { namespace: 'shop' },
    syncPolicy: { automated: {} },
  });
  new Application(chart, 'web', {
    name: 'web',
    project,
    source: { repoURL: 'https://git.example.com/shop.git', path: 'web' },
    destination: { namespace: 'shop' },
    syncPolicy: { automated: {} },
    dependsOn: [cache],
  });
  const documents = Testing.synth(chart);
  expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'AppProject shop',
    'Application cache',
    'Application web',
  ]);
  expect(documents[0].spec.destinations).toEqual([{ server: 'https://kubernetes.default.svc', namespace: 'shop' }]);
  expect(documents[2].metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('1');
  // Its own synth, too, which asks every construct for its errors.
  app.synth();
  expect(fs.readdirSync(outdir)).toEqual(['apps.k8s.yaml']);
  fs.rmSync(outdir, { recursive: true });
});
