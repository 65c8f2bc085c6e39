import * as path from 'node:path';
import type { GroundworkApp } from '../charts/app';
import { type FileTree, MemoryTree } from './model/tree';
import { type Plan, type PlannedFile, sumOf } from './plan/plan';
import type { Report, ReportedFinding } from './report/report';
import { DEFAULT_OUTDIR } from './session';
import type { Memory } from './settled';
import { VerdictCache } from './verdict-cache';
import { WatchedTree } from './watched-tree';

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
  const files = new Map<string, PlannedFile>();
  const sums = new Map<string, string>();
  for (const file of plan.files) {
    const place = `${directory}/${file.path}`;
    files.set(place, file);
    sums.set(place, sumOf(file));
  }
  // What is on disk counts where the plan says nothing (manifests that somebody keeps beside dist), but not in dist itself.
  const inPlace = path.resolve(app.outdir) === path.resolve(directory);
  const beneath = inPlace ? new WatchedTree(process.cwd()) : undefined;
  const cache = new VerdictCache(app.outdir, sums, { directory, repository, argocdVersion, inPlace }, beneath);
  const remembered = cache.get();
  if (remembered) return remembered;

  const checkOnly = (some: ReadonlyMap<string, PlannedFile>, memory: Memory): Report => {
    const tree = treeOf(directory, some, beneath);
    // Loaded only where there is something to judge: the rules are half of the program.
    const { check } = require('./check') as typeof import('./check');
    return check({
      // A platform without files has no folder either.
      directories: some.size > 0 ? [{ tree, dir: directory }] : [],
      repositories: repository
        ? [
            {
              url: repository.url,
              tree,
              because: 'the repository that main.ts names',
              // What is beside the output folder is not here, if that is elsewhere.
              folder: inPlace ? undefined : directory,
            },
          ]
        : [],
      argocdVersion,
      uncheckedAsCount: true,
      memory,
    });
  };
  const similar = cache.getSimilar();
  const known =
    similar &&
    (require('./small-change') as typeof import('./small-change')).judgeSmallChange(similar, {
      file: (file) => {
        const { text, values = [] } = files.get(file) as PlannedFile;
        return { sum: sums.get(file) as string, text, values };
      },
      place: (file) => path.join(app.outdir, path.posix.relative(directory, file)),
      check: (memory) => {
        const some = new Map([...files].filter(([file]) => similar.changed.has(file) || !similar.alone.has(file)));
        return checkOnly(some, { sum: (_, file) => sums.get(file), sums: () => [], ...memory });
      },
    });
  const { report, grown } = known ?? { report: checkOnly(files, cache), grown: 0 };
  if (refusals(report).length === 0) cache.set(report, grown);
  return report;
}

/** The files of the plan, as a checkout of the repository would have them. */
function treeOf(directory: string, files: ReadonlyMap<string, PlannedFile>, beneath: FileTree | undefined): FileTree {
  const texts = new Map<string, string>();
  const known = new Map<string, readonly unknown[]>();
  for (const [place, { text, values }] of files) {
    texts.set(place, text);
    if (values) known.set(place, values);
  }
  const hidden = (file: string) => file === directory || file.startsWith(`${directory}/`);
  return new MemoryTree(texts, beneath, hidden, known);
}

/** The findings for which nothing may be written. */
export function refusals(report: Report): ReportedFinding[] {
  return report.findings.filter(({ severity, rule }) => severity === 'refuse' || CONTRADICTIONS.has(rule));
}
