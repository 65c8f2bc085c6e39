import fc from 'fast-check';
import { reportGitlab } from './gitlab';
import { anyFinding, findingOf, reportOf } from './testing/sample';

const issuesOf = (...findings: Parameters<typeof reportOf>[0]) =>
  JSON.parse(reportGitlab(reportOf(findings), '..')) as readonly {
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }[];

test('has what GitLab asks for: description, check, fingerprint, severity, path from the checkout and line', () => {
  const folder = process.cwd().split('/').at(-1);
  expect(issuesOf(findingOf())).toEqual([
    {
      description: 'node port 30080 is asked for twice. Choose another one.',
      check_name: 'node-port-clash',
      fingerprint: expect.stringMatching(/^[0-9a-f]{40}$/),
      severity: 'blocker',
      location: { path: `${folder}/apps/web.yaml`, lines: { begin: 3 } },
    },
  ]);
});

test('each finding has another fingerprint, also where two are alike', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 8 }), (findings) => {
      const marks = issuesOf(...findings).map(({ fingerprint }) => fingerprint);
      expect(new Set(marks).size).toBe(marks.length);
    }),
  );
});

test('a fingerprint stays when lines move, so that GitLab does not show an old finding as new', () => {
  const [before, after] = [issuesOf(findingOf()), issuesOf(findingOf({ line: 80 }))];
  expect(after[0]?.fingerprint).toBe(before[0]?.fingerprint);
});

test('what is in no file, or in no line, is at the top: GitLab takes no issue without a place', () => {
  const [nowhere, whole] = issuesOf(findingOf({ file: '' }), findingOf({ line: 0 }));
  expect(nowhere?.location.path).toBe('.');
  expect(whole?.location.lines.begin).toBe(1);
});
