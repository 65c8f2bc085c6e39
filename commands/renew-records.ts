import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_ARGOCD_VERSION } from '../argocd/check';
import { Engines } from '../argocd/engines/engines';
import { onPath } from '../argocd/engines/programs';
import { cacheFolder } from '../fetch/content-cache';
import { findFetchLock, lockKey } from '../fetch/fetch-lock';
import { VENDOR_FOLDER } from '../fetch/vendored';
import type { SynthesizedApp } from '../synth/app';
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
  const { chartRecords } = app;
  const isPossible = (options.helm !== undefined || onPath('helm') !== undefined) && mayHaveCharts(options);
  // A plan may lack what only a record will tell.
  chartRecords.expected = isPossible;
  app.plan();
  if (chartRecords.unfit.size === 0) {
    chartRecords.expected = false;
    return false;
  }
  if (!isPossible && chartRecords.outdated.length > 0) {
    const why = onPath('helm') === undefined ? 'there is no helm program' : 'no chart is at hand';
    chartRecords.renew([], new Map(chartRecords.outdated.map((name) => [name, why])));
  }
  return isPossible;
}

/** Renders the charts of an app that have no record that fits. What cannot be had stays without one. */
export async function renewRecords(app: SynthesizedApp, options: RenewOptions): Promise<readonly string[]> {
  const { chartRecords } = app;
  const byDefault = (await loadConfig(true)).config.fetch ?? false;
  // Beside vendor/ and unless told otherwise, what was fetched earlier will do.
  const isOffline = options.offline || !(options.fetch || options.updateLock || byDefault);
  const phases = new Phases();
  const engines = new Engines({
    helm: options.helm,
    kubeVersion: app.kubernetesVersion,
    kubeVersionGuess: defaultKubernetes(DEFAULT_ARGOCD_VERSION),
    trials: 'random',
  });
  try {
    const fetching = await Fetching.begin({ ...options, offline: isOffline }, [], phases.of('fetching'), byDefault);
    const plan = chartRecords.asCharts(app.plan());
    const rendered = await renderCharts(
      plan,
      app,
      chartRecords.unfit,
      {
        engines,
        acquirers: fetching.acquirers,
        digestOf: (wanted) => fetching.fetcher.used.get(lockKey(wanted))?.digest,
        progress: phases.of('rendering'),
      },
      chartRecords.namesInGit,
    );
    const { records, failed, refused, files } = rendered;
    chartRecords.renew(records, failed, files);
    const isAsked = options.fetch || options.updateLock;
    // What is not at hand is no news to whoever fetches nothing.
    const lines = [...failed]
      .filter(([name]) => isAsked || refused.has(name))
      .map(([name, why]) => `Application ${name}: what its chart deploys is not recorded: ${why}`);
    return [...lines, ...(isOffline ? [] : fetching.finish())];
  } finally {
    phases.stop();
    engines.close();
  }
}
