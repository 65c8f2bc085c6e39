import { application, object } from './analysis/manifests';
import { check } from './check';
import { judge, treeOf } from './testing/rules';

test('a file that is too large to be read is refused, and not opened', () => {
  const tree = treeOf({ 'app.yaml': application() });
  const read = jest.fn(tree.read);
  const report = check({ directories: [{ tree: { ...tree, size: () => 2 ** 40, read }, dir: '' }], repositories: [] });
  expect(report.findings).toMatchObject([
    { severity: 'refuse', file: 'app.yaml', message: expect.stringContaining('larger than') },
  ]);
  expect(read.mock.calls).toEqual([]);
});

test('what is wrong in a file that two Applications read is reported once', () => {
  const report = judge(
    {
      'apps/a.yaml': application({}, { name: 'a' }),
      'apps/b.yaml': application({}, { name: 'b' }),
      'deploy/pod.yaml': object('Pod', 'web', { spec: { containers: [{ name: 'web', image: 'nginx' }] } }),
    },
    { only: 'image-not-pinned' },
  );
  expect(report.findings.map(({ rule, file }) => [rule, file])).toEqual([['image-not-pinned', 'deploy/pod.yaml']]);
  expect(report.summary.warn).toBe(1);
});
