import type { ReportedFinding, Severity, Summary } from './report';

/** How many findings there are of each severity, as a {@link Summary} has them. */
export function severityCounts(findings: readonly Pick<ReportedFinding, 'severity'>[]): Pick<Summary, Severity> {
  const counts = { refuse: 0, silent: 0, warn: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
