import { reportGitlab } from './gitlab';
import { reportJson } from './json';
import { reportJunit } from './junit';
import type { Report } from './report';
import { type RuleDescription, reportSarif } from './sarif';
import { reportText } from './text';

/** What a format may need besides the report. */
export interface FormatContext {
  /** The rules that ran, with their pages. */
  rules(): readonly RuleDescription[];
  /** The checkout, from the working directory: viewers want paths from the top of the repository. @default '' */
  readonly root?: string;
  /** Whether any finding makes the command fail, and not only what Argo CD refuses. @default false */
  readonly strict?: boolean;
}

/** A way to print a report. */
export interface ReportFormat {
  /** For the help. */
  readonly summary: string;
  /** The report as text. */
  print(report: Report, context: FormatContext): string;
}

/** The formats of all verbs that report findings. A new one is a file beside this one and a line here. */
export const REPORT_FORMATS = {
  text: { summary: 'for people', print: (report, { rules }) => reportText(report, { rules }) },
  json: {
    summary: 'one object: version, findings with rule, severity, file, line, column, message and fix, summary',
    print: (report) => reportJson(report),
  },
  sarif: {
    summary: 'SARIF 2.1.0 with paths from the top of the checkout',
    print: (report, context) => reportSarif(report, context.rules(), context.root),
  },
  junit: {
    summary: 'JUnit XML: a test suite for each rule, a failure for each finding that fails the command',
    print: (report, { rules, strict }) => reportJunit(report, rules(), { strict }),
  },
  gitlab: {
    summary: 'a GitLab code quality report with paths from the top of the checkout',
    print: (report, { root }) => reportGitlab(report, root),
  },
} as const satisfies Record<string, ReportFormat>;

/** The name of a format. */
export type ReportFormatName = keyof typeof REPORT_FORMATS;
