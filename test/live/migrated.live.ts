import * as fs from 'node:fs';
import * as path from 'node:path';
import type { KubeObject } from './kube';
import { api, applications, cluster, describeLive, eventually, notSynced, state, wipe } from './live';
import { ofHere, Tutorial } from './project';

/** What the first version made of the tutorial: one root brings all Applications. Its values of charts, too. */
const FIRST_VERSION = path.join(__dirname, 'first-version');

/** What somebody would miss. The Applications of teams are none of it: the old root deletes them, and their new parents make them again. */
const OBJECTS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['v1', 'Service'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
] as const;

const BY_HAND = 'cilium';

describeLive('a tree with one root, as the first version rendered it', () => {
  let tutorial: Tutorial;
  /** The Applications of teams, which get another parent. */
  let ofTeams: readonly string[];
  const first = fs
    .readdirSync(FIRST_VERSION, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'));

  beforeAll(async () => {
    tutorial = new Tutorial();
    tutorial.groundwork('synth', '--quiet', '--no-type-check');
    const { platform } = tutorial;
    fs.cpSync(path.join(platform.folder, 'dist'), path.join(platform.folder, 'today'), { recursive: true });
    for (const name of ['infra', 'apps', 'projects'])
      fs.rmSync(path.join(platform.folder, 'dist', name), { recursive: true });
    const text = (name: string) => ofHere(fs.readFileSync(path.join(FIRST_VERSION, name), 'utf8'));
    platform.write(Object.fromEntries(first.map((name) => [`dist/${name}`, text(name)])));
    fs.renameSync(path.join(platform.folder, 'today'), path.join(cluster().temporary, 'today'));
    platform.push('As the first version rendered it');
    if (cluster().own) await wipe();
    await tutorial.bootstrap();
    const names = first.filter((name) => /^(infra|apps)\//.test(name)).map(nameIn);
    ofTeams = first.filter((name) => name.startsWith('apps/')).map(nameIn);
    await eventually(() => notSynced(names.filter((name) => name !== BY_HAND)), 900);
  });

  test('becomes the tree of today by a push and one kubectl apply: nothing that runs is pruned or restarted', async () => {
    const before = await running();
    const pods = [...before.keys()].filter((key) => key.startsWith('Pod '));
    expect(pods.length).toBeGreaterThan(8);
    const { platform } = tutorial;
    fs.rmSync(path.join(platform.folder, 'dist'), { recursive: true });
    fs.cpSync(path.join(cluster().temporary, 'today'), path.join(platform.folder, 'dist'), { recursive: true });
    platform.push('As it is rendered today');
    await tutorial.applyRoot();
    const missed = new Set<string>();
    const folders = fs.readdirSync(path.join(platform.folder, 'dist/infra')).map((name) => path.parse(name).name);
    await eventually(async () => {
      const now = await running();
      for (const [key, uid] of before) if (now.get(key) !== uid) missed.add(key);
      const all = await applications();
      const old = ofTeams.filter((name) => trackedBy(all.get(name)).startsWith('apps-of-apps:'));
      if (old.length > 0) return `still of the old root: ${old.join(', ')}`;
      return notSynced([...folders, ...ofTeams, 'apps-of-apps'].filter((name) => name !== BY_HAND));
    }, 900);
    expect([...missed]).toEqual([]);
    // Cilium is synced by hand, as ever.
    expect(state((await applications()).get(BY_HAND))).toMatch(/ Healthy$/);
  });
});

/** What runs, and what keeps data: by kind, namespace and name; the id of an object that was made again is another. */
async function running(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [apiVersion, kind] of OBJECTS) {
    for (const { metadata, status } of await api().list(apiVersion, kind)) {
      // A Job's pod is done.
      if (status?.phase === 'Succeeded' || metadata.ownerReferences?.[0]?.kind === 'Job') continue;
      found.set(`${kind} ${metadata.namespace}/${metadata.name}`, metadata.uid);
    }
  }
  return found;
}

function nameIn(file: string): string {
  return /^ {2}name: (.*)$/m.exec(fs.readFileSync(path.join(FIRST_VERSION, file), 'utf8'))?.[1] ?? '';
}

function trackedBy(application: KubeObject): string {
  return application?.metadata.annotations?.['argocd.argoproj.io/tracking-id'] ?? '';
}
