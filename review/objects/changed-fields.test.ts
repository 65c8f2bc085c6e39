/**
 * Whoever reviews a change is shown what Argo CD would find different, no more and no less: a number written in another
 * way is no change, and a changed image is one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedFields } from './changed-fields';
import { CASES } from './testing/cases';
import { pairOf, type Written } from './testing/pairs';

const { first, paths, defaults } = JSON.parse(readFileSync(join(__dirname, 'argo-cd.vectors.json'), 'utf8')) as {
  readonly first: number;
  readonly paths: readonly string[];
  /** The defaults of the API server in these pairs, by the place in {@link paths}: not those of the code under test. */
  readonly defaults: Readonly<Record<string, readonly Written[]>>;
};

/** What differs, where the elements of a list count as one. */
const listsOf = (changed: readonly string[]) => [...new Set(changed.map((path) => path.replace(/\.\d+(\..*)?$/, '')))];

test('2,000 generated pairs differ where Argo CD says that they do, and nowhere else', () => {
  const wrong = paths.flatMap((expected, index) => {
    // Argo CD cannot compare it at all.
    if (expected === '!') return [];
    const { before, after } = pairOf(first + index, defaults[index] ?? []);
    const changed = changedFields(before, after)
      .map(({ path }) => path.join('.'))
      .sort();
    const theirs = expected === '' ? [] : expected.split(' ');
    return listsOf(changed).join(' ') === listsOf(theirs).join(' ')
      ? []
      : [`pair ${first + index}: ${changed.join(' ')} instead of ${expected}`];
  });
  expect(wrong).toEqual([]);
  expect(paths.filter((one) => one !== '' && one !== '!').length).toBeGreaterThan(1000);
});

test.each(CASES)('$name', ({ before, after, ignore, customizations, ignoreAggregatedRoles, differ }) => {
  const notApplied: string[] = [];
  const changed = changedFields(before, after, {
    ignoreDifferences: ignore,
    settings: {
      'resource.customizations': JSON.stringify(customizations ?? {}),
      'resource.compareoptions': `ignoreAggregatedRoles: ${ignoreAggregatedRoles === true}`,
    },
    notApplied: (words) => notApplied.push(words),
  });
  expect(changed.map(({ path }) => path.join('.')).sort()).toEqual(differ);
  expect(notApplied).toEqual([]);
});

test('what cannot be applied is said', () => {
  const deployment = (replicas: number) => ({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas } });
  const notApplied = new Set<string>();
  const expressions = ['.spec | to_entries', '.. | .replicas?', 'del(.spec)'];
  const changed = changedFields(deployment(1), deployment(2), {
    ignoreDifferences: [{ group: 'apps', kind: '*', jqPathExpressions: expressions, managedFieldsManagers: ['keda'] }],
    notApplied: (words) => notApplied.add(words),
  });
  expect(changed).toEqual([{ path: ['spec', 'replicas'], before: 1, after: 2 }]);
  expect([...notApplied]).toEqual([
    ...expressions.map((expression) => `the jq path expression ${expression}`),
    'managedFieldsManagers: keda: only a cluster knows who set a field',
  ]);
});
