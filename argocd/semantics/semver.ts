/** Why a text is no version: `none` if it does not look like one at all, otherwise what is wrong with it. */
type Wrong = { readonly wrong: 'none' | 'broken' };

/** A version as Go's Masterminds/semver reads it: `v1.2` is one too, and equals `1.2.0`. */
export interface SemanticVersion {
  readonly numbers: readonly [bigint, bigint, bigint];
  /** `''` if it is a release. */
  readonly pre: string;
  /** As it was written. */
  readonly original: string;
}

const IDENTIFIERS = String.raw`[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*`;
const VERSION = new RegExp(String.raw`^v?([0-9]+)(\.[0-9]+)?(\.[0-9]+)?(?:-(${IDENTIFIERS}))?(?:\+${IDENTIFIERS})?$`);
const LARGEST = 2n ** 64n - 1n;

/** Longer texts are no versions: nobody means them, and patterns would be slow. */
const LONGEST = 1_000;

/** Reads a version. @returns undefined if it is none */
export function parseVersion(text: string): SemanticVersion | undefined {
  const read = readVersion(text);
  return 'wrong' in read ? undefined : read;
}

function readVersion(text: string): SemanticVersion | Wrong {
  const found = text.length > LONGEST ? null : VERSION.exec(text);
  if (!found) return { wrong: 'none' };
  const [, major = '', minor = '', patch = '', pre = ''] = found;
  const numbers = [major, minor.slice(1), patch.slice(1)].map((one) => BigInt(one)) as [bigint, bigint, bigint];
  if (numbers.some((one) => one > LARGEST)) return { wrong: 'broken' };
  if (pre.split('.').some((part) => /^0[0-9]+$/.test(part))) return { wrong: 'broken' };
  return { numbers, pre, original: text };
}

/** Negative if the first is the older one. What follows a `+` does not count. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  for (const at of [0, 1, 2] as const)
    if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] < b.numbers[at] ? -1 : 1;
  if (a.pre === b.pre) return 0;
  if (a.pre === '') return 1;
  if (b.pre === '') return -1;
  return comparePrereleases(a.pre, b.pre);
}

function comparePrereleases(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one = '', other = ''] = [left[at], right[at]];
    if (one === other) continue;
    if (one === '') return -1;
    if (other === '') return 1;
    const [first, second] = [numberOf(one), numberOf(other)];
    if (first !== undefined && second !== undefined) return first > second ? 1 : -1;
    if (first !== undefined) return -1;
    if (second !== undefined) return 1;
    return one > other ? 1 : -1;
  }
  return 0;
}

function numberOf(text: string): bigint | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined;
  const number = BigInt(text);
  return number > LARGEST ? undefined : number;
}

type Operator = '' | '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

interface Condition {
  readonly operator: Operator;
  readonly than: SemanticVersion;
  /** Where the first wildcard, or the first part that is missing, stands. */
  readonly wildcard: 'none' | 'major' | 'minor' | 'patch';
}

const PART = String.raw`[0-9|x|X|\*]+`;
const OF_CONSTRAINT = String.raw`v?(?:${PART})(?:\.${PART})?(?:\.${PART})?(?:-${IDENTIFIERS})?(?:\+${IDENTIFIERS})?`;
// In Go's order: the first that fits counts.
const OPERATORS = String.raw`=||!=|>|<|>=|=>|<=|=<|~|~>|\^`;
const SPACE = String.raw`[\t\n\f\r ]`;
// An operator is optional; where there is none, the spaces after it are those before it.
const CONDITION = String.raw`(?:(?:!=|[<>]=?|=[<>]?|~>?|\^)${SPACE}*)?${OF_CONSTRAINT}${SPACE}*`;
const ALL = new RegExp(String.raw`^${SPACE}*${CONDITION}(?:(?:${SPACE}+|,${SPACE}*)${CONDITION})*$`);
const EACH = new RegExp(String.raw`(?:${OPERATORS})${SPACE}*(?:${OF_CONSTRAINT})`, 'g');
const ONE = new RegExp(
  String.raw`^${SPACE}*(${OPERATORS})${SPACE}*v?(${PART})(\.${PART})?(\.${PART})?(-${IDENTIFIERS})?(?:\+${IDENTIFIERS})?${SPACE}*$`,
);
const RANGE = new RegExp(String.raw`${SPACE}*(${OF_CONSTRAINT})${SPACE}+-${SPACE}+(${OF_CONSTRAINT})${SPACE}*`, 'g');

/**
 * A range of versions as Go's Masterminds/semver reads it: `1.*`, `>=1.2 <2`, `~1.4`, `^2`, `1 - 3`, `1.x || 3.x`. A
 * prerelease fits only if the range names one.
 *
 * @see https://github.com/Masterminds/semver/blob/v3.4.0/constraints.go
 */
export class VersionConstraint {
  /** @returns undefined if the text is no range, and no version */
  static parse(text: string): VersionConstraint | undefined {
    if (text.length > LONGEST) return undefined;
    const groups: Condition[][] = [];
    // One space each: the patterns could be slow for many.
    const plain = text.replace(new RegExp(`${SPACE}+`, 'g'), ' ');
    for (const group of plain.replace(RANGE, '>= $1, <= $2 ').split('||')) {
      if (!ALL.test(group)) return undefined;
      const conditions = (group.match(EACH) ?? [group]).map(conditionOf);
      if (conditions.includes(undefined)) return undefined;
      groups.push(conditions as Condition[]);
    }
    return new VersionConstraint(groups);
  }

  private constructor(private readonly groups: readonly (readonly Condition[])[]) {}

  fits(version: SemanticVersion): boolean {
    return this.groups.some((group) => {
      if (version.pre !== '' && !group.some(({ than }) => than.pre !== '')) return false;
      return group.every((condition) => fits(version, condition));
    });
  }
}

function conditionOf(text: string): Condition | undefined {
  const [, written, major = '', minor = '', patch = '', pre = ''] = ONE.exec(text) ?? [];
  if (written === undefined) return undefined;
  const isWild = (part: string) => part === '' || /^\.?[xX*]$/.test(part);
  const wildcard = isWild(major) ? 'major' : isWild(minor) ? 'minor' : isWild(patch) ? 'patch' : 'none';
  const plain = {
    major: '0.0.0',
    minor: `${major}.0.0`,
    patch: `${major}${minor}.0`,
    none: `${major}${minor}${patch}`,
  }[wildcard];
  const than = parseVersion(`${plain}${pre}`);
  const operator = ({ '=>': '>=', '=<': '<=', '~>': '~', '=': '' }[written] ?? written) as Operator;
  return than && { operator, than, wildcard };
}

function fits(version: SemanticVersion, { operator, than, wildcard }: Condition): boolean {
  const [major, minor, patch] = version.numbers;
  const [ofMajor, ofMinor, ofPatch] = than.numbers;
  const order = compareVersions(version, than);
  const dirty = wildcard !== 'none';
  switch (operator) {
    case '!=':
      if (!dirty) return order !== 0;
      if (ofMajor !== major) return true;
      if (ofMinor !== minor && wildcard !== 'minor') return true;
      if (wildcard === 'minor') return false;
      if (ofPatch !== patch && wildcard !== 'patch') return true;
      if (wildcard === 'patch') return (version.pre !== '' || than.pre !== '') && version.pre !== than.pre;
      return order !== 0;
    case '>':
      if (!dirty) return order > 0;
      if (major !== ofMajor) return major > ofMajor;
      if (wildcard === 'minor') return false;
      if (wildcard === 'patch') return minor > ofMinor;
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      if (!dirty) return order <= 0;
      if (major > ofMajor) return false;
      return !(major === ofMajor && minor > ofMinor && wildcard !== 'minor');
    case '^':
      if (order < 0) return false;
      if (ofMajor > 0n || wildcard === 'minor') return major === ofMajor;
      if (major > 0n) return false;
      if (ofMinor > 0n || wildcard === 'patch') return minor === ofMinor;
      return minor === 0n && patch === ofPatch;
    case '':
      return dirty ? isNear(version, than, wildcard, order) : order === 0;
    default:
      return isNear(version, than, wildcard, order);
  }
}

/** `~` */
function isNear(
  { numbers: [major, minor] }: SemanticVersion,
  { numbers: [ofMajor, ofMinor, ofPatch] }: SemanticVersion,
  wildcard: Condition['wildcard'],
  order: number,
): boolean {
  if (order < 0) return false;
  if (ofMajor === 0n && ofMinor === 0n && ofPatch === 0n && wildcard !== 'minor' && wildcard !== 'patch') return true;
  return major === ofMajor && (minor === ofMinor || wildcard === 'minor');
}

/** Why no version could be chosen. */
export class NoSuchVersion extends Error {}

/**
 * The version that Argo CD takes for what an Application asks for: what is a version is taken as it is, also if no tag says
 * so; of a range the newest tag that fits.
 *
 * @throws NoSuchVersion
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/versions/tags.go (MaxVersion)
 */
export function maxVersion(revision: string, tags: readonly string[]): string {
  if (parseVersion(revision)) return revision;
  const constraint = VersionConstraint.parse(revision);
  if (!constraint) {
    if (tags.includes(revision)) return revision;
    throw new NoSuchVersion(`${JSON.stringify(revision)} is neither a version, a range of versions nor a tag`);
  }
  let newest: SemanticVersion | undefined;
  for (const tag of tags) {
    const version = readVersion(tag);
    if ('wrong' in version) {
      if (version.wrong === 'none') continue;
      throw new NoSuchVersion(`the tag ${JSON.stringify(tag)} is a broken version, for which Argo CD gives up`);
    }
    if (constraint.fits(version) && (!newest || compareVersions(version, newest) > 0)) newest = version;
  }
  if (!newest) throw new NoSuchVersion(`none of ${tags.length} versions fits ${JSON.stringify(revision)}`);
  return newest.original;
}
