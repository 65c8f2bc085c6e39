import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import { judgeApp } from '../../synth/judge';
import { findStale } from '../../synth/stale/stale';
import { synthesize } from '../../synth/synthesize';
import { RIGHT as FACTS } from '../../test/seed-platform';
import { Application, Cluster, type ClusterProps, GroundworkApp, NodePorts, on, Platform, PlatformImages } from '..';

const { cluster: facts, ...PROPS } = FACTS;
const GIT = { repoURL: 'https://git.example.com/shop.git', path: 'deploy', targetRevision: 'main' };
const AUTOMATED = { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] } as const;

let home: string;
const before = process.cwd();
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-clusters-'));
  process.chdir(home);
});
afterEach(() => {
  process.chdir(before);
  fs.rmSync(home, { recursive: true });
});

function own(app: GroundworkApp, name: string, change: Partial<ClusterProps> = {}): Cluster {
  const cluster = new Cluster(app, name, { ...facts, ...change });
  new Platform(cluster, 'platform', PROPS);
  return cluster;
}

/** Two clusters, each with the whole platform, and one Application on both. */
function two(change: (app: GroundworkApp, clusters: readonly [Cluster, Cluster]) => void = () => {}): GroundworkApp {
  const app = new GroundworkApp();
  const clusters = [own(app, 'lab'), own(app, 'prod', { kubernetesVersion: '1.33' })] as const;
  const both = on(...clusters);
  const project = both.project('shop');
  both.application(
    'shop',
    { project, source: GIT, destination: { namespace: 'shop' }, syncPolicy: AUTOMATED },
    { prod: { source: { targetRevision: 'v1.4.2' } } },
  );
  change(app, clusters);
  return app;
}

const text = (app: GroundworkApp, file: string) => app.plan().files.find((one) => one.path === file)?.text ?? '';

describe('clusters with an Argo CD each', () => {
  test('the same platform in both: no id, port or name collides, and nothing is refused', () => {
    const app = two();
    const plan = app.plan();
    const inside = (name: string) =>
      plan.files
        .filter(({ path: file }) => file.startsWith(`${name}/`))
        .map((file) => file.path.slice(name.length + 1));
    expect(inside('lab')).toEqual(inside('prod'));
    expect(inside('lab')).toEqual(expect.arrayContaining(['apps-of-apps.yaml', 'infra/harbor.yaml', 'apps/shop.yaml']));
    expect(plan.files.every(({ path: file }) => /^(lab|prod)\//.test(file))).toBe(true);
    expect(judgeApp(plan, app).findings).toEqual([]);
  });

  test('each root reads its own folder, and so do its values and workloads', () => {
    const app = two();
    expect(parse(text(app, 'prod/apps-of-apps.yaml').split('---').pop() as string).spec.source.path).toBe('dist/prod');
    expect(text(app, 'prod/infra/harbor.yaml')).toContain('$values/dist/prod/values/harbor.yaml');
    expect(text(app, 'lab/infra/registry-hosts.yaml')).toContain('path: dist/lab/workloads/registry-hosts');
    expect(text(app, 'lab/infra/apps.yaml')).toContain('path: dist/lab/apps');
  });

  test('what differs on one cluster is there, and what was said once is on both', () => {
    const app = two();
    const source = (cluster: string) => parse(text(app, `${cluster}/apps/shop.yaml`)).spec.source;
    expect(source('lab')).toEqual(GIT);
    expect(source('prod')).toEqual({ ...GIT, targetRevision: 'v1.4.2' });
  });

  test('a port that two parts of one cluster claim is refused there, and the other cluster is free', () => {
    const app = two((_, [lab]) => NodePorts.of(lab).claim({ service: 'x', port: 30002, owner: 'x' }));
    expect(() => app.plan()).toThrow(/\[lab\] NodePort 30002 is claimed by Harbor/);
    expect(() => app.plan()).not.toThrow(/\[prod\] NodePort/);
  });

  test('a mistake in one is found in its folder, for its version of Kubernetes', () => {
    const app = two((_, [, prod]) => {
      new Application(prod.file('apps/bad'), 'application', {
        name: 'bad',
        project: 'nobody',
        source: GIT,
        syncPolicy: AUTOMATED,
      });
    });
    const { findings } = judgeApp(app.plan(), app);
    expect(findings.map(({ rule, file }) => [rule, file])).toContainEqual([
      'application-project-missing',
      'dist/prod/apps/bad.yaml',
    ]);
    expect(findings.filter(({ file }) => file.startsWith('dist/lab/'))).toEqual([]);
  });

  test('PLATFORM.md has a section each, with the file to apply', () => {
    const app = two();
    const { markdown, text: shown } = app.describe(app.plan());
    expect(markdown.match(/^## .*$/gm)).toEqual(['## Cluster lab', '## Cluster prod']);
    expect(markdown).toContain('`kubectl apply -f dist/prod/apps-of-apps.yaml`');
    expect(markdown.match(/^### Ports open on every node$/gm)).toHaveLength(2);
    expect(markdown.match(/^#### `harbor\/.*$/gm)?.length).toBeGreaterThan(1);
    expect(shown).toContain('Cluster prod');
  });

  test('each has an image lock of its own, which begins with the digests of images.lock.yaml', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    fs.writeFileSync('images.lock.yaml', `images:\n  x: { repository: docker.io/library/x, tag: '1@${digest}' }\n`);
    fs.writeFileSync('images.prod.lock.yaml', 'images: {}\n');
    const app = new GroundworkApp();
    const [lab, prod] = ['lab', 'prod'].map((name) => new Cluster(app, name, facts)) as [Cluster, Cluster];
    expect([lab, prod].map((one) => PlatformImages.of(one).lockFile)).toEqual([
      'images.lab.lock.yaml',
      'images.prod.lock.yaml',
    ]);
    const use = (cluster: Cluster) =>
      PlatformImages.of(cluster).use('x:1', { construct: cluster, through: 'x' }).digest;
    expect([lab, prod].map(use)).toEqual([digest, undefined]);
  });

  test('what is removed is counted by cluster: all of a small one is not lost in the many of a large one', () => {
    const render = (labs: number, prods: number, allowRemoval = false) => {
      const app = new GroundworkApp();
      for (const [name, count] of [
        ['lab', labs],
        ['prod', prods],
      ] as const) {
        if (count === 0) continue;
        const cluster = new Cluster(app, name, facts);
        for (let n = 0; n < count; n++)
          new Application(cluster.file(`apps/a${n}`), 'application', {
            name: `a${n}`,
            project: 'default',
            source: GIT,
          });
      }
      synthesize(app, { quiet: true, allowRemoval });
    };
    render(4, 40);
    expect(() => render(1, 40)).toThrow(
      'would remove 3 of 4 Applications of dist/lab (argocd/a1, argocd/a2, argocd/a3)',
    );
    expect(() => render(0, 40)).toThrow('would remove 4 of 4 Applications of dist/lab');
    render(3, 40);
    render(3, 35);
    expect(fs.existsSync('dist/prod/apps/a34.yaml')).toBe(true);
    render(0, 35, true);
    expect(fs.existsSync('dist/lab')).toBe(false);
  });

  test('what was written is what is rendered, until somebody edits a file of one', () => {
    const app = two();
    synthesize(app, { quiet: true });
    expect(findStale(app, app.plan()).found).toEqual([]);
    fs.appendFileSync('dist/prod/apps/shop.yaml', '# more\n');
    expect(findStale(app, app.plan()).found.map(({ file }) => file)).toEqual(['dist/prod/apps/shop.yaml']);
  });

  test('a file beside the clusters is refused, because no Argo CD would read it', () => {
    const app = two((one) => {
      new Application(one.file('apps/stray'), 'application', { name: 'stray', project: 'default', source: GIT });
    });
    expect(() => app.plan()).toThrow(
      '[apps/stray] renders apps/stray.yaml, which belongs to no cluster, and the app has clusters with a folder each (lab, prod)',
    );
  });
});

describe('one Argo CD for many clusters', () => {
  const credentials = {
    secretStore: { name: 'vault' },
    bearerToken: { key: 'clusters/edge' },
    caData: 'Q0E=',
  } as const;
  /** A hub, and a cluster that it deploys to. */
  function hub(change: Partial<NonNullable<ClusterProps['argocd']>> = {}, inCluster = false) {
    const app = new GroundworkApp();
    const place = inCluster ? own(app, 'hub') : app;
    if (!inCluster) new Platform(app, 'platform', FACTS);
    const edge = new Cluster(app, 'edge', {
      nodes: [{ name: 'e1', address: '10.9.0.1' }],
      argocd: { in: place, server: 'https://10.9.0.1:6443', credentials, ...change },
    });
    const project = on(edge).project('shop');
    on(edge).application('shop', {
      project,
      source: GIT,
      destination: { namespace: 'shop' },
      syncPolicy: AUTOMATED,
    });
    return { app, edge, project };
  }

  test.each([false, true])(
    'its Secret, its Applications and their project are in the hub (a Cluster: %s)',
    (inCluster) => {
      const { app } = hub({}, inCluster);
      const at = inCluster ? 'hub/' : '';
      expect(parse(text(app, `${at}apps/edge/shop.yaml`))).toMatchObject({
        metadata: { name: 'shop-edge' },
        spec: { destination: { name: 'edge', namespace: 'shop' } },
      });
      expect(parse(text(app, `${at}projects/shop.yaml`)).spec.destinations).toEqual([
        { name: 'edge', namespace: 'shop' },
      ]);
      const secret = parse(text(app, `${at}apps/edge/cluster.yaml`));
      expect(secret).toMatchObject({ kind: 'ExternalSecret', metadata: { name: 'cluster-edge', namespace: 'argocd' } });
      const { template } = secret.spec.target;
      expect(template.metadata.labels).toEqual({ 'argocd.argoproj.io/secret-type': 'cluster' });
      expect(template.data).toMatchObject({ name: 'edge', server: 'https://10.9.0.1:6443' });
      // What the operator makes of it, for a token that has to be quoted.
      const config = template.data.config.replace('{{ .bearerToken | toJson }}', JSON.stringify('a"b'));
      expect(JSON.parse(config)).toEqual({ bearerToken: 'a"b', tlsClientConfig: { insecure: false, caData: 'Q0E=' } });
      expect(text(app, `${at}infra/apps-edge.yaml`)).toContain(`path: dist/${at}apps/edge`);
      expect(judgeApp(app.plan(), app).findings).toEqual([]);
      const { markdown } = app.describe(app.plan());
      expect(markdown).toContain(
        '| edge | https://10.9.0.1:6443 | argocd/cluster-edge | External Secrets Operator, from ClusterSecretStore vault | e1 (10.9.0.1) |',
      );
    },
  );

  test('without credentials, its Secret is among those that must exist, with the commands that make it', () => {
    const { app } = hub({ credentials: undefined, labels: { stage: 'prod' }, shard: 2 });
    const { markdown } = app.describe(app.plan());
    expect(markdown).toContain('### `argocd/cluster-edge`');
    expect(markdown).toContain(
      "kubectl -n argocd create secret generic cluster-edge --from-literal=name='edge' --from-literal=server='https://10.9.0.1:6443' " +
        "--from-literal=shard='2' --from-file=config=FILE",
    );
    expect(markdown).toContain('label secret cluster-edge stage=prod argocd.argoproj.io/secret-type=cluster');
    expect(text(app, 'apps/edge/cluster.yaml')).toBe('');
  });

  test('a cluster of each kind: one declaration, and a name that is unique in each Argo CD', () => {
    const app = new GroundworkApp();
    const prod = own(app, 'prod');
    const edges = ['edge-1', 'edge-2'].map(
      (name, at) =>
        new Cluster(app, name, {
          nodes: [{ name, address: `10.9.0.${at}` }],
          argocd: { in: prod, server: `https://10.9.0.${at}`, credentials },
        }),
    ) as [Cluster, Cluster];
    const all = on(prod, ...edges);
    const project = all.project('shop');
    const made = all.application('shop', {
      project,
      source: GIT,
      destination: { namespace: 'shop' },
      syncPolicy: AUTOMATED,
    });
    expect(made.all.map(({ name }) => name)).toEqual(['shop', 'shop-edge-1', 'shop-edge-2']);
    expect(project.all).toHaveLength(1);
    expect(parse(text(app, 'prod/projects/shop.yaml')).spec.destinations).toEqual([
      { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      { name: 'edge-1', namespace: 'shop' },
      { name: 'edge-2', namespace: 'shop' },
    ]);
    expect(judgeApp(app.plan(), app).findings).toEqual([]);
  });

  test('a platform in it is refused, and so is what would be rendered where no Argo CD reads', () => {
    const { edge } = hub();
    expect(() => new Platform(edge, 'platform', PROPS)).toThrow('[edge/platform] is a Platform in the cluster edge');
    const again = hub();
    new Application(again.app.file('edge/apps/x'), 'x', { name: 'x', project: 'default', source: GIT });
    expect(() => again.app.plan()).toThrow('[edge/apps/x] is made in the cluster edge');
  });
});

describe('what cannot be', () => {
  const error = (make: (app: GroundworkApp) => unknown) => {
    try {
      make(new GroundworkApp());
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return '(nothing was refused)';
  };
  const elsewhere = (app: GroundworkApp, server?: string) =>
    new Cluster(app, 'edge', { nodes: facts.nodes, argocd: { in: app, server } });

  test.each<[string, (app: GroundworkApp) => unknown, string]>([
    [
      'a name of a folder',
      (app) => new Cluster(app, 'infra', facts),
      'a folder in every cluster is called so; give it another name, such as "infra-cluster"',
    ],
    ['what Argo CD calls its own', (app) => new Cluster(app, 'in-cluster', facts), 'Argo CD calls the one so'],
    ['no folder', (app) => new Cluster(app, 'Prod 1', facts), 'the name of a cluster is "Prod 1": allowed are'],
    ['the same twice', (app) => [new Cluster(app, 'a', facts), new Cluster(app, 'a', facts)], '[a] is made'],
    ['no URL', (app) => elsewhere(app), 'argocd.server is missing'],
    ['no URL of an API', (app) => elsewhere(app, 'https://user:pw@x'), 'expected the URL of an API'],
    [
      'a cluster twice',
      (app) => {
        const one = new Cluster(app, 'a', facts);
        return on(one, one);
      },
      'names the cluster a twice',
    ],
    ['no facts at all', (app) => new Platform(app, 'platform', PROPS), '[platform] has no cluster: give it'],
    [
      'the facts twice',
      (app) => new Platform(new Cluster(app, 'a', facts), 'p', FACTS),
      '[a/p] has cluster, and is in the cluster a',
    ],
  ])('%s', (_, make, message) => {
    expect(error(make)).toContain(message);
  });
});

test('the StorageClass of the cluster is that of volumes that name none', () => {
  const app = new GroundworkApp();
  const { storageClass: _, ...storage } = PROPS.harbor.storage;
  new Platform(new Cluster(app, 'a', { ...facts, storageClass: 'ceph' }), 'p', {
    ...PROPS,
    harbor: { ...PROPS.harbor, storage },
  });
  expect(text(app, 'a/values/harbor.yaml')).toContain('storageClass: ceph');
  const none = new GroundworkApp();
  expect(() => new Platform(none, 'p', { ...FACTS, harbor: { ...PROPS.harbor, storage } })).toThrow(
    "storage.storageClass is missing: give it, such as 'longhorn', or give the cluster storageClass",
  );
});
