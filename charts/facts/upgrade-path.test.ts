import fc from 'fast-check';
import { type UpgradableProduct, upgradeProblem } from './upgrade-path';

const PRODUCTS: readonly UpgradableProduct[] = ['argo-cd', 'cilium', 'harbor'];
const problem = (product: UpgradableProduct, from: string, to: string) => {
  const found = upgradeProblem(product, from, to);
  return found && `${found.kind}: ${found.message}`;
};

describe('Cilium: one minor release at a time, up and down', () => {
  test.each([
    ['1.16.5', '1.16.19'],
    ['1.16.19', '1.16.5'],
    ['1.16.19', '1.17.18'],
    ['v1.18.12', '1.19.6'],
    ['1.16.5', '1.16.5'],
  ])('%s to %s is fine', (from, to) => {
    expect(problem('cilium', from, to)).toBeUndefined();
  });

  test.each([
    [
      '1.16.5',
      '1.18.12',
      'skipped: Cilium goes from 1.16.5 to 1.18.12: only one minor release at a time is tested, up; sync 1.17 in its last patch release, and then 1.18',
    ],
    ['1.16.5', '1.19.6', 'sync 1.17, then 1.18, each in its last patch release, and then 1.19'],
    [
      '1.19.6',
      '1.16.5',
      'downgrade: Cilium goes from 1.19.6 to 1.16.5: only one minor release at a time is tested, down; sync 1.18, then 1.17',
    ],
    [
      '1.17.18',
      '1.16.19',
      'downgrade: Cilium goes back from 1.17.18 to 1.16.19: first undo what uses a feature that 1.17 brought',
    ],
    ['1.20.0', '2.0.0', 'skipped: '],
    ['2.0.0', '1.20.0', 'downgrade: '],
  ])('%s to %s is not', (from, to, message) => {
    expect(problem('cilium', from, to)).toContain(message);
  });
});

describe('Argo CD: minor releases may be skipped, if their notes are read', () => {
  test.each([
    ['v3.4.4', 'v3.4.7'],
    ['v3.4.7', 'v3.4.4'],
    ['v3.4.4', 'v3.5.1'],
  ])('%s to %s is fine', (from, to) => {
    expect(problem('argo-cd', from, to)).toBeUndefined();
  });

  test.each([
    ['v3.1.8', 'v3.4.4', 'notes: Argo CD goes from 3.1 to 3.4: read the notes of 3.2, 3.3, 3.4'],
    [
      'v2.14.11',
      'v3.0.0',
      'backup: Argo CD goes from 2.14 to 3.0: a major release changes behaviour; keep what argocd admin export prints',
    ],
    ['v3.5.1', 'v3.4.4', 'downgrade: Argo CD goes back from 3.5 to 3.4'],
    ['v3.0.0', 'v2.14.11', 'downgrade: '],
  ])('%s to %s is not', (from, to, message) => {
    expect(problem('argo-cd', from, to)).toContain(message);
  });
});

describe('Harbor: from a few minor releases back, with a backup, and never down', () => {
  test.each([
    ['2.15.0', '2.15.1'],
    ['2.15.2', '2.15.3'],
  ])('%s to %s is fine', (from, to) => {
    expect(problem('harbor', from, to)).toBeUndefined();
  });

  test.each([
    [
      '2.14.4',
      '2.15.1',
      'backup: Harbor goes from 2.14.4 to 2.15.1: it migrates its database, and there is no way back',
    ],
    // Its guide is for 2.12 and later, that of 2.13 for 2.11 and later.
    ['2.12.4', '2.15.1', 'backup: '],
    ['2.11.2', '2.15.1', 'skipped: Harbor goes from 2.11.2 to 2.15.1: 2.15 is reached from 2.12 on; go to 2.12 first'],
    ['2.11.2', '2.14.0', 'backup: '],
    ['2.10.3', '2.13.5', 'skipped: Harbor goes from 2.10.3 to 2.13.5: 2.13 is reached from 2.11 on'],
    ['1.10.0', '2.0.0', 'skipped: '],
    // A patch release, and yet PostgreSQL 15 becomes 18.
    ['2.15.1', '2.15.2', 'backup: '],
    ['2.15.2', '2.15.1', 'downgrade: Harbor goes back from 2.15.2 to 2.15.1: its database cannot be taken back'],
    ['2.15.1', '2.14.4', 'downgrade: '],
  ])('%s to %s is not', (from, to, message) => {
    expect(problem('harbor', from, to)).toContain(message);
  });
});

test.each(['HEAD', '1.16.*', '>=1.16.0', '1.16', '', 'v1'])(
  '%j is not an exact version, so nothing is reported',
  (version) => {
    for (const product of PRODUCTS) {
      expect(upgradeProblem(product, version, '1.16.5')).toBeUndefined();
      expect(upgradeProblem(product, '1.16.5', version)).toBeUndefined();
    }
  },
);

test('a pre-release and a build are versions like the others', () => {
  expect(problem('cilium', '1.16.0-rc.1', '1.18.0+build.5')).toContain('sync 1.17');
});

test('whatever the versions: staying is fine, every problem names both ends and its source, and no jump is a skip both ways', () => {
  const version = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.constantFrom(...PRODUCTS), version, version, (product, from, to) => {
      expect(upgradeProblem(product, from, from)).toBeUndefined();
      const there = upgradeProblem(product, from, to);
      const back = upgradeProblem(product, to, from);
      expect([there?.kind, back?.kind].filter((kind) => kind === 'skipped').length).toBeLessThan(2);
      expect([there?.kind, back?.kind].filter((kind) => kind === 'downgrade').length).toBeLessThan(2);
      if (!there) return;
      for (const end of [from, to]) expect(there.message).toContain(end.slice(0, end.lastIndexOf('.')));
      expect(there.see).toMatch(/^https:\/\//);
    }),
    { numRuns: 500 },
  );
});
