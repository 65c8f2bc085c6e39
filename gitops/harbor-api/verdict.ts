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

  /** Version that mends it. @default - there is none yet */
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
}

/** Joins the findings of all platforms and judges them. */
export function judge(result: ScanResult, rule: GateRule): Verdict {
  const findings = joined(result);
  const blocking = findings.filter(
    ({ severity, fixedIn }) => reaches(severity, rule.threshold) && !(rule.ignoreUnfixable && fixedIn === undefined),
  );
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => {
      const of = findings.filter((finding) => finding.severity === severity);
      return [severity, { all: of.length, fixable: of.filter(({ fixedIn }) => fixedIn !== undefined).length }];
    }),
  ) as Record<Severity, SeverityCount>;
  return { open: blocking.length === 0, counts, findings, blocking };
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
