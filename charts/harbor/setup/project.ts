import type { Size } from 'cdk8s';
import { type HarborRetention, retentionProblems } from './retention';

/**
 * The severity from which on Harbor refuses pulls of an image. `none` is missing on purpose: with it Harbor refuses
 * every scanned image.
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/server/middleware/vulnerable/vulnerable.go
 */
export type HarborSeverity = 'low' | 'medium' | 'high' | 'critical';

/** What projects and proxy-cache projects have in common. */
export interface HarborProjectSettings {
  /** Name, the first part of each repository in it: lower-case letters and digits, separated by one `.`, `_` or `-`. */
  readonly name: string;

  /** Whether images can be pulled without signing in. @default false */
  readonly public?: boolean;

  /** Whether each image is scanned when it arrives. @default - whether Harbor has a scanner */
  readonly autoScan?: boolean;

  /** Whether a bill of materials is made of each image when it arrives. @default false */
  readonly autoSbom?: boolean;

  /**
   * Refuses pulls of images with vulnerabilities of this severity or worse. Harbor then refuses images that are not
   * scanned yet, too, so `autoScan` must not be off, and a deployment has to wait for the scan (`groundwork gate` does).
   * @default - nothing is refused
   */
  readonly preventVulnerable?: HarborSeverity;

  /** How much the project may store; `'unlimited'` lifts a limit. @default - Harbor's own default, and a limit set by hand is left */
  readonly quota?: Size | 'unlimited';

  /**
   * Which artifacts are kept.
   * @default - all are kept; Harbor gives a proxy cache a policy of seven days since the last pull by itself
   */
  readonly retention?: HarborRetention;
}

/** A project that people and pipelines push to. */
export interface HarborProject extends HarborProjectSettings {}

const NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const SEVERITIES: readonly string[] = ['low', 'medium', 'high', 'critical'] satisfies HarborSeverity[];

/** Everything in a project that Harbor would refuse, or silently read differently. */
export function projectProblems(project: HarborProjectSettings, quotaPerProject: boolean): string[] {
  const problems: string[] = [];
  const { name, preventVulnerable, quota, retention } = project;
  const wrongName = projectNameProblem(name);
  if (wrongName) problems.push(wrongName);
  if (preventVulnerable !== undefined && !SEVERITIES.includes(preventVulnerable)) {
    problems.push(
      `preventVulnerable ${JSON.stringify(preventVulnerable)} is no severity that Harbor can prevent; write ${SEVERITIES.join(', ')}` +
        (String(preventVulnerable) === 'none' ? ' (with none it would refuse every scanned image)' : ''),
    );
  }
  if (preventVulnerable !== undefined && project.autoScan === false) {
    problems.push('preventVulnerable with autoScan off: Harbor refuses images that are not scanned; turn autoScan on');
  }
  if (quota !== undefined && quota !== 'unlimited') {
    if (!quotaPerProject) {
      problems.push(
        'quota without quotaPerProject: Harbor ignores it while quota_per_project_enable is off; turn that on',
      );
    }
    const bytes = quotaBytes(quota);
    if (!Number.isSafeInteger(bytes) || bytes <= 0) problems.push(`quota ${quota.asString()} is not above 0`);
  }
  if (retention) problems.push(...retentionProblems(retention));
  return problems;
}

/** What is wrong with a project's name, or undefined. */
export function projectNameProblem(name: string): string | undefined {
  if (NAME.test(name) && name.length <= 255) return undefined;
  return `name ${JSON.stringify(name)} is no project name; write at most 255 lower-case letters and digits, separated by one . _ or -`;
}

/**
 * The metadata as the API takes it: every value is text. Harbor silently stores a misspelt key, so the metadata is made
 * here and not written by hand.
 *
 * @param scanner whether Harbor has a scanner
 */
export function projectMetadata(project: HarborProjectSettings, scanner: boolean): Record<string, string> {
  return {
    public: String(project.public ?? false),
    auto_scan: String(project.autoScan ?? scanner),
    auto_sbom_generation: String(project.autoSbom ?? false),
    prevent_vul: String(project.preventVulnerable !== undefined),
    ...(project.preventVulnerable !== undefined && { severity: project.preventVulnerable }),
  };
}

/** The quota in bytes, -1 for none at all, null if it is not declared. */
export function quotaOf(project: HarborProjectSettings): number | null {
  if (project.quota === undefined) return null;
  return project.quota === 'unlimited' ? -1 : quotaBytes(project.quota);
}

function quotaBytes(quota: Size): number {
  return quota.toKibibytes() * 1024;
}
