import { application } from '../analysis/manifests';
import { findings } from '../testing/rules';

const REPO = 'https://git.example.com/platform.git';

interface Parts {
  readonly dry?: object;
  readonly sync?: object;
  readonly hydrateTo?: object;
}

function hydrated(name: string, { dry, sync, hydrateTo }: Parts = {}): string {
  const sourceHydrator = {
    drySource: { repoURL: REPO, targetRevision: 'main', path: name, ...dry },
    syncSource: { targetBranch: 'env/dev', path: name, ...sync },
    hydrateTo,
  };
  return application({ source: undefined, sourceHydrator }, { name });
}

function judged(one: Parts, two: Parts = {}, version?: string) {
  const files = { 'a.yaml': hydrated('a', one), 'b.yaml': hydrated('b', two) };
  return findings('hydrator-invalid', files, version).map(({ severity, message }) => `${severity} ${message}`);
}

test('each with a path of its own', () => {
  expect(judged({})).toEqual([]);
});

test('two hydrators on one path stop each other', () => {
  expect(judged({ sync: { path: 'b' } }, {}, '3.5.1')).toEqual([
    `refuse app argocd/b hydrator uses the same destination: repo=${REPO}, path=b`,
    `refuse app argocd/a hydrator uses the same destination: repo=${REPO}, path=b`,
  ]);
  expect(judged({ sync: { path: 'b' } }, {}, '3.4.4')).toEqual([
    'refuse app argocd/b hydrator use the same destination: b',
    'refuse app argocd/a hydrator use the same destination: b',
  ]);
});

test.each<[string, Parts]>([
  ['another branch', { sync: { path: 'b', targetBranch: 'env/prod' } }],
  ['another branch that is merged later', { sync: { path: 'b' }, hydrateTo: { targetBranch: 'env/dev-next' } }],
  ['another repository', { sync: { path: 'b' }, dry: { repoURL: 'https://git.example.com/other.git' } }],
])('the same path is fine in %s', (_, parts) => {
  expect(judged(parts)).toEqual([]);
});

test.each<[string, Parts]>([
  ['from another revision', { sync: { path: 'b' }, dry: { targetRevision: 'next' } }],
  ['spelt in another way', { sync: { path: './b/' } }],
])('%s they are not compared, and overwrite each other', (_, parts) => {
  expect(judged(parts)).toEqual([
    expect.stringMatching(/^silent Application argocd\/b hydrates to the same path/),
    expect.stringMatching(/^silent Application argocd\/a hydrates to the same path/),
  ]);
});

test('since 3.5 another repository may be hydrated to', () => {
  const sync = { path: 'b', repoURL: 'https://git.example.com/rendered.git' };
  expect(judged({ sync }, {}, '3.5.1')).toEqual([]);
  expect(judged({ sync }, { sync }, '3.5.1')).toHaveLength(2);
});

test.each(['.', './', '/', 'a/..'])('%j is the root of the repository', (path) => {
  expect(judged({ sync: { path } })).toEqual([expect.stringContaining('hydrate to the repository root')]);
});

test.each<[Parts]>([
  [{ dry: { repoURL: 'oci://registry.example.com/app' } }],
  [{ sync: { repoURL: 'oci://registry.example.com/app' } }],
])('an OCI artifact cannot be hydrated: %j', (parts) => {
  expect(judged(parts)).toEqual([expect.stringContaining('the hydrator works with Git repositories only')]);
});
