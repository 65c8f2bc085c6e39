import * as path from 'node:path';
import type { GroundworkApp } from '../charts/app';
import { DiskTree, MemoryTree } from './model/tree';
import { type Plan, sumOf } from './plan/plan';
import type { Report, ReportedFinding } from './report/report';
import { DEFAULT_OUTDIR } from './session';
import { VerdictCache } from './verdict-cache';

/**
 * Facts of the platform that contradict each other, whatever Argo CD would do about them: `synth` refuses these as it
 * refuses what Argo CD refuses.
 */
const CONTRADICTIONS: ReadonlySet<string> = new Set([
  'node-port-clash',
  'node-port-out-of-range',
  'secret-in-git',
  'http-registry-without-hosts-toml',
  'project-invalid',
]);

/**
 * Judges a plan by the rules of `groundwork check`, as if it were committed already: the files in memory take the place of
 * the output folder.
 */
export function judge(app: GroundworkApp, plan: Plan, argocdVersion?: string): Report {
  const { repository } = app;
  const directory = repository?.path ?? DEFAULT_OUTDIR;
  const files = new Map<string, string>();
  const known = new Map<string, readonly unknown[]>();
  const sums = new Map<string, string>();
  for (const file of plan.files) {
    const place = `${directory}/${file.path}`;
    files.set(place, file.text);
    sums.set(place, sumOf(file));
    if (file.values) known.set(place, file.values);
  }
  // What is on disk counts where the plan says nothing (manifests that somebody keeps beside dist), but not in dist itself.
  const inPlace = path.resolve(app.outdir) === path.resolve(directory);
  const hidden = (file: string) => file === directory || file.startsWith(`${directory}/`);
  const beneath = inPlace ? new WatchedTree(process.cwd()) : undefined;
  const tree = new MemoryTree(files, beneath, hidden, known);
  const cache = new VerdictCache(app.outdir, sums, { directory, repository, argocdVersion });
  const remembered = cache.get();
  if (remembered) return remembered;
  // Loaded only where there is something to judge: the rules are half of the program.
  const { check } = require('./check') as typeof import('./check');
  const report = check({
    // A platform without files has no folder either.
    directories: plan.files.length > 0 ? [{ tree, dir: directory }] : [],
    repositories: repository ? [{ url: repository.url, tree, because: 'the repository that main.ts names' }] : [],
    argocdVersion,
    uncheckedAsCount: true,
    memory: cache,
  });
  if (!beneath?.wasRead && refusals(report).length === 0) cache.set(report);
  return report;
}

/** Notes whether a verdict rests on files that are not in the plan. */
class WatchedTree extends DiskTree {
  wasRead = false;

  override read(file: string): Buffer {
    this.wasRead = true;
    return super.read(file);
  }

  override list(dir: string): ReturnType<DiskTree['list']> {
    this.wasRead = true;
    return super.list(dir);
  }
}

/** The findings for which nothing may be written. */
export function refusals(report: Report): ReportedFinding[] {
  return report.findings.filter(({ severity, rule }) => severity === 'refuse' || CONTRADICTIONS.has(rule));
}
