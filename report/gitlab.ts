import { checkoutPath } from './checkout-path';
import { fingerprints } from './fingerprint';
import { placesSuffix } from './gather';
import type { Report, ReportedFinding } from './report';

const SEVERITIES = { refuse: 'blocker', silent: 'major', warn: 'minor' } as const;

/**
 * The findings as GitLab shows them beside a merge request (`artifacts: reports: codequality`).
 *
 * @param root the checkout, from the working directory
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function reportGitlab(report: Report, root = ''): string {
  // GitLab wants a path. What is in no file is shown at the top of the checkout.
  const pathOf = ({ file }: ReportedFinding) => (file === '' ? '.' : checkoutPath(file, root));
  const marks = fingerprints(report.findings, pathOf);
  const issues = report.findings.map((finding, at) => ({
    description: `${finding.message}${placesSuffix(finding)}. ${finding.fix}`,
    check_name: finding.rule,
    fingerprint: marks[at],
    severity: SEVERITIES[finding.severity],
    location: { path: pathOf(finding), lines: { begin: Math.max(finding.line, 1) } },
  }));
  return JSON.stringify(issues, null, 2);
}
