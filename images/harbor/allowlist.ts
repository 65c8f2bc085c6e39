import { type HarborAllowlist, type HarborClient, type HarborProject, HarborRefusal } from './client';

/** The CVE allowlist that is in effect for a project. */
export interface Allowlist {
  /** Whether it is the project's own list, or Harbor's system list, which the project reuses. */
  readonly level: 'project' | 'system';

  /** IDs of vulnerabilities, compared letter by letter as Harbor does. */
  readonly ids: readonly string[];

  /** When it ends, ISO 8601. @default - never */
  readonly expiresAt?: string;

  /** Whether it has expired: Harbor then ignores all of it. */
  readonly expired: boolean;
}

/** Why the list is not known. Then nothing is allowed. */
export interface UnreadableAllowlist {
  readonly unreadable: string;
}

/**
 * Reads the list by which Harbor itself lets images pass ("Prevent vulnerable images from running"): the system's if the
 * project reuses it, which it does unless its metadata say otherwise, and the project's own if not.
 *
 * If the account may not read the project, the list is empty: the gate is then stricter than Harbor, and says so.
 *
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/controller/project/controller.go loadEffectCVEAllowlists
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/pkg/allowlist/models/cve_allowlist.go IsExpired
 * @throws HarborRefusal if Harbor refuses for any other reason
 */
export async function effectiveAllowlist(
  client: HarborClient,
  project: string,
  now = Date.now(),
): Promise<Allowlist | UnreadableAllowlist> {
  try {
    const found = await client.project(project);
    if (reusesSystem(found)) return allowlist('system', await client.systemAllowlist(), now);
    return allowlist('project', found.cve_allowlist ?? {}, now);
  } catch (error) {
    if (!(error instanceof HarborRefusal) || error.status !== 403) throw error;
    return {
      unreadable: `the account may not read the project ${project} (403); a robot needs project:read there`,
    };
  }
}

/** @see https://github.com/goharbor/harbor/blob/v2.15.2/src/pkg/project/models/project.go ReuseSysCVEAllowlist */
function reusesSystem({ metadata }: HarborProject): boolean {
  const reuse = metadata?.reuse_sys_cve_allowlist;
  return reuse === undefined || reuse === null || ['true', '1'].includes(reuse.toLowerCase());
}

function allowlist(level: Allowlist['level'], { items, expires_at }: HarborAllowlist, now: number): Allowlist {
  const ends = expires_at ?? undefined;
  return {
    level,
    ids: (items ?? []).map(({ cve_id }) => cve_id),
    ...(ends !== undefined && { expiresAt: timeOf(ends) }),
    expired: ends !== undefined && Math.floor(now / 1000) >= ends,
  };
}

/** Harbor takes any whole number, also one that is not a valid time. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1000);
  if (Number.isNaN(time.getTime())) return `${seconds} s after 1970`;
  return time.toISOString().replace('.000Z', 'Z');
}
