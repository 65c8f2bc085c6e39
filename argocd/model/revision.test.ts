import { spawnSync } from 'node:child_process';
import { application } from '../analysis/manifests';
import { judge, REPOSITORY } from '../testing/rules';
import { isPinned, isRange } from './revision';

const RANGES = [
  '>=1.0.0 <2.0.0',
  '*',
  'x',
  'X',
  'v*',
  'vx',
  '1 || 2',
  '1||2',
  '1 - 2',
  '!=1',
  '1,2',
  '>=1,<2',
  '1.X',
  '~1.2',
];

/** Whether Git lets a branch have a name. */
const isBranchName = (name: string) => spawnSync('git', ['check-ref-format', '--branch', name]).status === 0;

test.each(RANGES)('the range %s is not what is checked out', (range) => {
  expect([isPinned(range), isRange(range)]).toEqual([true, true]);
});

test.each([
  ['ABCDEF1'],
  ['ABCDEF1234567890ABCDEF1234567890ABCDEF12'],
  ['a'.repeat(41)],
  ['0123456789abcdef'.repeat(4)],
])('the commit %s is not what is checked out', (commit) => {
  expect([isPinned(commit), isRange(commit)]).toEqual([true, false]);
});

test.each([
  'a b',
  'HEAD~1',
  'main^',
  'main:apps',
  'a?',
  'a*',
  'a[b',
  'a\\b',
  'a..b',
  'main@{1}',
  'a\tb',
  'a\u007f',
  '-a',
  'a/',
  '/a',
  'a.lock',
  'a.lock/b',
  'a.',
  '.a',
  'a/.b',
  'a//b',
])('%j is the name of no branch, so not what is checked out', (name) => {
  expect(isBranchName(name)).toBe(false);
  expect(isPinned(name)).toBe(true);
});

test.each([
  'main',
  'develop',
  'feature/x',
  'fix-1.2',
  'release/1.x',
  'xray',
  'x-ray',
  'Xmas',
  'a@b',
  'größe',
  'a!b',
  'a,b',
])('a branch %s may be what is checked out', (name) => {
  expect(isBranchName(name)).toBe(true);
  expect([isPinned(name), isRange(name)]).toEqual([false, false]);
});

test.each(['', 'HEAD'])('%j is what is checked out', (name) => {
  expect(isPinned(name)).toBe(false);
});

test.each(['*', 'main~1', 'ABCDEF1234'])(
  'an Application of revision %s does not read the files at hand',
  (revision) => {
    const source = { repoURL: REPOSITORY, path: 'deploy', targetRevision: revision };
    const report = judge({
      'apps/website.yaml': application({ source }),
      'deploy/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n',
    });
    expect(report.unchecked).toEqual([
      expect.objectContaining({ reason: expect.stringContaining(`revision "${revision}" is not at hand`) }),
    ]);
  },
);
