import { application, object } from './analysis/manifests';
import { judge } from './testing/rules';

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
