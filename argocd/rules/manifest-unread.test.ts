import { application, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const map = (name: string) => object('ConfigMap', name);

function judged(files: Record<string, string>, source: object = {}) {
  const app = application({ source: { repoURL: REPOSITORY, path: 'deploy', ...source } });
  return findings('manifest-unread', { 'app.yaml': app, ...files }).map(({ file, message }) => `${file} ${message}`);
}

describe('a kustomization', () => {
  const kustomization = (text: string) => ({
    'deploy/kustomization.yaml': text,
    'deploy/a.yaml': map('a'),
    'deploy/b.yaml': map('b'),
  });

  test('that does not list a file beside the others', () => {
    expect(judged(kustomization('resources: [a.yaml]\n'))).toEqual([
      'deploy/b.yaml no Application reads deploy/b.yaml: the kustomization of deploy, which Application website builds, does not list it',
    ]);
  });

  test.each([
    ['lists both', 'resources: [a.yaml, b.yaml]\n'],
    ['patches with it', 'resources: [a.yaml]\npatches: [{path: b.yaml}]\n'],
    ['names it in a comment', 'resources:\n  - a.yaml\n  # - b.yaml\n'],
    ['reads none of the directory', 'resources: []\n'],
  ])('that %s', (_, text) => {
    expect(judged(kustomization(text))).toEqual([]);
  });

  test('of a base that an overlay builds on', () => {
    const base = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': map('a'),
      'base/b.yaml': map('b'),
    };
    expect(judged({ ...base, 'deploy/kustomization.yaml': 'resources: [../base]\n' })).toHaveLength(1);
    expect(
      judged({ ...base, 'deploy/kustomization.yaml': 'resources: [../base]\npatches: [{path: ../base/b.yaml}]\n' }),
    ).toEqual([]);
  });

  test('with another Application that reads the file, or files that are no manifests', () => {
    const files = kustomization('resources: [a.yaml]\n');
    const directory = { recurse: true, include: 'b.yaml' };
    const other = application({ source: { repoURL: REPOSITORY, path: 'deploy', directory } }, { name: 'other' });
    expect(judged({ ...files, 'other.yaml': other })).toEqual([]);
    expect(judged({ ...files, 'deploy/b.yaml': 'replicas: 2\n' })).toEqual([]);
    expect(judged({ ...files, 'deploy/b.yaml': application({}, { name: 'by-hand' }) })).toEqual([]);
    expect(judged(files, { targetRevision: 'other-branch' })).toEqual([]);
  });
});

describe('a directory without recurse', () => {
  const files = { 'deploy/a.yaml': map('a'), 'deploy/more/b.yaml': map('b'), 'deploy/more/c.yaml': map('c') };

  test('has a subdirectory that nobody reads', () => {
    expect(judged(files)).toEqual([
      'deploy/more/b.yaml no Application reads deploy/more: Application website reads the directory above it without recurse: true',
    ]);
  });

  test.each<[string, Record<string, string>, object?]>([
    ['recurse', files, { directory: { recurse: true } }],
    ['examples', { 'deploy/a.yaml': map('a'), 'deploy/examples/b.yaml': map('b') }, {}],
    ['a kustomization', { ...files, 'deploy/more/kustomization.yaml': 'resources: [b.yaml]\n' }, {}],
    ['nothing above', { 'deploy/more/b.yaml': map('b') }, {}],
    [
      'an Application of its own',
      { ...files, 'b.yaml': application({ source: { repoURL: REPOSITORY, path: 'deploy/more' } }, { name: 'b' }) },
      {},
    ],
  ])('is fine with %s', (_, all, source) => {
    expect(judged(all, source)).toEqual([]);
  });
});
