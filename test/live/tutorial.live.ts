import type { Order, OrderedSync } from '../../argocd/order';
import {
  api,
  applications,
  cluster,
  describeLive,
  eventually,
  hardRefresh,
  notSynced,
  state,
  testOwn,
  wipe,
  words,
} from './live';
import { Tutorial } from './project';

const BY_HAND = 'cilium';
const ARGO = 'argoproj.io/v1alpha1';

describeLive('the platform of the tutorial on a live Argo CD', () => {
  let tutorial: Tutorial;
  /** Every Application, in the order in which `groundwork order` says that they come. */
  let names: readonly string[];
  let order: OrderedSync;
  /** The state of all Applications at the moment at which each was first seen. */
  const atFirstSight = new Map<string, ReadonlyMap<string, string>>();

  beforeAll(async () => {
    tutorial = new Tutorial().publish('The platform');
    if (cluster().own) await wipe();
    [order] = (JSON.parse(tutorial.groundwork('order', '--format', 'json')) as Order).syncs as [OrderedSync];
    names = below(order);
  });
  const allButByHand = () => [order.name, ...names].filter((name) => name !== BY_HAND);

  test('comes from one kubectl apply to Synced and Healthy', async () => {
    await tutorial.bootstrap();
    await eventually(async () => {
      const all = await applications();
      const now = new Map([...all].map(([name, one]) => [name, state(one)]));
      for (const name of all.keys()) if (!atFirstSight.has(name)) atFirstSight.set(name, now);
      return notSynced(allButByHand());
    }, 900);
    expect([...(await applications()).keys()].sort()).toEqual([order.name, ...names].sort());
  });

  test('in the order that `groundwork order` prints: each Application when those of the waves before are done', async () => {
    const early: string[] = [];
    for (const { wave, name } of waved(order)) {
      const seen = atFirstSight.get(name);
      for (const other of waved(order)) {
        const before = seen?.get(other.name);
        if (other.wave < wave && before !== 'Synced Healthy') early.push(`${name} before ${other.name} (${before})`);
      }
    }
    expect(early).toEqual([]);
    // What Argo CD itself has written down of the root's sync.
    const { operationState } = (await applications()).get(order.name).status;
    const done = operationState.syncResult.resources.map(
      ({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`,
    );
    const waves = new Map(order.tasks.map(({ kind, name, wave }) => [`${kind} ${name}`, wave]));
    expect(done).toHaveLength(order.tasks.length);
    expect(done.map((one: string) => waves.get(one))).toEqual([...waves.values()]);
  });

  test('and stays so after two hard refreshes of everything: nothing is synced once more', async () => {
    const syncs = async () =>
      new Map([...(await applications())].map(([name, { status }]) => [name, status.operationState?.startedAt]));
    const before = await syncs();
    for (let times = 0; times < 2; times++) {
      await hardRefresh(allButByHand());
      expect(await notSynced(allButByHand())).toBeUndefined();
    }
    expect(await syncs()).toEqual(before);
  });

  test('what somebody changes in the cluster is put back', async () => {
    await api().patch('apps/v1', 'Deployment', 'harbor', 'harbor-core', { spec: { replicas: 3 } });
    await eventually(async () => {
      const { spec } = await api().get('apps/v1', 'Deployment', 'harbor', 'harbor-core');
      return spec.replicas === 1 ? undefined : `${spec.replicas} replicas`;
    });
  });

  test('a NodePort that changes in main.ts arrives in the Service and in the nodes’ hosts.toml', async () => {
    tutorial.platform.edit('main.ts', 'nodePort: 30002', 'nodePort: 30003');
    tutorial.publish('Another port');
    await eventually(async () => {
      const { spec } = await api().get('v1', 'Service', 'harbor', 'harbor');
      const hosts = await api().get('v1', 'ConfigMap', 'registry-hosts', 'registry-hosts');
      if (spec.ports[0].nodePort !== 30_003) return `the Service has ${spec.ports[0].nodePort}`;
      return JSON.stringify(hosts.data).includes('10.0.24.28:30003') ? undefined : 'hosts.toml has the old port';
    });
    await eventually(() => notSynced(allButByHand()));
  });

  test('a value of Argo CD itself arrives in its own settings', async () => {
    tutorial.platform.edit(
      'main.ts',
      'insecure: true },\n  },',
      "insecure: true },\n    values: { configs: { cm: { 'ui.bannercontent': 'hello' } } },\n  },",
    );
    tutorial.publish('A banner');
    await eventually(async () => {
      const settings = await api().get('v1', 'ConfigMap', 'argocd', 'argocd-cm');
      return settings.data['ui.bannercontent'] === 'hello' ? undefined : 'the banner is not there';
    });
  });

  test('a kind that a project does not permit is refused in the words of `check`', async () => {
    const quota = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all }\nspec: { hard: { pods: "9" } }\n';
    tutorial.frontend.write({ 'deploy/dev/quota.yaml': quota }).push('A quota');
    const finding = tutorial
      .check(tutorial.frontend)
      .find(({ rule }) => rule === 'project-namespaced-resource-not-permitted');
    await eventually(async () => {
      const one = (await applications()).get('frontend-dev');
      return words(one).includes(quotedIn(finding?.message ?? 'nothing was found'))
        ? undefined
        : words(one) || state(one);
    });
    tutorial.frontend.revert();
    await eventually(() => notSynced(allButByHand()));
  });

  testOwn('etcd wiped: with the root applied again, everything is back', async () => {
    await wipe();
    await tutorial.bootstrap();
    await eventually(() => notSynced(allButByHand()), 900);
  });
});

/** The words of Argo CD in a finding: it names the object only after them. */
function quotedIn(message: string): string {
  return /^resource \S+ is not permitted in project [\w-]+/.exec(message)?.[0] ?? message;
}

/** The Applications that a sync brings, and those that they bring. */
function below({ tasks }: OrderedSync): string[] {
  return tasks.flatMap(({ kind, name, sync }) => (kind === 'Application' ? [name, ...(sync ? below(sync) : [])] : []));
}

/** The Applications that the root itself brings, with their waves. */
function waved({ tasks }: OrderedSync) {
  return tasks.filter(({ kind, group }) => kind === 'Application' && ARGO.startsWith(group));
}
