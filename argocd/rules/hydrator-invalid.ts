import * as path from 'node:path';
import type { Application } from '../model/types';
import { fields, type Reporter, type Rule, show, text } from '../rule';
import { normalizeGitUrl } from '../semantics/git-url';
import { ArgoCdVersion } from '../semantics/version';

/** Where an Application hydrates from and to. */
interface Hydration {
  readonly application: Application;
  readonly dryRepo: string;
  readonly dryRevision: string;
  readonly repo: string;
  readonly branch: string;
  readonly path: string;
}

export const rule: Rule = {
  name: 'hydrator-invalid',
  severity: 'refuse',
  summary: 'A source hydrator writes where another one writes, or where it may not, or reads what it cannot.',
  check(model, report) {
    const atLeast35 = ArgoCdVersion.orLatest(model.argocdVersion).atLeast(3, 5);
    const seen = new Map<string, Hydration>();
    for (const application of model.applications) {
      if (!application.spec.sourceHydrator) continue;
      const one = hydrationOf(application, atLeast35);
      judgeUrls(application, report);
      if (one.repo === '' || one.branch === '') continue;
      if (isRoot(one.path)) {
        report.find({
          message: `app is configured to hydrate to the repository root (branch ${show(one.branch)}, path ${show(one.path)}) which is not allowed`,
          fix: 'Give syncSource.path a directory of its own, for example the name of the Application.',
          resource: application.resource,
          pointer: [...HYDRATOR, 'syncSource', 'path'],
        });
        continue;
      }
      const key = [application.instance, normalizeGitUrl(one.repo) || one.repo, one.branch, clean(one.path)].join('\n');
      const first = seen.get(key);
      if (first) judgeSame(first, one, atLeast35, report);
      else seen.set(key, one);
    }
  },
};

const HYDRATOR = ['spec', 'sourceHydrator'];

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.1/pkg/apis/application/v1alpha1/types.go GetHydrateToSource */
function hydrationOf(application: Application, atLeast35: boolean): Hydration {
  const { drySource, syncSource, hydrateTo } = fields(application.spec.sourceHydrator);
  const dry = fields(drySource);
  const sync = fields(syncSource);
  // Only since 3.5 what is hydrated may go to another repository.
  const own = atLeast35 ? text(sync.repoURL) : '';
  return {
    application,
    dryRepo: text(dry.repoURL),
    dryRevision: text(dry.targetRevision),
    repo: own || text(dry.repoURL),
    branch: hydrateTo == null ? text(sync.targetBranch) : text(fields(hydrateTo).targetBranch),
    path: text(sync.path),
  };
}

/**
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/hydrator/hydrator.go getHydrationQueueKey, validateApplications
 */
function judgeSame(first: Hydration, second: Hydration, atLeast35: boolean, report: Reporter): void {
  // Argo CD compares the Applications that it hydrates together; and their paths as they are written.
  const together =
    normalizeGitUrl(first.dryRepo) === normalizeGitUrl(second.dryRepo) &&
    first.dryRevision === second.dryRevision &&
    (!atLeast35 || first.repo === second.repo) &&
    first.path === second.path;
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const name = `${other.application.namespace}/${other.application.name}`;
    const words = atLeast35
      ? `app ${name} hydrator uses the same destination: repo=${one.repo}, path=${one.path}`
      : `app ${name} hydrator use the same destination: ${one.path}`;
    report.find({
      message: together
        ? words
        : `Application ${name} hydrates to the same path ${one.path} of branch ${one.branch} too: each replaces what the other wrote`,
      severity: together ? undefined : 'silent',
      fix: 'Give each Application a syncSource.path (or a branch) of its own.',
      resource: one.application.resource,
      pointer: [...HYDRATOR, 'syncSource', 'path'],
    });
  }
}

/** The hydrator asks Git for the commit that it reads, and writes with Git. */
function judgeUrls({ resource, spec }: Application, report: Reporter): void {
  for (const source of ['drySource', 'syncSource']) {
    const repoURL = text(fields(fields(spec.sourceHydrator)[source]).repoURL);
    if (!/^oci:\/\//i.test(repoURL)) continue;
    report.find({
      message: `sourceHydrator.${source}.repoURL ${repoURL} is an OCI artifact: the hydrator works with Git repositories only (failed to get revision metadata)`,
      fix: 'Name a Git repository, or deploy the artifact without a hydrator (spec.source).',
      resource,
      pointer: [...HYDRATOR, source, 'repoURL'],
    });
  }
}

function clean(written: string): string {
  return path.posix.normalize(written).replace(/\/+$/, '');
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/hydrator/hydrator.go IsRootPath */
function isRoot(written: string): boolean {
  return ['', '.'].includes(clean(written));
}
