import { compareVersions, maxVersion, NoSuchVersion, parseVersion, VersionConstraint } from './semver';
import { vectors } from './vectors/load';

interface Vectors {
  readonly versions: readonly string[];
  readonly invalid: readonly string[];
  readonly broken: readonly string[];
  /** For each version how it compares with all of them. */
  readonly order: readonly string[];
  /** `e`: Go refuses it; else which versions fit. */
  readonly constraints: readonly { readonly c: string; readonly e?: boolean; readonly m?: string }[];
}

const { versions, invalid, broken, order, constraints } = vectors<Vectors>('semver');
const parsed = versions.map((one) => parseVersion(one) as NonNullable<ReturnType<typeof parseVersion>>);

test('what is a version for Go is one here, and their order is the same', () => {
  expect(versions.filter((_, at) => parsed[at] === undefined)).toEqual([]);
  expect([...invalid, ...broken].filter((one) => parseVersion(one))).toEqual([]);
  const found = parsed.map((a) => parsed.map((b) => '<=>'[Math.sign(compareVersions(a, b)) + 1]).join(''));
  expect(found).toEqual(order);
});

test('ranges take the versions that Go’s do', () => {
  const wrong = constraints.flatMap(({ c, e, m }) => {
    const constraint = VersionConstraint.parse(c);
    const found = constraint && parsed.map((one) => (constraint.fits(one) ? '1' : '0')).join('');
    return found === (e ? undefined : m) ? [] : [{ c, found, expected: m }];
  });
  expect(wrong).toEqual([]);
  expect(constraints.length).toBeGreaterThan(1_000);
});

test('the newest that fits is taken; a version is taken as it is; one broken tag makes Argo CD give up', () => {
  expect(maxVersion('1.*', ['1.0.0', 'v1.9.1', '2.0.0', 'latest', '1.10.0-rc1'])).toBe('v1.9.1');
  expect(maxVersion('1.2', [])).toBe('1.2');
  expect(maxVersion('latest', ['latest'])).toBe('latest');
  expect(() => maxVersion('main', ['1.0.0'])).toThrow(NoSuchVersion);
  expect(() => maxVersion('3.x', ['1.0.0'])).toThrow('none of 1 versions fits "3.x"');
  for (const tag of broken) expect(() => maxVersion('1.*', ['1.0.0', tag])).toThrow('broken version');
});

test('a range that somebody made to be slow is not', () => {
  for (const text of [
    `${'1   '.repeat(240)}!`,
    `${'1 - '.repeat(240)}!`,
    `${'1,   '.repeat(190)}!`,
    '1-'.padEnd(999, '-a.'),
  ])
    expect(VersionConstraint.parse(text)?.fits(parsed[0] as never) ?? false).toBe(false);
});
