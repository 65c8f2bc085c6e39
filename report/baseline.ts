import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { type Identity, identityOf, objectOf, withoutLines } from './fingerprint';
import type { Report, ReportedFinding } from './report';
import { severityCounts } from './severity-counts';

/** A finding that was there when the check was adopted, and is accepted until somebody mends it. */
export interface Accepted extends Identity {
  /** How many alike there are. */
  readonly count: number;
  /** Why it is accepted, in the words of whoever wrote it into the file. @default - nobody has */
  readonly reason?: string;
  /** Its line in the baseline. */
  readonly line: number;
}

/** The name under which a baseline reports what is gone. */
export const BASELINE_RULE = 'baseline';

const HEADER = ` What groundwork check found when this was written, accepted until it is mended. A new finding is reported, and so is
 an entry whose finding is gone. Written by groundwork check --write-baseline, which keeps each reason.`;

/** Paths in a baseline count from its own folder: both ways of a path. */
export interface BaselinePaths {
  /** From the working directory, as a finding has it, to the one in the baseline. */
  toBaseline(file: string): string;
  /** And back. */
  fromBaseline(file: string): string;
}

/**
 * Reads a baseline.
 *
 * @param name of the file, for the error
 * @throws Error that names the line
 */
export function parseBaseline(text: string, name: string): readonly Accepted[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fail = (offset: number | undefined, words: string): never => {
    const { line } = lines.linePos(offset ?? 0);
    throw new Error(`${name}:${line}: ${words}: groundwork check --write-baseline writes this file`);
  };
  const conflict = /^<{7} /m.exec(text);
  if (conflict)
    throw new Error(
      `${name}:${lines.linePos(conflict.index).line}: conflict markers of Git: resolve the merge, or take either side and write the file again with --write-baseline`,
    );
  const [problem] = document.errors;
  if (problem) fail(problem.pos[0], 'not YAML');
  const root = document.contents;
  if (!isMap(root) || (root.get('version') as unknown) !== 1)
    return fail(root?.range?.[0], 'no baseline with version: 1');
  const found = root.get('findings', true);
  if (!isSeq(found)) return fail(root.range?.[0], 'findings is no list');
  return found.items.map((item): Accepted => {
    const at = isMap(item) ? item.range?.[0] : undefined;
    if (!isMap(item)) return fail(isScalar(item) ? item.range?.[0] : undefined, 'an entry of findings is no map');
    const text = (key: string): string => {
      const value = item.get(key) ?? '';
      return typeof value === 'string' ? value : fail(at, `${key} is no string`);
    };
    const count = item.get('count') ?? 1;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1)
      return fail(at, 'count is no number from 1 on');
    if (text('rule') === '' || text('message') === '') return fail(at, 'an entry has no rule or no message');
    const reason = text('reason');
    return {
      rule: text('rule'),
      file: text('file'),
      object: text('object'),
      message: text('message'),
      count,
      ...(reason === '' ? {} : { reason }),
      line: lines.linePos(at ?? 0).line,
    };
  });
}

/**
 * A baseline that accepts all findings of a report.
 *
 * @param before the baseline that is replaced: its reasons stay
 */
export function formatBaseline(
  findings: readonly ReportedFinding[],
  before: readonly Accepted[],
  paths: BaselinePaths,
): string {
  const entries = new Map<string, { readonly identity: Identity; count: number }>();
  for (const finding of findings) {
    const identity = { ...identityOf(finding, paths.toBaseline(finding.file)), message: finding.message };
    const key = keyOf(identity);
    const known = entries.get(key);
    if (known) known.count += 1;
    else entries.set(key, { identity, count: 1 });
  }
  const reasons = new Map(before.map((one) => [keyOf(one), one.reason]));
  const sorted = [...entries.entries()]
    .map(([key, { identity, count }]) => ({ ...identity, count, reason: reasons.get(key) }))
    .sort((a, b) => compare([a.file, a.rule, a.object, a.message], [b.file, b.rule, b.object, b.message]));
  const list = sorted.map(({ rule, file, object, message, count, reason }) => ({
    rule,
    ...(file === '' ? {} : { file }),
    ...(object === '' ? {} : { object }),
    message,
    ...(count === 1 ? {} : { count }),
    ...(reason === undefined ? {} : { reason }),
  }));
  const comment = HEADER.split('\n')
    .map((line) => `#${line}\n`)
    .join('');
  return comment + stringify({ version: 1, findings: list }, { lineWidth: 0 });
}

/** An entry of a baseline that accepts more than there is. */
export interface Gone extends Accepted {
  /** Whether nothing of it was found. */
  readonly all: boolean;
}

/** What a baseline leaves of a report. */
export interface WithBaseline {
  /** Without the findings that are accepted. */
  readonly report: Report;
  /** What is accepted and was not found: how many, and whether that is all of the entry. */
  readonly gone: readonly Gone[];
}

/** Takes the accepted findings out of a report. One whose file was moved is known by its object. */
export function applyBaseline(report: Report, accepted: readonly Accepted[], paths: BaselinePaths): WithBaseline {
  const left = accepted.map((one) => ({ one, count: one.count }));
  const take = (findings: readonly ReportedFinding[], key: (identity: Identity) => string) => {
    const byKey = new Map<string, (typeof left)[number][]>();
    for (const entry of left) {
      const those = byKey.get(key(entry.one));
      if (those) those.push(entry);
      else byKey.set(key(entry.one), [entry]);
    }
    return findings.filter((finding) => {
      const those = byKey.get(key(identityOf(finding, paths.toBaseline(finding.file)))) ?? [];
      const entry = those.find(({ count }) => count > 0);
      if (entry) entry.count -= 1;
      return entry === undefined;
    });
  };
  const exact = take(report.findings, keyOf);
  const moved = take(
    exact.filter((finding) => objectOf(finding) !== ''),
    (identity) => keyOf({ ...identity, file: '' }),
  );
  const stays = new Set(moved);
  const findings = exact.filter((finding) => objectOf(finding) === '' || stays.has(finding));
  const gone = left
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => ({ ...one, count, all: count === one.count }));
  return { report: withFindings(report, findings), gone };
}

/** Adds to a report that accepted findings are gone. @param name of the baseline, from the working directory */
export function withGone(report: Report, gone: readonly Gone[], name: string): Report {
  const found = gone.map(({ rule, file, object, line, count, all }): ReportedFinding => {
    const where = [object, file].filter(Boolean).join(' in ');
    return {
      rule: BASELINE_RULE,
      severity: 'warn',
      file: name,
      line,
      resource: { apiVersion: '', kind: '', namespace: '', name: '' },
      message:
        `${rule} is accepted${where === '' ? '' : ` for ${where}`}` +
        (all ? ', and is no longer found' : ` ${count === 1 ? 'once' : `${count} times`} more than it is found`),
      fix: 'Remove the entry, or write the file again with --write-baseline.',
      location: { file: name, line, column: 1, endLine: line, endColumn: 2 },
    };
  });
  const findings = [...report.findings, ...found];
  return { ...report, findings, summary: { ...report.summary, warn: report.summary.warn + found.length } };
}

function withFindings(report: Report, findings: readonly ReportedFinding[]): Report {
  const summary = {
    ...report.summary,
    ...severityCounts(findings),
    accepted: report.findings.length - findings.length,
  };
  return { ...report, findings, summary };
}

function keyOf({ rule, file, object, message }: Identity): string {
  return [rule, file, object, withoutLines(message)].join('\n');
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : (a[at] as string) < (b[at] as string) ? -1 : 1;
}
