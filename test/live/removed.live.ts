import { api, applications, cluster, describeLive, eventually, notSynced, wipe } from './live';
import { deployment, Repository, Tutorial } from './project';

/** An app of somebody, in a project that goes on permitting it when it is gone. */
function declared(url: string, whenRemoved: string): string {
  return `
new Application(app.file('apps/shop/shop-${whenRemoved}'), 'application', {
  name: 'shop-${whenRemoved}',
  project: shop,
  whenRemoved: '${whenRemoved}',
  source: { repoURL: '${url}', targetRevision: 'main', path: 'deploy' },
  destination: { namespace: 'shop-${whenRemoved}' },
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
});
`;
}

describeLive('an Application that leaves Git', () => {
  let tutorial: Tutorial;
  const both = ['shop-keep', 'shop-delete'];

  beforeAll(async () => {
    const { url } = new Repository('orgname/shop').write({ 'deploy/shop.yaml': deployment('shop') }).push('The shop');
    const project = `
const shop = new AppProject(app.file('projects/shop'), 'project', {
  name: 'shop',
  sourceRepos: ['${url}'],
  destinations: [{ server: IN_CLUSTER, namespace: 'shop-*' }],
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
});
`;
    tutorial = new Tutorial();
    const main = tutorial.platform.read('main.ts');
    const more = `${project}// keep\n${declared(url, 'keep')}// delete\n${declared(url, 'delete')}// end\n`;
    tutorial.platform.write({ 'main.ts': main.replace('\napp.synth();', `${more}\napp.synth();`) });
    tutorial.publish('A shop');
    if (cluster().own) await wipe();
    await tutorial.bootstrap();
    await eventually(() => notSynced([...both, 'apps-shop']), 900);
  });

  const deploymentOf = (name: string) => api().get('apps/v1', 'Deployment', name, 'shop');

  function remove(whenRemoved: string): void {
    const main = tutorial.platform.read('main.ts');
    tutorial.platform.write({
      'main.ts': main.replace(new RegExp(`// ${whenRemoved}\n[^]*?(?=// (delete|end)\n)`), ''),
    });
    tutorial.publish(`No shop-${whenRemoved} any more`);
  }

  test('leaves what it deployed running, as long as nobody says otherwise', async () => {
    remove('keep');
    await eventually(async () => ((await applications()).has('shop-keep') ? 'it is still there' : undefined));
    const { status } = await deploymentOf('shop-keep');
    expect(status.readyReplicas).toBe(1);
    expect((await deploymentOf('shop-keep')).metadata.deletionTimestamp).toBeUndefined();
  });

  test('takes what it deployed with it, where that is declared, and the folder that it leaves empty goes too', async () => {
    remove('delete');
    await eventually(async () => {
      const all = await applications();
      const there = ['shop-delete', 'apps-shop'].filter((name) => all.has(name));
      return there.length > 0 ? `${there.join(', ')} is still there` : undefined;
    });
    expect(await deploymentOf('shop-delete')).toBeUndefined();
    expect(await deploymentOf('shop-keep')).toBeDefined();
  });
});
