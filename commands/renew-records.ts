import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_ARGOCD_VERSION } from '../argocd/check';
import { Engines } from '../argocd/engines/engines';
import { onPath } from '../argocd/engines/programs';
import { cacheFolder } from '../fetch/content-cache';
import { findFetchLock, lockKey } from '../fetch/fetch-lock';
import { VENDOR_FOLDER } from '../fetch/vendored';
import type { SynthesizedApp, SynthesizedCluster } from '../synth/app';
import { partOf } from '../synth/plan/part-of';
import type { Plan } from '../synth/plan/plan';
import { renderCharts } from '../synth/records/render-charts';
import { loadConfig } from './config/load-config';
import { Fetching, type FetchOptions } from './fetching';
import { defaultKubernetes, Phases, type RenderingOptions } from './rendering';

/** The options of a synth that say how charts are rendered. */
export type RenewOptions = FetchOptions & Pick<RenderingOptions, 'render' | 'helm'>;

/** Whether a chart may be had: from `vendor/`, the cache of what was fetched, or a server. Costs no connection. */
function mayHaveCharts({ fetch, updateLock }: RenewOptions): boolean {
  if (fetch || updateLock || fs.existsSync(cacheFolder())) return true;
  return fs.existsSync(path.join(path.dirname(findFetchLock()), VENDOR_FOLDER));
}

/**
 * Whether charts of an app are to be rendered before it is synthesized: some have no record that fits, and a program and a
 * place to have charts from are there.
 */
export function wantsRenewal(app: SynthesizedApp, options: RenewOptions): boolean {
  if (options.render === false) return false;
  const records = app.clusters.map(({ chartRecords }) => chartRecords);
  const isPossible = (options.helm !== undefined || onPath('helm') !== undefined) && mayHaveCharts(options);
  // A plan may lack what only a record will tell.
  for (const one of records) one.expected = isPossible;
  app.plan();
  const unfit = records.filter((one) => one.unfit.size > 0);
  for (const one of records) if (!unfit.includes(one)) one.expected = false;
  if (!isPossible) {
    const why = onPath('helm') === undefined ? 'there is no helm program' : 'no chart is at hand';
    for (const one of unfit)
      if (one.outdated.length > 0) one.renew([], new Map(one.outdated.map((name) => [name, why])));
  }
  return isPossible && unfit.length > 0;
}

/** Renders the charts of an app that have no record that fits. What cannot be had stays without one. */
export async function renewRecords(app: SynthesizedApp, options: RenewOptions): Promise<readonly string[]> {
  const byDefault = (await loadConfig(true)).config.fetch ?? false;
  // Beside vendor/ and unless told otherwise, what was fetched earlier will do.
  const isOffline = options.offline || !(options.fetch || options.updateLock || byDefault);
  const phases = new Phases();
  try {
    const fetching = await Fetching.begin({ ...options, offline: isOffline }, [], phases.of('fetching'), byDefault);
    const plan = app.plan();
    const lines: string[] = [];
    for (const cluster of app.clusters) {
      if (cluster.chartRecords.unfit.size === 0) continue;
      const failed = await renewCluster(cluster, partOf(plan, cluster), { options, fetching, phases });
      for (const [name, why] of failed)
        lines.push(`Application ${name}: what its chart deploys is not recorded: ${why}`);
    }
    return [...lines, ...(isOffline ? [] : fetching.finish())];
  } finally {
    phases.stop();
  }
}

/** Renders for one cluster. @returns why some were not rendered, by Application, as far as that is worth telling */
async function renewCluster(
  cluster: SynthesizedCluster,
  plan: Plan,
  {
    options,
    fetching,
    phases,
  }: { readonly options: RenewOptions; readonly fetching: Fetching; readonly phases: Phases },
): Promise<readonly (readonly [name: string, why: string])[]> {
  const { chartRecords, kubernetesVersion } = cluster;
  const engines = new Engines({
    helm: options.helm,
    kubeVersion: kubernetesVersion,
    kubeVersionGuess: defaultKubernetes(DEFAULT_ARGOCD_VERSION),
    trials: 'random',
  });
  try {
    const { records, failed, refused, files } = await renderCharts(
      chartRecords.asCharts(plan),
      cluster,
      chartRecords.unfit,
      {
        engines,
        acquirers: fetching.acquirers,
        digestOf: (wanted) => fetching.fetcher.used.get(lockKey(wanted))?.digest,
        progress: phases.of('rendering'),
      },
      chartRecords.namesInGit,
    );
    chartRecords.renew(records, failed, files);
    // What is not at hand is no news to whoever fetches nothing.
    const isAsked = options.fetch || options.updateLock;
    return [...failed].filter(([name]) => isAsked || refused.has(name));
  } finally {
    engines.close();
  }
}
