import { wholeFile } from '../../report/location';
import type { Report, ReportedFinding, Severity as ReportSeverity } from '../../report/report';
import type { RuleDescription } from '../../report/sarif';
import { severityCounts } from '../../report/severity-counts';
import { judgementPage, loadJudgements } from '../consequences/registry';
import type { Severity } from '../consequences/severity';
import type { Consequence, Review } from '../review';
import { unknownThings } from './not-compared';
import { shownObject } from './words';

/** The severity of a consequence in the words of a report. */
const SEVERITY_OF: Readonly<Record<Severity, ReportSeverity>> = {
  'loses data': 'refuse',
  fails: 'refuse',
  interrupts: 'silent',
  note: 'warn',
};

/** The consequences that nobody allows, in the form of a report: for the formats that viewers of reports know. */
export function asReport(review: Review): Report {
  const findings = review.consequences.filter(({ allowed }) => !allowed).map(findingOf);
  const unknown = unknownThings(review);
  return {
    version: 1,
    argocdVersion: review.argocdVersion,
    kubernetesVersion: review.kubernetesVersion,
    repositories: [],
    findings,
    unchecked: unknown.map(({ side, subject, reason }) => ({ subject, reason: `${reason} (${side})` })),
    summary: {
      files: 0,
      resources: 0,
      applications: review.applications.length,
      projects: 0,
      applicationSets: 0,
      ...severityCounts(findings),
      unchecked: unknown.length,
      ignored: 0,
      accepted: review.summary.allowed,
      excluded: 0,
    },
  };
}

function findingOf(consequence: Consequence): ReportedFinding {
  const { rule, severity, object, happens, advice, details, file, line, side } = consequence;
  // What is not in the repository any more has no line there.
  const location =
    side === 'before' || line === 0 ? wholeFile(file) : { file, line, column: 1, endLine: line, endColumn: 2 };
  return {
    rule,
    severity: SEVERITY_OF[severity],
    file,
    line: location.line,
    resource: object,
    message: [`${severity}: ${shownObject(object)} ${happens}.`, ...details].join(' '),
    fix: advice || 'Nothing has to be done.',
    location,
  };
}

/** The judgements, as a viewer has rules. */
export function judgementDescriptions(): readonly RuleDescription[] {
  return loadJudgements().map(({ name, summary, group }) => {
    const severity = group === 'note' ? 'warn' : group === 'interrupts' ? 'silent' : 'refuse';
    return { name, severity, summary, page: judgementPage(name) };
  });
}
