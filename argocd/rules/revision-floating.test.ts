import { application } from '../analysis/manifests';
import { check } from '../check';
import { MemoryTree } from '../tree/memory-tree';

const OWN = 'https://github.com/example/platform.git';

function judged(source: object) {
  const tree = new MemoryTree(new Map([['app.yaml', application({ source })]]));
  const { findings } = check({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: OWN, tree }],
    only: ['revision-floating'],
  });
  return findings.map(({ severity, message }) => `${severity} ${message}`);
}

const chart = (targetRevision: string) => ({ repoURL: 'https://charts.example.com', chart: 'web', targetRevision });

test.each(['*', '>=1', '1.x', '1.*', '^1.2.3', '>1.0.0', '1', '1.0.0 - 2.0.0', '>= 1.2, < 3'])(
  'the chart version %s floats',
  (version) => {
    const expected = version === '1' ? [] : [expect.stringMatching(/^warn targetRevision .* is a range/)];
    expect(judged(chart(version))).toEqual(expected);
  },
);

test.each(['1.2.3', 'v1.2.3', '1.2.3-rc.1', '1.2.3+build.4', '~1.2.3', '1.2.x', '1.2.*'])(
  'the chart version %s is one, or takes new patches only',
  (version) => {
    expect(judged(chart(version))).toEqual([]);
  },
);

test('the HEAD of somebody else is not that of one’s own', () => {
  const git = (repoURL: string, targetRevision?: string) => ({ repoURL, path: 'deploy', targetRevision });
  const foreign = 'https://github.com/someone/tool';
  expect(judged(git(foreign, 'HEAD'))).toEqual([expect.stringContaining('belongs to somebody else')]);
  expect(judged(git(foreign))).toEqual([expect.stringContaining('without targetRevision')]);
  expect(judged(git('git@github.com:someone/tool.git', 'HEAD'))).toHaveLength(1);
  expect(judged(git(foreign, 'v1.2.3'))).toEqual([]);
  expect(judged(git(foreign, 'main'))).toEqual([]);
  expect(judged(git('git@github.com:example/other.git', 'HEAD'))).toEqual([]);
  expect(judged(git('https://git.example.com/someone/tool', 'HEAD'))).toEqual([]);
});

test('an artifact in an OCI registry has versions too', () => {
  const source = { repoURL: 'oci://registry.example.com/web', path: '.', targetRevision: '>=1.0.0' };
  expect(judged(source)).toEqual([expect.stringContaining('is a range')]);
});
