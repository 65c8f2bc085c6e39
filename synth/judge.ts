import * as path from 'node:path';
import { check, type FilesInput, modelInputOf } from '../argocd/check';
import { readModel } from '../argocd/read/read-model';
import { DiskTree } from '../argocd/tree/disk-tree';
import { MemoryTree } from '../argocd/tree/memory-tree';
import type { Report, ReportedFinding } from '../report/report';
import { severityCounts } from '../report/severity-counts';
import type { SynthesizedApp } from './app';
import { folderInRepository, type GitRepository } from './git-repository';
import { partOf } from './plan/part-of';
import type { Plan } from './plan/plan';
import type { ChartRecord } from './records/chart-record';
import { withRecords } from './records/recorded-model';

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
  'rbac-policy-invalid',
  'notification-unknown',
]);

/** Where a plan will be committed. */
export interface PlanPlace {
  /** The folder on disk that it is written to. */
  readonly outdir: string;
  /** The folder below it that is judged: that of one cluster. @default - all of it */
  readonly directory?: string;
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
 *
 * @param records what Helm made of its charts: each project has to permit it
 */
export function judge(plan: Plan, place: PlanPlace, records: readonly ChartRecord[] = []): Report {
  const input = filesOfPlan(plan, place);
  if (records.length === 0) return check({ ...input, uncheckedAsCount: true });
  const read = readModel(modelInputOf(input));
  const report = check({ ...input, read, uncheckedAsCount: true });
  const recorded = check({ ...input, read: withRecords(read, records), only: PROJECT_RULES, uncheckedAsCount: true });
  return merged(report, recorded.findings);
}

/** Judges each cluster of an app for itself: what two Argo CDs read never meets. */
export function judgeApp(plan: Plan, app: Pick<SynthesizedApp, 'clusters'>): Report {
  const [first, ...others] = app.clusters.map((cluster) =>
    judge(partOf(plan, cluster), cluster, cluster.chartRecords.fitting),
  ) as [Report, ...Report[]];
  return others.reduce(together, first);
}

/** Two reports as one. */
function together(one: Report, other: Report): Report {
  const sum = (name: keyof Report['summary']) => one.summary[name] + other.summary[name];
  const names = Object.keys(one.summary) as (keyof Report['summary'])[];
  return {
    ...one,
    repositories: [...one.repositories, ...other.repositories],
    findings: [...one.findings, ...other.findings],
    unchecked: [...one.unchecked, ...other.unchecked],
    summary: Object.fromEntries(names.map((name) => [name, sum(name)])) as unknown as Report['summary'],
  };
}

/** The rules that need of an object no more than a record has. */
const PROJECT_RULES = [
  'project-cluster-resource-not-permitted',
  'project-namespaced-resource-not-permitted',
  'project-destination-not-permitted',
];

/** A report with the findings of another that it does not have. */
function merged(report: Report, others: readonly ReportedFinding[]): Report {
  const key = ({ rule, file, line, message }: ReportedFinding) => [rule, file, line, message].join('\n');
  const known = new Set(report.findings.map(key));
  const more = others.filter((one) => PROJECT_RULES.includes(one.rule) && !known.has(key(one)));
  const findings = [...report.findings, ...more];
  return { ...report, findings, summary: { ...report.summary, ...severityCounts(findings) } };
}

/** A plan as what Argo CD would read, once it is committed. */
export function filesOfPlan(
  plan: Plan,
  { outdir, directory: cluster, repository, argocdVersion, kubernetesVersion }: PlanPlace,
): FilesInput {
  const directory = folderInRepository(repository);
  // What is on disk counts where the plan says nothing (manifests that somebody keeps beside dist), but not in dist itself.
  const inPlace = path.resolve(outdir) === path.resolve(directory);
  const tree = treeOf(plan, directory, inPlace ? new DiskTree(process.cwd()) : undefined);
  return {
    // A platform without files has no folder either.
    directories:
      plan.files.length > 0 ? [{ tree, dir: cluster === undefined ? directory : `${directory}/${cluster}` }] : [],
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
  };
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
