/**
 * Harbor's severities, the worst first.
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/pkg/scan/vuln/severity.go
 */
export const SEVERITIES = ['Critical', 'High', 'Medium', 'Low', 'Negligible', 'Unknown', 'None'] as const;

/** How bad a vulnerability is, as the scanner says. `Unknown` was not rated. */
export type Severity = (typeof SEVERITIES)[number];

/** What a gate can be set to. */
export const THRESHOLDS = ['critical', 'high', 'medium', 'low', 'negligible'] as const;

/** From which severity on a gate stays closed. */
export type Threshold = (typeof THRESHOLDS)[number];

/** Reads what a report says; another word counts as `Unknown`. */
export function severityOf(text: string | undefined): Severity {
  return SEVERITIES.find((severity) => severity.toLowerCase() === text?.toLowerCase()) ?? 'Unknown';
}

/** Whether a severity is as bad as the threshold, or worse. */
export function reaches(severity: Severity, threshold: Threshold): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(severityOf(threshold));
}

/** The worse of two. */
export function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}
