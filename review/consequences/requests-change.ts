import { podSpecOf } from '../../argocd/analysis/pods';
import { fields, list } from '../../argocd/model/resource';
import type { Fields, RenderedResource } from '../../argocd/model/types';
import { parseQuantity } from '../../argocd/semantics/quantity';
import { clusterName } from '../compare/cluster';
import type { ApplicationPair, Comparison } from '../compare/comparison';
import type { Judgement } from './judgement';
import { isWorkload, replicasOf } from './workloads';

export const judgement: Judgement = {
  name: 'requests-change',
  group: 'note',
  summary: 'What the pods of a namespace request in sum changes.',
  judge(comparison, tell) {
    const [before, after] = [sumsOf(comparison, 'before'), sumsOf(comparison, 'after')];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [old, now] = [before.get(key), after.get(key)];
      const words = (['cpu', 'memory'] as const).flatMap((what) => [
        ...difference(what, old?.[what] ?? 0, now?.[what] ?? 0, ''),
        ...difference(what, old?.[`${what}PerNode`] ?? 0, now?.[`${what}PerNode`] ?? 0, ' on every node'),
      ]);
      const [cluster = '', namespace = ''] = key.split('\n');
      if (words.length === 0) continue;
      tell({
        severity: 'note',
        id: { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: namespace },
        happens: `requests ${words.join(', ')}${cluster === '' ? '' : ` (cluster ${cluster})`}`,
      });
    }
  },
};

type Sums = Record<'cpu' | 'memory' | 'cpuPerNode' | 'memoryPerNode', number>;

/** What the workloads of each namespace request; those of Applications that are not known in a state are in neither. */
function sumsOf({ applications }: Comparison, side: 'before' | 'after'): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const pair of applications) {
    if (!counts(pair)) continue;
    for (const rendered of pair[side]?.resources ?? []) {
      const pods = isWorkload(rendered) ? podSpecOf(rendered, rendered.resource.object) : undefined;
      if (!pods) continue;
      const key = `${clusterName(rendered.application)}\n${rendered.namespace}`;
      const sum = sums.get(key) ?? { cpu: 0, memory: 0, cpuPerNode: 0, memoryPerNode: 0 };
      sums.set(key, sum);
      add(sum, rendered, pods.spec);
    }
  }
  return sums;
}

const counts = ({ before, after, comparable }: ApplicationPair) => comparable || !before || !after;

/** A pod requests what its containers do together, or the largest of those that run before them. */
function add(sum: Sums, rendered: RenderedResource, pod: Fields): void {
  const times = rendered.kind === 'DaemonSet' ? 1 : (replicasOf(rendered) ?? 1);
  for (const what of ['cpu', 'memory'] as const) {
    const of = (container: unknown) => amount(fields(fields(fields(container).resources).requests)[what]);
    const main = list(pod.containers).reduce<number>((all, one) => all + of(one), 0);
    const first = list(pod.initContainers).map(of);
    const total = Math.max(main, ...first) * times;
    if (rendered.kind === 'DaemonSet') sum[`${what}PerNode`] += total;
    else sum[what] += total;
  }
}

function amount(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? (parseQuantity(String(value))?.amount ?? 0) : 0;
}

function difference(what: 'cpu' | 'memory', old: number, now: number, where: string): readonly string[] {
  if (Math.abs(old - now) < 1e-9) return [];
  const show = what === 'cpu' ? cores : bytes;
  return [`${what} ${show(old)} → ${show(now)}${where}`];
}

const cores = (value: number) => (Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`);

function bytes(value: number): string {
  if (value === 0) return '0';
  const [unit, size] = value >= 2 ** 30 ? (['Gi', 2 ** 30] as const) : (['Mi', 2 ** 20] as const);
  return `${Math.round((value / size) * 10) / 10}${unit}`;
}
