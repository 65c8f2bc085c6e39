/** The products whose upgrade rules are known, by the name of their chart. */
export type UpgradableProduct = 'argo-cd' | 'cilium' | 'harbor';

/** What is wrong with going from one version of a product to another. */
export interface UpgradeProblem {
  /**
   * - `skipped`: leaves out minor releases, which have to be installed one after the other
   * - `downgrade`: the way back is not supported, or only under a condition
   * - `notes`: read the notes of several releases first
   * - `backup`: there is no way back without one
   */
  readonly kind: 'skipped' | 'downgrade' | 'notes' | 'backup';
  /** What, and what to do. */
  readonly message: string;
  /** Where the product's own documentation says so. */
  readonly see: string;
}

interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/**
 * What the product's documentation says against the upgrade; undefined if it says nothing, or if one of the two is not
 * an exact version (`1.16.*`, a branch).
 *
 * @param from version of the product, not of its chart, with or without `v`
 * @param to likewise
 * @see https://docs.cilium.io/en/stable/operations/upgrade/
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/overview/
 * @see https://goharbor.io/docs/2.15.0/administration/upgrade/
 */
export function upgradeProblem(product: UpgradableProduct, from: string, to: string): UpgradeProblem | undefined {
  const [old, next] = [parse(from), parse(to)];
  if (!old || !next || compare(old, next) === 0) return undefined;
  return RULES[product](old, next);
}

const RULES: Readonly<Record<UpgradableProduct, (from: Version, to: Version) => UpgradeProblem | undefined>> = {
  cilium: ciliumProblem,
  'argo-cd': argoCdProblem,
  harbor: harborProblem,
};

/** Upgrades and rollbacks are tested between consecutive minor releases, and there only. */
function ciliumProblem(from: Version, to: Version): UpgradeProblem | undefined {
  const see = 'https://docs.cilium.io/en/stable/operations/upgrade/';
  const steps = to.minor - from.minor;
  if (from.major !== to.major)
    return {
      kind: compare(from, to) > 0 ? 'downgrade' : 'skipped',
      message: `Cilium goes from ${text(from)} to ${text(to)}: only consecutive minor releases are tested; read how that major release is reached`,
      see,
    };
  if (Math.abs(steps) > 1) {
    const way = between(from, to).map(minorText);
    return {
      kind: steps > 0 ? 'skipped' : 'downgrade',
      message:
        `Cilium goes from ${text(from)} to ${text(to)}: only one minor release at a time is tested, ` +
        `${steps > 0 ? 'up' : 'down'}; sync ${way.join(', then ')}${way.length > 1 ? ', each' : ''} in its last patch release, and then ${minorText(to)}`,
      see,
    };
  }
  if (steps === -1)
    return {
      kind: 'downgrade',
      message: `Cilium goes back from ${text(from)} to ${text(to)}: first undo what uses a feature that ${minorText(from)} brought`,
      see,
    };
  return undefined;
}

/** Minor releases may be skipped, if the notes of each are read; a major release may break, and there is no way back. */
function argoCdProblem(from: Version, to: Version): UpgradeProblem | undefined {
  const see = 'https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/overview/';
  const jump = `from ${minorText(from)} to ${minorText(to)}`;
  if (from.major === to.major && from.minor === to.minor) return undefined;
  if (compare(from, to) > 0)
    return {
      kind: 'downgrade',
      message: `Argo CD goes back ${jump}: only upgrades are documented; keep what argocd admin export prints before`,
      see,
    };
  if (from.major !== to.major)
    return {
      kind: 'backup',
      message: `Argo CD goes ${jump}: a major release changes behaviour; keep what argocd admin export prints before, and read the notes of every release on the way`,
      see,
    };
  if (to.minor - from.minor > 1)
    return {
      kind: 'notes',
      message: `Argo CD goes ${jump}: read the notes of ${[...between(from, to), to].map(minorText).join(', ')}`,
      see,
    };
  return undefined;
}

/** The last minor release from which Harbor 2.N is reached, where its guide names another than N - 2. */
const HARBOR_REACHED_FROM: Readonly<Record<number, number>> = { 14: 11, 15: 12 };

/** The database is migrated on the way up, from a few minor releases back; it cannot be taken down again. */
function harborProblem(from: Version, to: Version): UpgradeProblem | undefined {
  const see = `https://goharbor.io/docs/${to.major}.${to.minor}.0/administration/upgrade/`;
  const jump = `from ${text(from)} to ${text(to)}`;
  if (compare(from, to) > 0)
    return {
      kind: 'downgrade',
      message: `Harbor goes back ${jump}: its database cannot be taken back to an older schema; restore a backup from before the upgrade instead`,
      see: 'https://goharbor.io/docs/2.15.0/administration/upgrade/helm-upgrade/',
    };
  const first = HARBOR_REACHED_FROM[to.minor] ?? to.minor - 2;
  if (from.major !== to.major || from.minor < first)
    return {
      kind: 'skipped',
      message:
        from.major === to.major
          ? `Harbor goes ${jump}: ${minorText(to)} is reached from ${to.major}.${first} on; go to ${to.major}.${first} first`
          : `Harbor goes ${jump}: a major release is reached only from the last minor releases before it; read which`,
      see,
    };
  if (from.minor !== to.minor || passesPostgres18(from, to))
    return {
      kind: 'backup',
      message: `Harbor goes ${jump}: it migrates its database, and there is no way back; back up the database before you push`,
      see,
    };
  return undefined;
}

/**
 * Harbor 2.15.2 moves its own database from PostgreSQL 15 to 18 in place, in a patch release.
 *
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/make/photon/db/Dockerfile
 */
function passesPostgres18(from: Version, to: Version): boolean {
  const step: Version = { major: 2, minor: 15, patch: 2 };
  return compare(from, step) < 0 && compare(to, step) >= 0;
}

function parse(version: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+][0-9A-Za-z.+-]*)?$/.exec(version) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

function compare(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** The minor releases strictly between two of one major, in the order of the way. */
function between(from: Version, to: Version): Version[] {
  const step = Math.sign(to.minor - from.minor);
  return Array.from({ length: Math.abs(to.minor - from.minor) - 1 }, (_, i) => ({
    ...to,
    minor: from.minor + step * (i + 1),
  }));
}

function text({ major, minor, patch }: Version): string {
  return `${major}.${minor}.${patch}`;
}

function minorText({ major, minor }: Version): string {
  return `${major}.${minor}`;
}
