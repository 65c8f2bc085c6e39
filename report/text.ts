import { objectOf } from './fingerprint';
import { alsoAt, placesSuffix } from './gather';
import { shownLocation } from './location';
import { plural } from './plural';
import type { Report, ReportedFinding, ReportedUnchecked, Severity } from './report';
import type { RuleDescription } from './sarif';
import { type Format, styled, usesColor } from './style';

/** How a report is printed. */
export interface TextOptions {
  /** @default - whether standard output is a terminal, and what `NO_COLOR` and `FORCE_COLOR` say */
  readonly color?: boolean;
  /** How many characters of a line of a file are shown. @default 120 */
  readonly width?: number;
  /** The rules that ran: what a group of findings is about. @default - a group has the name of its rule alone */
  rules?(): readonly Pick<RuleDescription, 'name' | 'summary'>[];
}

type Style = (formats: Format | readonly Format[], text: string) => string;

const COLORS: Readonly<Record<Severity, 'red' | 'magenta' | 'yellow'>> = {
  refuse: 'red',
  silent: 'magenta',
  warn: 'yellow',
};

/** The most subjects that are listed for one reason. */
const MOST_UNCHECKED = 10;

/** As many findings of one kind are one paragraph. */
const GROUP = 4;

/** The most other places of one finding that are listed. */
const MOST_PLACES = 10;

/** The most findings of a group that are listed, except for what Argo CD refuses. */
const MOST_GROUPED = 10;

/** The report as a compiler would print it. */
export function reportText(report: Report, options: TextOptions = {}): string {
  const { color = usesColor(), width = 120 } = options;
  const style: Style = (formats, text) => styled(formats, text, color);
  const lists = new Map<string, string>();
  const parts = groupsOf(report.findings).map((group) =>
    group.length < GROUP
      ? group.map((finding) => findingText(withoutRepeats(finding, lists), style, width)).join('\n\n')
      : groupText(group, options.rules?.() ?? [], style),
  );
  const assumed = report.repositories.filter(({ because }) => because !== 'given');
  if (assumed.length > 0) {
    const lines = assumed.map(
      ({ url, directory, because }) => `  ${visible(url)} is taken to be ${visible(directory)}: ${visible(because)}`,
    );
    parts.push([style('bold', 'repositories'), ...lines].join('\n'));
  }
  if (report.unchecked.length > 0) parts.push(uncheckedText(report.unchecked, style));
  parts.push(summaryText(report, style));
  return parts.join('\n\n');
}

function findingText(finding: ReportedFinding, style: Style, width: number): string {
  const { rule, severity, fix, location, resource, source } = finding;
  const message = `${finding.message}${placesSuffix(finding)}`;
  const { line, column, endLine, endColumn } = location;
  const gutter = ' '.repeat(String(line).length);
  const bar = style('blue', '|');
  const lines = [
    `${style([COLORS[severity], 'bold'], `${severity}[${rule}]`)}${style('bold', `: ${visible(message)}`)}`,
  ];
  if (location.file !== '')
    lines.push(
      `${gutter}${style('blue', '-->')} ${visible(line === 0 ? location.file : `${location.file}:${line}:${column}`)}`,
    );
  if (source !== undefined && source.trim() !== '') {
    const end = endLine === line ? endColumn : source.length + 1;
    const shown = excerpt(source, column - 1, Math.max(end - column, 1), width);
    lines.push(`${gutter} ${bar}`, `${style('blue', String(line))} ${bar} ${shown.text}`);
    lines.push(`${gutter} ${bar} ${' '.repeat(shown.start)}${style(COLORS[severity], '^'.repeat(shown.length))}`);
  }
  const name = objectOf({ resource });
  const also = alsoAt(finding, MOST_PLACES);
  if (also !== '') lines.push(`${gutter} ${style('blue', '=')} ${visible(also)}`);
  if (name !== '') lines.push(`${gutter} ${style('blue', '=')} ${visible(name)}`);
  lines.push(`${gutter} ${style('blue', '=')} ${style('bold', 'fix')}: ${visible(fix)}`);
  return lines.join('\n');
}

/**
 * The findings, those of one kind together where they are many. What is only a warning is of one kind with all of its rule;
 * for the rest each has to be mended in the same way too.
 */
function groupsOf(findings: readonly ReportedFinding[]): readonly (readonly ReportedFinding[])[] {
  const keyOf = ({ rule, severity, fix }: ReportedFinding) =>
    [rule, severity, severity === 'warn' ? '' : fix].join('\n');
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group) group.push(finding);
    else groups.set(keyOf(finding), [finding]);
  }
  const shown = new Set<string>();
  return findings.flatMap((finding) => {
    const key = keyOf(finding);
    const group = groups.get(key) ?? [];
    if (group.length < GROUP) return [[finding]];
    if (shown.has(key)) return [];
    shown.add(key);
    return [group];
  });
}

/** One paragraph for many findings: a line for each. */
function groupText(
  group: readonly ReportedFinding[],
  rules: readonly Pick<RuleDescription, 'name' | 'summary'>[],
  style: Style,
): string {
  const [{ rule, severity, fix }] = group as [ReportedFinding];
  const summary = rules.find(({ name }) => name === rule)?.summary ?? '';
  const shown = severity === 'refuse' ? group : group.slice(0, MOST_GROUPED);
  const lines = shown.map(({ message, location, ...finding }) => {
    const place = visible(location.line === 0 ? location.file : `${shownLocation(location)}:${location.column}`);
    const words = visible(`${message}${placesSuffix(finding)}`);
    const object = visible(objectOf(finding));
    // Most messages name their object.
    const about = object === '' || words.includes(visible(finding.resource.name)) ? '' : `${object}: `;
    return `  ${style('blue', place)}${place === '' ? '' : ': '}${about}${words}`;
  });
  const more = group.length - shown.length;
  if (more > 0) lines.push(`  and ${more} more (--format json lists them all)`);
  const alike = group.every((one) => one.fix === fix);
  return [
    `${style([COLORS[severity], 'bold'], `${severity}[${rule}]`)}${style('bold', `: ${group.length} findings${summary === '' ? '' : `: ${visible(summary)}`}`)}`,
    ...lines,
    `  ${style('blue', '=')} ${style('bold', 'fix')}${alike ? '' : ', for the first'}: ${visible(fix)}`,
  ].join('\n');
}

/** A line of a file around a mark, in as many columns as a terminal has, and where the mark is in it. */
function excerpt(
  source: string,
  from: number,
  length: number,
  width: number,
): { text: string; start: number; length: number } {
  // A tab has no width of its own, and other control characters could steer the terminal.
  const plain = visible(source);
  const left = plain.length <= width ? 0 : Math.max(0, Math.min(from - 20, plain.length - width));
  const cut = plain.slice(left, left + width);
  const text = `${left > 0 ? `…${cut.slice(1)}` : cut}${left + width < plain.length ? '…' : ''}`;
  const start = Math.min(Math.max(from - left, 0), cut.length);
  return { text, start, length: Math.max(1, Math.min(length, cut.length - start)) };
}

/** How rules introduce the values that are allowed. */
const LIST = /(?:; (?:they|there|its \w+) (?:are|is)|one of) (.*,.*?)(?=\.?$)/s;

/** A longer message is no list that a rule has made. */
const MOST_REPEATED = 5_000;

/** Prints the list of allowed values only once for all findings of a rule. */
function withoutRepeats(finding: ReportedFinding, seen: Map<string, string>): ReportedFinding {
  const { rule, location } = finding;
  const once = (text: string): string => {
    const [whole = '', list] = text.length > MOST_REPEATED ? [] : (LIST.exec(text) ?? []);
    if (list === undefined || list.length < 30) return text;
    const key = `${rule}\n${list}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, shownLocation(location));
    return first === undefined
      ? text
      : text.replace(whole, () => `${whole.slice(0, -list.length)}those listed above${first && ` at ${first}`}`);
  };
  return { ...finding, message: once(finding.message), fix: once(finding.fix) };
}

/** One line for each reason: how many, of what, and their names. */
function uncheckedText(unchecked: readonly ReportedUnchecked[], style: Style): string {
  const byReason = new Map<string, Set<string>>();
  for (const { subject, reason } of unchecked) {
    // The text in brackets is about one subject, except the option to use, which is the same for all.
    const open = reason.endsWith(')') ? reason.indexOf(' (') : -1;
    const [general, detail] = open < 0 ? [reason] : [reason.slice(0, open), reason.slice(open + 2, -1)];
    const [, url] = /^give it with --repo (\S+)=DIR$/.exec(detail ?? '') ?? [];
    const own = url === undefined ? detail : undefined;
    const line = url === undefined ? general : `${general} (--repo ${general.includes(url) ? 'URL' : url}=DIR)`;
    const names = byReason.get(line) ?? new Set();
    // The other formats say which of its sources is meant.
    const [name = subject] = /^Application [^:]+(?=: )/.exec(subject) ?? [];
    names.add(own === undefined ? name : `${name} (${own})`);
    byReason.set(line, names);
  }
  const lines = [...byReason].map(([reason, names]) => `  ${visible(reason)}: ${visible(counted([...names]))}`);
  return [style('bold', 'not checked'), ...lines].join('\n');
}

/** `Application a`, `3 Applications: a, b, c`. */
function counted(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return first;
  const [, kind] = /^(Application|ApplicationSet|AppProject|file) /.exec(first) ?? [];
  const alike = kind !== undefined && others.every((name) => name.startsWith(`${kind} `));
  const shown = names.slice(0, MOST_UNCHECKED).map((name) => (alike ? name.slice(kind.length + 1) : name));
  const more = names.length - shown.length;
  const count = alike ? plural(names.length, kind) : String(names.length);
  return `${count}: ${shown.join(', ')}${more > 0 ? ` and ${more} more (--format json lists them all)` : ''}`;
}

function summaryText({ summary, argocdVersion, kubernetesVersion }: Report, style: Style): string {
  const {
    refuse,
    silent,
    warn,
    files,
    applications,
    projects,
    applicationSets,
    resources,
    unchecked,
    ignored,
    accepted,
    excluded,
  } = summary;
  const counts = [
    refuse > 0 && style(['red', 'bold'], `${refuse} that Argo CD refuses`),
    silent > 0 && style(['magenta', 'bold'], `${silent} that it takes otherwise than written`),
    warn > 0 && style(['yellow', 'bold'], plural(warn, 'warning')),
  ].filter((one): one is string => one !== false);
  const read = [
    plural(files, 'file'),
    plural(resources, 'object'),
    plural(applications, 'Application'),
    plural(projects, 'AppProject'),
    plural(applicationSets, 'ApplicationSet'),
  ].join(', ');
  const rest = [
    unchecked > 0 && `${unchecked} not checked`,
    ignored > 0 && `${ignored} ignored by comments`,
    accepted > 0 && `${accepted} accepted in the baseline`,
    excluded > 0 && `${excluded} excluded by the configuration`,
  ].filter(Boolean);
  const verdict = counts.length > 0 ? counts.join(', ') : style('green', 'nothing found');
  return `${verdict} (${[read, ...rest].join('; ')}; Argo CD ${argocdVersion}${kubernetesVersion === undefined ? '' : `, Kubernetes ${kubernetesVersion}`})`;
}

/** Text from a file, harmless to a terminal. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/\t/g, ' ').replace(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
