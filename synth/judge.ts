import * as path from 'node:path';
import { check } from '../argocd/check';
import { DiskTree } from '../argocd/tree/disk-tree';
import { MemoryTree } from '../argocd/tree/memory-tree';
import type { Report, ReportedFinding } from '../report/report';
import { folderInRepository, type GitRepository } from './git-repository';
import type { Plan } from './plan/plan';

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

/** Where a plan will be committed. */
export interface PlanPlace {
  /** The folder on disk that it is written to. */
  readonly outdir: string;
  /** The repository that this folder is committed to. @default - not known: Applications that read it are not followed */
  readonly repository?: GitRepository;
  /** The version of Argo CD to judge for. @default - the one that `check` takes */
  readonly argocdVersion?: string;
  /** The version of Kubernetes to judge for. @default - the newest that the version of Argo CD is tested with */
  readonly kubernetesVersion?: string;
}

/**
 * Judges a plan by the rules of `groundwork check`, as if it were committed already: the files in memory take the place of
 * the output folder.
 */
export function judge(plan: Plan, { outdir, repository, argocdVersion, kubernetesVersion }: PlanPlace): Report {
  const directory = folderInRepository(repository);
  // What is on disk counts where the plan says nothing (manifests that somebody keeps beside dist), but not in dist itself.
  const inPlace = path.resolve(outdir) === path.resolve(directory);
  const tree = treeOf(plan, directory, inPlace ? new DiskTree(process.cwd()) : undefined);
  return check({
    // A platform without files has no folder either.
    directories: plan.files.length > 0 ? [{ tree, dir: directory }] : [],
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
    kubeVersion: kubernetesVersion,
    uncheckedAsCount: true,
  });
}

/** The files of the plan, as a checkout of the repository would have them. */
function treeOf(plan: Plan, directory: string, beneath: DiskTree | undefined): MemoryTree {
  const texts = new Map<string, string>();
  const known = new Map<string, readonly unknown[]>();
  for (const { path: file, text, values } of plan.files) {
    const place = `${directory}/${file}`;
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
