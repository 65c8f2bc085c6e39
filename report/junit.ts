import { objectOf } from './fingerprint';
import { alsoAt } from './gather';
import { shownLocation } from './location';
import type { Report, ReportedFinding } from './report';
import type { RuleDescription } from './sarif';

/** What makes a test of the form fail. */
export interface JunitOptions {
  /** Each finding is a failure, not only what Argo CD refuses. @default false */
  readonly strict?: boolean;
  /** The name of the command. @default 'groundwork check' */
  readonly name?: string;
  /** Whether a finding is a failure. @default - what Argo CD refuses is, and with {@link strict} all are */
  fails?(finding: ReportedFinding): boolean;
  /** The severity of a finding, for a reader. @default - its own */
  severityOf?(finding: ReportedFinding): string;
}

/**
 * The report in the form of JUnit, which every CI server shows. A rule is a test suite. A finding that makes the command fail
 * is a failure; another one passes and has its words in the output. A rule that finds nothing is one test that passes, and
 * what was not checked is skipped.
 *
 * @param rules the rules that ran
 * @see https://github.com/testmoapp/junitxml
 */
export function reportJunit(report: Report, rules: readonly RuleDescription[], options: JunitOptions = {}): string {
  const { strict, name: command = 'groundwork check' } = options;
  const fails = options.fails ?? (({ severity }: ReportedFinding) => strict === true || severity === 'refuse');
  const names = new Set([...rules.map(({ name }) => name), ...report.findings.map(({ rule }) => rule)]);
  const suites = [...names].map((name) => {
    const found = report.findings.filter(({ rule }) => rule === name);
    const tests = found.map((finding) =>
      findingCase(finding, fails(finding), options.severityOf?.(finding) ?? finding.severity),
    );
    const none = `<testcase${attributes({ classname: name, name: 'nothing found' })}/>`;
    return suite(name, tests.length === 0 ? [none] : tests);
  });
  if (report.unchecked.length > 0) {
    const tests = report.unchecked.map(
      ({ subject, reason }) =>
        `<testcase${attributes({ classname: 'not checked', name: subject })}><skipped${attributes({ message: reason })}/></testcase>`,
    );
    suites.push(suite('not checked', tests));
  }
  const all = suites.join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: command, ...countsIn(all) })}>\n${all}\n</testsuites>`;
}

function suite(name: string, tests: readonly string[]): string {
  const all = tests.map((one) => `    ${one}`).join('\n');
  return `  <testsuite${attributes({ name, ...countsIn(all) })}>\n${all}\n  </testsuite>`;
}

/** How many tests there are in a text that was made here: what was put into it is escaped. */
function countsIn(text: string): Readonly<Record<'tests' | 'failures' | 'skipped' | 'errors', number>> {
  const count = (element: string) => text.split(`<${element}`).length - 1;
  return { tests: count('testcase'), failures: count('failure'), skipped: count('skipped'), errors: 0 };
}

function findingCase(finding: ReportedFinding, fails: boolean, severity: string): string {
  const { rule, message, fix, file, line, location } = finding;
  const where = shownLocation(location);
  const name = [where, objectOf(finding)].filter(Boolean).join(' ') || message;
  const also = alsoAt(finding);
  const said = message.startsWith(`${severity}: `) ? message : `${severity}: ${message}`;
  const words = `${said}
${
  where === ''
    ? ''
    : `${where}
`
}${
  also === ''
    ? ''
    : `${also}
`
}fix: ${fix}`;
  const inside = fails
    ? `<failure${attributes({ type: severity, message })}>${escaped(words)}</failure>`
    : `<system-out>${escaped(words)}</system-out>`;
  const place = file === '' ? {} : { file, ...(line === 0 ? {} : { line }) };
  return `<testcase${attributes({ classname: rule, name, ...place })}>${inside}</testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text for XML 1.0, which has no way to write most control characters and half of a surrogate pair. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replace(/[&<>"\n\t]/g, (character) => ENTITIES[character] as string)
  );
}
