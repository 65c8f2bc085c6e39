import { check } from '../argocd/check';
import type { Rule } from '../argocd/rule';
import { MemoryTree } from '../argocd/tree/memory-tree';
import type { ReportedFinding } from '../report/report';

/** The repository that the files of {@link ruleFindings} are in: a source that names it reads them. */
export const REPOSITORY = 'https://git.example.com/platform.git';

/**
 * What a rule finds in files: for the tests of a rule of your own. The files are in memory, and all of them in
 * {@link REPOSITORY}.
 *
 * @param files the text of each file by its path
 * @param argocdVersion the version of Argo CD to judge for
 * @example
 *   expect(ruleFindings(rule, { 'apps/web.yaml': application, 'web/web.yaml': deployment })).toEqual([]);
 */
export function ruleFindings(
  rule: Rule,
  files: Readonly<Record<string, string>>,
  argocdVersion?: string,
): readonly ReportedFinding[] {
  const tree = new MemoryTree(new Map(Object.entries(files)));
  return check({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: REPOSITORY, tree }],
    argocdVersion,
    rules: [rule],
    only: [rule.name],
  }).findings;
}
