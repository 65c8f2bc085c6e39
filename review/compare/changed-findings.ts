import { identityOf } from '../../report/fingerprint';
import type { ReportedFinding } from '../../report/report';
import type { ReviewedFinding } from '../review';

/** What is found in one of two states only; each as often as it is found more. */
export function changedFindings(
  before: readonly ReportedFinding[],
  after: readonly ReportedFinding[],
): { readonly new: readonly ReviewedFinding[]; readonly mended: readonly ReviewedFinding[] } {
  return { new: beyond(after, before), mended: beyond(before, after) };
}

function beyond(those: readonly ReportedFinding[], known: readonly ReportedFinding[]): readonly ReviewedFinding[] {
  const counts = new Map<string, number>();
  for (const one of known) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return those
    .filter((one) => {
      const count = counts.get(keyOf(one)) ?? 0;
      counts.set(keyOf(one), count - 1);
      return count <= 0;
    })
    .map(({ rule, severity, file, line, resource, message, fix }) => {
      return { rule, severity, file, line, resource, message, fix };
    });
}

function keyOf(finding: ReportedFinding): string {
  return JSON.stringify(identityOf(finding));
}
