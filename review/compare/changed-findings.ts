import { identityOf } from '../../report/fingerprint';
import type { ReportedFinding } from '../../report/report';

/** A finding of `check`. */
export type ReviewedFinding = Pick<
  ReportedFinding,
  'rule' | 'severity' | 'file' | 'line' | 'resource' | 'message' | 'fix'
>;

/** The findings of two states that are not the same. */
export interface ChangedFindings {
  readonly new: readonly ReviewedFinding[];
  readonly mended: readonly ReviewedFinding[];
}

/**
 * What is found in one of two states only; each as often as it is found more. A finding whose words alone are others, of one
 * rule on one object, is the same.
 */
export function changedFindings(
  before: readonly ReportedFinding[],
  after: readonly ReportedFinding[],
): ChangedFindings {
  const exact = { new: beyond(after, before, keyOf), mended: beyond(before, after, keyOf) };
  return {
    new: beyond(exact.new, exact.mended, placeOf).map(reviewed),
    mended: beyond(exact.mended, exact.new, placeOf).map(reviewed),
  };
}

/** Those of some findings that are not among others, each as often as it is there more. */
function beyond(
  those: readonly ReportedFinding[],
  known: readonly ReportedFinding[],
  key: (finding: ReportedFinding) => string,
): readonly ReportedFinding[] {
  const counts = new Map<string, number>();
  for (const one of known) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return those.filter((one) => {
    const count = counts.get(key(one)) ?? 0;
    counts.set(key(one), count - 1);
    return count <= 0;
  });
}

function keyOf(finding: ReportedFinding): string {
  return JSON.stringify(identityOf(finding));
}

function placeOf(finding: ReportedFinding): string {
  return JSON.stringify({ ...identityOf(finding), message: '' });
}

function reviewed({ rule, severity, file, line, resource, message, fix }: ReportedFinding): ReviewedFinding {
  return { rule, severity, file, line, resource, message, fix };
}
