import { shownLocation } from './location';
import type { Location, Report, ReportedFinding } from './report';
import { severityCounts } from './severity-counts';

/** As many places that have the same are one finding. */
const MANY = 4;

/**
 * Makes one finding of many that say the same of a habit: it has the first place, and the others as `places`. Only those whose
 * rule wants it (`gather`), with one message and one severity. What a baseline accepts has to be out of the report by then:
 * it is accepted place by place.
 */
export function gathered(report: Report): Report {
  const keyOf = ({ rule, severity, message }: ReportedFinding) => [rule, severity, message].join('\n');
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of report.findings) {
    if (!finding.gather) continue;
    const group = groups.get(keyOf(finding));
    if (group) group.push(finding);
    else groups.set(keyOf(finding), [finding]);
  }
  const findings = report.findings.flatMap((finding): readonly ReportedFinding[] => {
    const group = finding.gather ? (groups.get(keyOf(finding)) ?? []) : [];
    if (group.length < MANY) return [finding];
    const [first, ...others] = group;
    return finding === first ? [{ ...first, places: others.map(({ location }) => location) }] : [];
  });
  return { ...report, findings, summary: { ...report.summary, ...severityCounts(findings) } };
}

/** ` (here and in 3 more places)`, or nothing where a finding has one place. */
export function placesSuffix({ places = [] }: Pick<ReportedFinding, 'places'>): string {
  return places.length === 0 ? '' : ` (here and in ${places.length} more place${places.length === 1 ? '' : 's'})`;
}

/** `also at a.yaml:1, b.yaml:2`, or nothing. @param most how many are named. @default - all */
export function alsoAt({ places = [] }: Pick<ReportedFinding, 'places'>, most = places.length): string {
  const shown = places.slice(0, most).map((place: Location) => shownLocation(place));
  const more = places.length - shown.length;
  if (shown.length === 0) return '';
  return `also at ${shown.join(', ')}${more > 0 ? ` and ${more} more (--format json lists them all)` : ''}`;
}
