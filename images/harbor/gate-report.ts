import { oneLine } from '../foreign-text';
import type { ScanResult } from './scan';
import { reaches, SEVERITIES } from './severity';
import { type Finding, type GateRule, isApplied, type Verdict } from './verdict';

/** What a gate's report is made of. */
export interface GateReport {
  /** The image as it was asked for. */
  readonly image: string;
  readonly result: ScanResult;
  readonly rule: GateRule;
  readonly verdict: Verdict;
}

/** Most findings that the text lists; JSON and SARIF have all. */
const LISTED = 25;

/** The report as text: the counts, the findings that keep the gate closed, the verdict. */
export function gateText({ image, result, rule, verdict }: GateReport): string {
  const { manifests, skipped, digest } = result;
  const platforms = manifests.map(({ platform, digest: own }) => platform ?? own);
  const scanners = [...new Set(manifests.map(({ scanner }) => scanner).filter((name) => name !== undefined))];
  const lines = [
    `${image} (${digest})`,
    `scanned: ${platforms.join(', ')}${scanners.length ? ` by ${scanners.join(', ')}` : ''}`,
  ];
  if (skipped.length > 0) lines.push(`not scanned: ${skipped.length} that are no images (attestations)`);
  lines.push('', row('severity', 'all', 'fixable'));
  for (const severity of SEVERITIES) {
    const { all, fixable } = verdict.counts[severity];
    if (severity !== 'None' && (severity !== 'Unknown' || all > 0))
      lines.push(row(severity, String(all), String(fixable)));
  }
  lines.push('');
  if (verdict.blocking.length > 0) {
    lines.push(...verdict.blocking.slice(0, LISTED).map((finding) => findingLine(finding, manifests.length)));
    const more = verdict.blocking.length - LISTED;
    if (more > 0) lines.push(`… and ${more} more; --format json has all of them`);
    lines.push('');
  }
  const allowances = allowanceLines(verdict);
  if (allowances.length > 0) lines.push(...allowances, '');
  lines.push(verdictLine(verdict, rule));
  // Names of packages, versions and scanners are what others wrote.
  return `${lines.map(oneLine).join('\n')}\n`;
}

/** For a program. */
export function gateJson({ image, result, rule, verdict }: GateReport): string {
  const report = {
    image,
    digest: result.digest,
    open: verdict.open,
    threshold: rule.threshold,
    ignoreUnfixable: rule.ignoreUnfixable,
    counts: verdict.counts,
    manifests: result.manifests.map(({ vulnerabilities, ...manifest }) => ({
      ...manifest,
      vulnerabilities: vulnerabilities.length,
    })),
    skipped: result.skipped,
    allowlist: isApplied(verdict.allowlist)
      ? { applied: true, ...verdict.allowlist }
      : { applied: false, ...verdict.allowlist },
    findings: verdict.findings.map((finding) => ({
      ...finding,
      blocking: verdict.blocking.includes(finding),
      allowed: isApplied(verdict.allowlist) && verdict.listed.includes(finding),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Which list it is and until when it is valid, as a part of a sentence. */
export function allowlistText({ allowlist }: Verdict): string {
  if ('unreadable' in allowlist) return `the CVE allowlist could not be read: ${allowlist.unreadable}`;
  const { level, expiresAt, expired } = allowlist;
  const whose = level === 'system' ? 'the system’s CVE allowlist' : 'the project’s CVE allowlist';
  if (expired) return `${whose} expired at ${expiresAt} and is not applied`;
  return `${whose}, ${expiresAt === undefined ? 'which does not expire' : `until ${expiresAt}`}`;
}

/** What the allowlist lets pass, or would if it had not expired; empty if it makes no difference. */
function allowanceLines(verdict: Verdict): string[] {
  const { allowlist, listed } = verdict;
  if ('unreadable' in allowlist) return verdict.open ? [] : [`${allowlistText(verdict)}. Nothing is allowed.`];
  if (listed.length === 0) return [];
  const names = listed.map(({ id, severity, package: name, version }) => `  ${id}  ${severity}  ${name} ${version}`);
  const lead = allowlist.expired ? `${allowlistText(verdict)}; it named:` : `allowed by ${allowlistText(verdict)}:`;
  return [lead, ...names];
}

function verdictLine(verdict: Verdict, { threshold, ignoreUnfixable }: GateRule): string {
  const { open, blocking, listed, allowlist } = verdict;
  const what = `${threshold}${threshold === 'critical' ? '' : ' or worse'}`;
  const other = isApplied(allowlist) && listed.some(({ severity }) => reaches(severity, threshold)) ? ' other' : '';
  const only = ignoreUnfixable ? ' with a fix' : '';
  if (open) return `open: no${other} vulnerability${only} is ${what}`;
  const fixable = blocking.filter(({ fixedIn }) => fixedIn !== undefined).length;
  const count = blocking.length === 1 ? `1${other} vulnerability` : `${blocking.length}${other} vulnerabilities`;
  return `closed: ${count}${only} ${blocking.length === 1 ? 'is' : 'are'} ${what}${ignoreUnfixable ? '' : `, ${fixable} fixable`}`;
}

function findingLine(finding: Finding, manifests: number): string {
  const { severity, id, package: name, version, fixedIn, platforms } = finding;
  const where = platforms.length < manifests ? ` [${platforms.join(', ')}]` : '';
  return `${severity.padEnd(10)}  ${id}  ${name} ${version}${fixedIn ? ` -> ${fixedIn}` : ' (no fix yet)'}${where}`;
}

function row(severity: string, all: string, fixable: string): string {
  return `${severity.padEnd(10)}  ${all.padStart(5)}  ${fixable.padStart(7)}`;
}
