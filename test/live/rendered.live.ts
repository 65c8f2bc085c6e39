import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Order } from '../../argocd/order';
import { api, applications, cluster, describeLive, eventually, notSynced, wipe } from './live';
import { deployment, Tutorial } from './project';

const CHART: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'crds/baskets.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: baskets.shop.example.com }
spec:
  group: shop.example.com
  scope: Namespaced
  names: { kind: Basket, plural: baskets, singular: basket, listKind: BasketList }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`,
  'templates/basket.yaml': 'apiVersion: shop.example.com/v1\nkind: Basket\nmetadata: { name: first }\n',
  'templates/shop.yaml': deployment('shop'),
  'templates/migrate.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: { helm.sh/hook: 'pre-install,pre-upgrade' }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: main, image: 'example.com/shop:1' }]
`,
};

const DECLARED = `
new HelmApplication(app, 'shop', {
  chart: { repoURL: 'https://charts.example.com', name: 'shop', version: '1.0.0' },
  namespace: 'shop',
  repository,
  project: platform.project,
  rendered: true,
});
`;

describeLive('a chart that synth renders into Git', () => {
  let tutorial: Tutorial;

  beforeAll(async () => {
    tutorial = new Tutorial();
    const { platform } = tutorial;
    const chart = Object.entries(CHART).map(([file, text]) => [path.join('unpacked/shop', file), text]);
    platform.write(Object.fromEntries(chart));
    const helm = cluster().programs.helm as string;
    fs.mkdirSync(path.join(platform.folder, 'vendor/charts'), { recursive: true });
    execFileSync(helm, ['package', 'unpacked/shop', '-d', 'vendor/charts'], { cwd: platform.folder, stdio: 'pipe' });
    platform.edit('main.ts', 'import { Application,', 'import { HelmApplication, Application,');
    platform.edit('main.ts', '\napp.synth();', `${DECLARED}\napp.synth();`);
    tutorial.groundwork('synth', '--quiet', '--no-type-check', '--helm', helm);
    platform.push('A shop');
    if (cluster().own) await wipe();
    await api().apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } });
    // Alone, without the ground of the tutorial, which other tests sync.
    for (const file of ['dist/projects/platform.yaml', 'dist/infra/shop.yaml'])
      for (const document of parseAllDocuments(platform.read(file))) await api().apply(document.toJS());
    await eventually(() => notSynced(['shop']), 600);
  });

  test('is synced and healthy: Argo CD reads plain files, and renders nothing', async () => {
    const { spec, status } = (await applications()).get('shop');
    expect(spec.source).toMatchObject({ path: 'dist/rendered/shop' });
    expect(status.sourceType).toBe('Directory');
  });

  test('its hook runs first, and its CRD is there before what it defines, as `groundwork order` says', async () => {
    const { syncs } = JSON.parse(tutorial.groundwork('order', 'dist/infra', '--format', 'json')) as Order;
    const said = syncs.find(({ name }) => name === 'shop')?.tasks.map(({ kind }) => kind) ?? [];
    expect(said).toEqual(expect.arrayContaining(['Job', 'CustomResourceDefinition', 'Basket', 'Deployment']));
    expect(said.slice(0, 2)).toEqual(['Namespace', 'Job']);
    const { status } = await api().get('batch/v1', 'Job', 'shop', 'migrate');
    expect(status.succeeded).toBe(1);
    const since = async (apiVersion: string, kind: string, namespace: string | undefined, name: string) =>
      Date.parse((await api().get(apiVersion, kind, namespace, name)).metadata.creationTimestamp);
    const definition = 'apiextensions.k8s.io/v1';
    const made = new Map([
      ['Job', await since('batch/v1', 'Job', 'shop', 'migrate')],
      [
        'CustomResourceDefinition',
        await since(definition, 'CustomResourceDefinition', undefined, 'baskets.shop.example.com'),
      ],
      ['Deployment', await since('apps/v1', 'Deployment', 'shop', 'shop')],
      ['Basket', await since('shop.example.com/v1', 'Basket', 'shop', 'first')],
    ]);
    const times = said.flatMap((kind) => made.get(kind) ?? []);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
