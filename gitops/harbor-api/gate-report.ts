import type { ScanResult } from './scan';
import { SEVERITIES } from './severity';
import type { Finding, GateRule, Verdict } from './verdict';

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

/** For a person: the counts, what keeps the gate closed, the verdict. */
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
  lines.push(verdictLine(verdict, rule));
  return `${lines.join('\n')}\n`;
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
    findings: verdict.findings.map((finding) => ({ ...finding, blocking: verdict.blocking.includes(finding) })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function verdictLine({ open, blocking }: Verdict, { threshold, ignoreUnfixable }: GateRule): string {
  const what = `${threshold}${threshold === 'critical' ? '' : ' or worse'}`;
  const only = ignoreUnfixable ? ' with a fix' : '';
  if (open) return `open: no vulnerability${only} is ${what}`;
  const fixable = blocking.filter(({ fixedIn }) => fixedIn !== undefined).length;
  const count = blocking.length === 1 ? '1 vulnerability' : `${blocking.length} vulnerabilities`;
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
