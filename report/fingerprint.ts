import { createHash } from 'node:crypto';
import type { ReportedFinding } from './report';

/** What says that two findings of two runs are one and the same. */
export interface Identity {
  readonly rule: string;
  readonly file: string;
  /** `Deployment web/web`; `''` where it is about no object. */
  readonly object: string;
  /** Without the lines that it names. */
  readonly message: string;
}

/**
 * The identity of a finding. No line is in it: what stands above a finding may grow. The message is, because an object may
 * have several findings of one rule.
 *
 * @param file the file as the reader of the format knows it
 */
export function identityOf(finding: ReportedFinding, file = finding.file): Identity {
  const { rule } = finding;
  const message = withoutLines(finding.message);
  // What stands for many places stays itself when the first of them is mended.
  if (finding.places) return { rule, file: '', object: '', message };
  return { rule, file, object: objectOf(finding), message };
}

/** `Deployment web/web`, or `''`. */
export function objectOf({ resource: { kind, namespace, name } }: Pick<ReportedFinding, 'resource'>): string {
  if (kind === '') return '';
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** A message without lines and columns: those of other places (`also in apps/a.yaml:12:3`) move too. */
export function withoutLines(message: string): string {
  return message.replace(/(\.(?:ya?ml|json|tpl|ts)):\d+(?::\d+)?/gi, '$1').replace(/\b(line|column) \d+/g, '$1');
}

/**
 * A fingerprint for each finding, each another: for programs that follow a finding from run to run.
 *
 * @param fileOf the file as the reader of the format knows it
 */
export function fingerprints(
  findings: readonly ReportedFinding[],
  fileOf: (finding: ReportedFinding) => string,
): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, object, message } = identityOf(finding, fileOf(finding));
    const key = [rule, file, object, message].join('\n');
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return createHash('sha256').update(`${key}\n${before}`).digest('hex').slice(0, 40);
  });
}
