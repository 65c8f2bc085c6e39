import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Application, AppProject, GroundworkApp, NodePorts, RequiredSecrets } from '.';
import { clusterFile } from './cluster-files';
import { ClusterScope } from './cluster-scope';

const claim = (service: string) => ({ service, port: 30080, owner: service });

describe('facts belong to the closest cluster above a construct', () => {
  test('to that of the whole app where nothing else is said, whatever asks first', () => {
    const app = new GroundworkApp({ outdir: 'unused' });
    const deep = new Construct(new Construct(app, 'a'), 'b');
    RequiredSecrets.of(deep).declare({ namespace: 'x', name: 'y', keys: [], usedBy: 'z' });
    expect(RequiredSecrets.of(app).all.map(({ name }) => name)).toEqual(['y']);
    expect(ClusterScope.of(deep)).toBe(ClusterScope.of(app));
  });

  test('two clusters in one tree may have the same NodePort, each its own folder and its own repository', () => {
    const app = new GroundworkApp({ outdir: 'unused' });
    const [prod, lab] = ['prod', 'lab'].map((name) => {
      const owner = new Construct(app, name);
      new ClusterScope(owner, name);
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

  test('and within one, the second is refused', () => {
    const app = new GroundworkApp({ outdir: 'unused' });
    NodePorts.of(app).claim(claim('a'));
    NodePorts.of(new Construct(app, 'b')).claim(claim('b'));
    expect(app.node.validate().join()).toContain('NodePort 30080 is claimed by a (a) and by b (b)');
  });
});

test('an Application and its project need no GroundworkApp: a stock app of cdk8s will do', () => {
  const chart = new Chart(new App({ outdir: 'unused' }), 'apps');
  const project = new AppProject(chart, 'project', { name: 'shop' });
  const cache = new Application(chart, 'cache', {
    name: 'cache',
    project,
    source: { repoURL: 'https://git.example.com/shop.git', path: 'cache' },
    destination: { namespace: 'shop' },
  });
  new Application(chart, 'web', {
    name: 'web',
    project,
    source: { repoURL: 'https://git.example.com/shop.git', path: 'web' },
    destination: { namespace: 'shop' },
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
});
