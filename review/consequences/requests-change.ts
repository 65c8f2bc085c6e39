import { podSpecOf } from '../../argocd/analysis/pods';
import { fields } from '../../argocd/model/resource';
import type { Fields, RenderedResource } from '../../argocd/model/types';
import { clusterName } from '../compare/cluster';
import type { ApplicationPair, Comparison } from '../compare/comparison';
import type { Judgement } from './judgement';
import { podRequests } from './pod-requests';
import { replicasOf } from './workloads';

export const judgement: Judgement = {
  name: 'requests-change',
  group: 'note',
  summary: 'What the pods of a namespace request in sum changes.',
  judge(comparison, tell) {
    const [before, after] = [sumsOf(comparison, 'before'), sumsOf(comparison, 'after')];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [old, now] = [before.get(key), after.get(key)];
      const words = (['cpu', 'memory'] as const).flatMap((what) =>
        (['always', 'perNode', 'jobs'] as const).flatMap((when) =>
          difference(what, old?.[when][what] ?? 0, now?.[when][what] ?? 0, WHEN[when]),
        ),
      );
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

/** When it is requested. */
const WHEN = { always: '', perNode: ' on every node', jobs: ' while Jobs run' } as const;

type Sums = Record<keyof typeof WHEN, Record<'cpu' | 'memory', number>>;

const nothing = (): Sums => ({
  always: { cpu: 0, memory: 0 },
  perNode: { cpu: 0, memory: 0 },
  jobs: { cpu: 0, memory: 0 },
});

/** What the pods of each namespace request; those of Applications that are not known in a state are in neither. */
function sumsOf({ applications }: Comparison, side: 'before' | 'after'): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const pair of applications) {
    if (!counts(pair)) continue;
    for (const rendered of pair[side]?.resources ?? []) {
      const pods = podSpecOf(rendered, rendered.resource.object);
      if (!pods) continue;
      const key = `${clusterName(rendered.application)}\n${rendered.namespace}`;
      const sum = sums.get(key) ?? nothing();
      sums.set(key, sum);
      const { when, times } = podsOf(rendered);
      for (const what of ['cpu', 'memory'] as const) sum[when][what] += podRequests(pods.spec, what) * times;
    }
  }
  return sums;
}

const counts = ({ before, after, comparable }: ApplicationPair) => comparable || !before || !after;

/** How many pods an object has at the same time, and when. */
function podsOf(rendered: RenderedResource): { readonly when: keyof typeof WHEN; readonly times: number } {
  const { kind, resource } = rendered;
  const spec = fields(resource.object.spec);
  if (kind === 'DaemonSet') return { when: 'perNode', times: 1 };
  if (kind === 'CronJob') {
    const job = fields(fields(spec.jobTemplate).spec);
    return { when: 'jobs', times: spec.suspend === true ? 0 : parallel(job) };
  }
  if (kind === 'Job') return { when: 'jobs', times: parallel(spec) };
  return { when: 'always', times: replicasOf(rendered) ?? 1 };
}

/** The pods that a Job runs at the same time. */
function parallel({ suspend, parallelism, completions }: Fields): number {
  const most = typeof parallelism === 'number' ? parallelism : 1;
  if (suspend === true) return 0;
  return typeof completions === 'number' ? Math.min(most, completions) : most;
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
