import { reportJunit } from '../../report/junit';
import { reportSarif } from '../../report/sarif';
import { SEVERITIES, type Severity } from '../consequences/severity';
import { asHtml } from '../html/html';
import type { Review } from '../review';
import { asReport, judgementDescriptions } from './as-report';
import { reviewMarkdown } from './markdown';
import { reviewText } from './text';

/** What a format may need besides the review. */
export interface ReviewFormatContext {
  /** The checkout, from the working directory: viewers want paths from the top of the repository. */
  readonly root: string;
  /** The severities that make the command fail. */
  readonly failOn: readonly Severity[];
}

/** A way to print a review. */
export interface ReviewFormat {
  /** For the help. */
  readonly summary: string;
  /** Whether it shows objects as YAML. @default false */
  readonly yaml?: boolean;
  print(review: Review, context: ReviewFormatContext): string;
}

/** What the program is called in formats of others. */
const TOOL = 'groundwork diff';

/** The formats of `groundwork diff`. A new one is a file beside this one and a line here. */
export const REVIEW_FORMATS = {
  text: { summary: 'for people', print: (review) => reviewText(review) },
  markdown: {
    summary: 'one comment of a pull request, the dangerous first',
    print: (review) => reviewMarkdown(review),
  },
  json: {
    summary:
      'one object: consequences, Applications with their objects, fields and YAML, findings, what is not compared',
    yaml: true,
    print: (review) => JSON.stringify(review, null, 2),
  },
  html: {
    summary: 'a page to look at: the Applications by wave, filters, the YAML side by side; it loads nothing',
    yaml: true,
    print: (review) => asHtml(review),
  },
  sarif: {
    summary: 'SARIF 2.1.0: the consequences, with paths from the top of the checkout',
    print: (review, { root }) => reportSarif(asReport(review), judgementDescriptions(), root, TOOL),
  },
  junit: {
    summary: 'JUnit XML: a test suite for each kind of consequence, a failure for each that fails the command',
    print: (review, { failOn }) =>
      reportJunit(asReport(review), judgementDescriptions(), {
        name: TOOL,
        fails: ({ message }) => failOn.some((severity) => message.startsWith(`${severity}: `)),
        severityOf: ({ message }) => SEVERITIES.find((severity) => message.startsWith(`${severity}: `)) ?? '',
      }),
  },
} as const satisfies Record<string, ReviewFormat>;

/** The name of a format. */
export type ReviewFormatName = keyof typeof REVIEW_FORMATS;
