import type { Location, Report, ReportedFinding } from './report';

/** A finding in the JSON form. */
export interface JsonFinding extends Omit<ReportedFinding, 'location' | 'source' | 'gather' | 'places'> {
  /** Where it begins in the line, from 1, in UTF-16 units; 0 where only the file is known. */
  readonly column: number;
  /** The other places that have the same, where the finding stands for many. @default - it has one place */
  readonly places?: readonly Pick<Location, 'file' | 'line' | 'column'>[];
}

/** What `groundwork check --format json` prints. */
export interface JsonReport extends Omit<Report, 'findings'> {
  /** What is wrong, ordered by file and line. */
  readonly findings: readonly JsonFinding[];
}

/** The report for other programs: a {@link JsonReport}. */
export function reportJson(report: Report): string {
  const { version, argocdVersion, kubernetesVersion, repositories, findings, unchecked, summary } = report;
  const json: JsonReport = {
    version,
    argocdVersion,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    repositories,
    findings: findings.map(({ rule, severity, file, line, location, resource, message, fix, places }) => {
      const others = places?.map(({ file, line, column }) => ({ file, line, column }));
      return { rule, severity, file, line, column: location.column, resource, message, fix, places: others };
    }),
    unchecked,
    summary,
  };
  return JSON.stringify(json, null, 2);
}
