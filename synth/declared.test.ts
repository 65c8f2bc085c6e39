import type { ReportedFinding } from '../report/report';
import { declaredFindings } from './declared';
import type { Plan, PlannedFile } from './plan/plan';

const file = (path: string, names: readonly string[], places: readonly string[]) =>
  ({
    path,
    documents: names.map((name) => ({ kind: 'Application', metadata: { name } })),
    places,
  }) as unknown as PlannedFile;

const plan: Plan = {
  files: [
    file('apps/one.yaml', ['one', 'other'], ['main.ts:3', 'main.ts:4']),
    file('apps/two.yaml', ['two'], ['main.ts:3']),
    file('projects/x.yaml', ['x'], ['main.ts:1']),
  ],
};

const finding = (name: string, path: string, more: Partial<ReportedFinding> = {}) =>
  ({
    rule: 'r',
    message: 'not permitted',
    fix: 'Add it to the project (dist/projects/x.yaml:13).',
    file: path,
    line: 1,
    location: { column: 1 },
    resource: { kind: 'Application', name },
    ...more,
  }) as ReportedFinding;

const fixes = (...findings: ReportedFinding[]) => declaredFindings(findings, plan, 'dist').map(({ fix }) => fix);

test('the line of the object and of what else the fix names, not only lines of generated files', () => {
  expect(fixes(finding('other', 'dist/apps/one.yaml'))).toEqual([
    'Add it to the project (dist/projects/x.yaml:13, declared at main.ts:1) (declared at main.ts:4)',
  ]);
});

test('what is wrong with several Applications in the same words is said once, with the names of all', () => {
  const [first, ...others] = fixes(
    finding('one', 'dist/apps/one.yaml'),
    finding('two', 'dist/apps/two.yaml'),
    finding('other', 'dist/apps/one.yaml'),
  );
  expect(first).toMatch(
    /\(declared at main.ts:3\)\. The same goes for Application two, Application other \(main\.ts:4\)$/,
  );
  expect(others).toEqual([]);
});

test('findings in other words, and in files that are not rendered, stay as they are', () => {
  const beside = finding('x', 'clusters/x.yaml');
  const findings = declaredFindings(
    [beside, { ...beside, line: 2 }, finding('one', 'dist/apps/one.yaml')],
    plan,
    'dist',
  );
  expect(findings.slice(0, 2)).toEqual([beside, { ...beside, line: 2 }]);
  expect(
    fixes(finding('one', 'dist/apps/one.yaml'), finding('two', 'dist/apps/two.yaml', { message: 'b' })),
  ).toHaveLength(2);
});
