import type { Report } from './report';

/** The report for other programs. */
export function reportJson(report: Report): string {
  const { version, argocdVersion, repositories, findings, unchecked, summary } = report;
  return JSON.stringify(
    {
      version,
      argocdVersion,
      repositories,
      findings: findings.map(({ rule, severity, file, line, location, resource, message, fix }) => {
        return { rule, severity, file, line, column: location.column, resource, message, fix };
      }),
      unchecked,
      summary,
    },
    null,
    2,
  );
}
