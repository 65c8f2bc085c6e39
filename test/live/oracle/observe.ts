import { type Kube, KubeError, type KubeObject } from '../kube';
import { applications, state } from '../live';
import type { Example } from './example';

const ARGO = 'argoproj.io/v1alpha1';

/** What Argo CD, or the API server, did with an example. */
export interface Observed {
  /** By name; an Application that is not there has none. */
  readonly applications: ReadonlyMap<string, KubeObject>;
  /** Everything that was said, each as `<who or what>: <words>`. */
  readonly said: readonly string[];
  /** Whether every Application is done with what it was asked, or cannot be. */
  readonly settled: boolean;
}

/** Applies what has to be there before the Applications: Argo CD takes a moment to see a project. */
export async function prepare(kube: Kube, example: Example, namespaces: boolean): Promise<void> {
  for (const name of namespaces ? example.namespaces : [])
    await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const object of example.byHand.filter(({ kind }) => kind === 'AppProject')) await kube.apply(object);
}

/** Applies the rest, and asks for the sync that no policy asks for. @returns what the API server refused */
export async function apply(kube: Kube, example: Example): Promise<readonly string[]> {
  const refused: string[] = [];
  const others = example.byHand.filter(({ kind }) => kind !== 'AppProject');
  for (const object of others) {
    try {
      await kube.apply(object);
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      refused.push(`API server: ${error.message}`);
    }
  }
  for (const { kind, metadata, spec, operation } of others) {
    if (kind !== 'Application' || operation || spec.syncPolicy?.automated) continue;
    await sync(kube, metadata.name, spec);
  }
  return refused;
}

/** The button `Sync`: as argocd-server does it. */
export async function sync(kube: Kube, name: string, spec: KubeObject): Promise<void> {
  const { syncOptions, retry } = spec.syncPolicy ?? {};
  const operation = { initiatedBy: { username: 'oracle' }, sync: { ...(syncOptions && { syncOptions }) }, retry };
  await kube.patch(ARGO, 'Application', 'argocd', name, { operation });
}

/** What is to be seen now, of any example. */
export async function observe(kube: Kube): Promise<(example: Example) => Observed> {
  const all = await applications();
  const sets = new Map((await kube.list(ARGO, 'ApplicationSet', 'argocd')).map((one) => [one.metadata.name, one]));
  return (example) => {
    const ofSets = [...all.values()].filter(({ metadata }) =>
      metadata.ownerReferences?.some((owner: KubeObject) => example.sets.includes(owner.name)),
    );
    const own = new Map(
      [...example.applications, ...ofSets.map(({ metadata }) => metadata.name)].map((name) => [name, all.get(name)]),
    );
    const said = [
      ...[...own].flatMap(([name, one]) => wordsOf(one).map((words) => `${name}: ${words}`)),
      ...example.sets.flatMap((name) => setWords(sets.get(name)).map((words) => `${name}: ${words}`)),
    ];
    const settled =
      [...own.values()].every((one) => one === undefined || isSettled(one)) &&
      example.sets.every((name) => (sets.get(name)?.status?.conditions ?? []).length > 0);
    return { applications: own as Map<string, KubeObject>, said, settled };
  };
}

/** Conditions, what became of the sync, and of each object of which it says something. */
function wordsOf(application: KubeObject): string[] {
  const { conditions = [], operationState } = application?.status ?? {};
  const { phase, message, syncResult } = operationState ?? {};
  return [
    ...conditions.map(({ type, message }: KubeObject) => `${type}: ${message}`),
    ...(phase && phase !== 'Succeeded' ? [`sync ${phase}: ${message}`] : []),
    ...(syncResult?.resources ?? [])
      .filter(({ status }: KubeObject) => status === 'SyncFailed')
      .map(({ kind, name, message }: KubeObject) => `${kind} ${name}: ${message}`),
  ];
}

function setWords(set: KubeObject): string[] {
  return (set?.status?.conditions ?? [])
    .filter(({ type, status }: KubeObject) => type === 'ErrorOccurred' && status === 'True')
    .map(({ type, message }: KubeObject) => `${type}: ${message}`);
}

function isSettled({ operation, status }: KubeObject): boolean {
  const { sync, operationState, conditions = [], reconciledAt } = status ?? {};
  if (!sync?.status || !reconciledAt) return false;
  if (conditions.some(({ type }: KubeObject) => /Error$/.test(type))) return true;
  if (operation) return false;
  // What it looked like when the sync was over is written down by the next look.
  return operationState === undefined || (operationState.finishedAt ?? '~') <= reconciledAt;
}

/** One line for a table. */
export function summary({ applications, said }: Observed): string {
  if (said.length > 0) return said.join(' / ');
  return [...applications].map(([name, one]) => `${name}: ${state(one)}`).join(', ') || 'nothing';
}
