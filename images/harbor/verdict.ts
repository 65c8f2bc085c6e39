import type { Allowlist, UnreadableAllowlist } from './allowlist';
import type { HarborVulnerability } from './client';
import type { ScanResult } from './scan';
import { reaches, SEVERITIES, type Severity, severityOf, type Threshold, worse } from './severity';

/** What a gate is set to. */
export interface GateRule {
  /** From which severity on it stays closed. */
  readonly threshold: Threshold;

  /** Whether what has no fix yet lets it open. */
  readonly ignoreUnfixable: boolean;
}

/** A vulnerability of an image, once, however many of its platforms have it. */
export interface Finding {
  readonly id: string;
  readonly package: string;
  readonly version: string;

  /** Version that fixes it. @default - there is no fix yet */
  readonly fixedIn?: string;
  readonly severity: Severity;
  readonly platforms: readonly string[];
  readonly description?: string;
  readonly link?: string;
}

/** How many findings there are of one severity. */
export interface SeverityCount {
  readonly all: number;
  readonly fixable: number;
}

/** What a gate says. */
export interface Verdict {
  readonly open: boolean;
  readonly counts: Readonly<Record<Severity, SeverityCount>>;
  readonly findings: readonly Finding[];

  /** The findings that keep it closed, the worst first. */
  readonly blocking: readonly Finding[];

  /** What is on the project's CVE allowlist, where there is one to go by. */
  readonly allowlist: Allowlist | UnreadableAllowlist;

  /** The findings that are on the allowlist. They do not count, unless it has expired. */
  readonly listed: readonly Finding[];
}

/**
 * Joins the findings of all platforms and judges them. What is on the allowlist does not count, whatever its severity.
 *
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/controller/scan/base_controller.go GetVulnerable
 */
export function judge(result: ScanResult, rule: GateRule, allowlist: Allowlist | UnreadableAllowlist): Verdict {
  const findings = joined(result);
  const ids = new Set('ids' in allowlist ? allowlist.ids : []);
  const listed = findings.filter(({ id }) => ids.has(id));
  const allowed = new Set(isApplied(allowlist) ? listed : []);
  const blocking = findings.filter(
    (finding) =>
      !allowed.has(finding) &&
      reaches(finding.severity, rule.threshold) &&
      !(rule.ignoreUnfixable && finding.fixedIn === undefined),
  );
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => {
      const of = findings.filter((finding) => finding.severity === severity);
      return [severity, { all: of.length, fixable: of.filter(({ fixedIn }) => fixedIn !== undefined).length }];
    }),
  ) as Record<Severity, SeverityCount>;
  return { open: blocking.length === 0, counts, findings, blocking, allowlist, listed };
}

/** Whether the allowlist applies: it could be read, and has not expired. */
export function isApplied(allowlist: Allowlist | UnreadableAllowlist): allowlist is Allowlist {
  return 'ids' in allowlist && !allowlist.expired;
}

function joined(result: ScanResult): Finding[] {
  const found = new Map<string, Finding>();
  for (const { platform, digest, vulnerabilities } of result.manifests) {
    for (const vulnerability of vulnerabilities) {
      const key = [vulnerability.id, vulnerability.package, vulnerability.version].join('\0');
      found.set(key, join(found.get(key), vulnerability, platform ?? digest));
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function join(known: Finding | undefined, vulnerability: HarborVulnerability, platform: string): Finding {
  const severity = severityOf(vulnerability.severity);
  const fixedIn = vulnerability.fix_version || known?.fixedIn;
  return {
    id: vulnerability.id,
    package: vulnerability.package ?? '',
    version: vulnerability.version ?? '',
    ...(fixedIn && { fixedIn }),
    severity: known ? worse(known.severity, severity) : severity,
    platforms: [...new Set([...(known?.platforms ?? []), platform])],
    ...(vulnerability.description && { description: vulnerability.description }),
    ...(vulnerability.links?.[0] && { link: vulnerability.links[0] }),
  };
}
