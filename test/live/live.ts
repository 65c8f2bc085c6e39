import type { Running } from './cluster/main';
import { Kube, type KubeObject } from './kube';

/** The cluster of this run; undefined where it could not be started. */
const running: Running | undefined = process.env.LIVE ? JSON.parse(process.env.LIVE) : undefined;

/** The cluster of this run. */
export function cluster(): Running {
  if (!running) throw new Error('no cluster was started: npm run test:live starts one');
  return running;
}

/** Like `describe`, for what needs the cluster: skipped by name, with the reason, where there is none. */
export function describeLive(name: string, tests: () => void): void {
  if (running) describe(name, tests);
  else describe.skip(`${name}: ${process.env.LIVE_REASON}`, tests);
}

/** Like `test`, for what needs a cluster that may be lost: skipped by name, with the reason, on one that is not of this run. */
export function testOwn(name: string, run: () => Promise<void>): void {
  if (running?.own === false) test.skip(`${name}: the cluster of KUBECONFIG is not wiped`, run);
  else test(name, run);
}

let kube: Kube | undefined;

/** The API of the cluster. */
export function api(): Kube {
  kube ??= Kube.from(cluster().kubeconfig);
  return kube;
}

/** What a test left is gone: an empty cluster with an Argo CD that remembers nothing. */
export async function wipe(): Promise<void> {
  await control('wipe');
  kube = undefined;
}

async function control(name: string): Promise<void> {
  const response = await fetch(`${cluster().web}/control/${name}`, { method: 'POST' });
  if (!response.ok) throw new Error(await response.text());
}

const ARGO = 'argoproj.io/v1alpha1';

/** The Applications of the cluster, by name. */
export async function applications(): Promise<ReadonlyMap<string, KubeObject>> {
  return new Map((await api().list(ARGO, 'Application', 'argocd')).map((one) => [one.metadata.name, one]));
}

/** As Argo CD's list shows it: `Synced Healthy`. */
export function state(application: KubeObject): string {
  const { sync, health } = application?.status ?? {};
  return application ? `${sync?.status ?? '?'} ${health?.status ?? '?'}` : 'not there';
}

/** What an Application says of itself where it is not as it should be. */
export function words(application: KubeObject): string {
  const { conditions = [], operationState } = application?.status ?? {};
  return [
    ...conditions.map(({ type, message }: KubeObject) => `${type}: ${message}`),
    ...(operationState ? [`operation ${operationState.phase}: ${operationState.message}`] : []),
    // Before 3.5 only this says why tasks are not valid.
    ...(operationState?.syncResult?.resources ?? [])
      .filter(({ status }: KubeObject) => status === 'SyncFailed')
      .map(({ kind, name, message }: KubeObject) => `${kind} ${name}: ${message}`),
  ].join('\n');
}

/**
 * Asks every second until it is so.
 *
 * @param until undefined when it is; otherwise what is missing, which is told when the time is over
 * @param seconds how long it may take; generous, because the machine may be busy
 * @returns how many seconds it took
 * @throws Error at once if a part of the cluster has ended: with its name and its last lines
 */
export async function eventually(until: () => Promise<string | undefined>, seconds = 300): Promise<number> {
  const start = Date.now();
  for (;;) {
    const missing = await until().catch((error: Error) => error.message);
    const passed = Math.round((Date.now() - start) / 1000);
    if (missing === undefined) return passed;
    // Without one of the parts it will never be so.
    await control('failures');
    if (passed > seconds) throw new Error(`not so after ${passed} s:\n${missing}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Undefined once all of these are Synced and Healthy, and otherwise which are not. */
export async function notSynced(names: readonly string[]): Promise<string | undefined> {
  const all = await applications();
  const bad = names.filter((name) => state(all.get(name)) !== 'Synced Healthy');
  return bad.length === 0
    ? undefined
    : bad.map((name) => `${name}: ${state(all.get(name))}\n${words(all.get(name))}`).join('\n');
}

/** Has Argo CD look at Applications again, forgetting what it rendered: the button `Hard Refresh`. */
export async function hardRefresh(names: readonly string[]): Promise<void> {
  const annotation = 'argocd.argoproj.io/refresh';
  for (const name of names) {
    await api().patch(ARGO, 'Application', 'argocd', name, { metadata: { annotations: { [annotation]: 'hard' } } });
  }
  await eventually(async () => {
    const all = await applications();
    const open = names.filter((name) => all.get(name)?.metadata.annotations?.[annotation]);
    return open.length > 0 ? `not refreshed: ${open.join(', ')}` : undefined;
  });
}
