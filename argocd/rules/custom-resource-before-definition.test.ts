import { application, object } from '../analysis/manifests';
import { findings, judge, page, REPOSITORY } from '../testing/rules';

const rule = 'custom-resource-before-definition';
const { wrong } = page(rule);

test('the object is named, with the Application that comes too late', () => {
  expect(findings(rule, wrong)).toMatchObject([
    {
      severity: 'refuse',
      file: 'apps/menu.yaml',
      resource: { kind: 'Menu' },
      message: expect.stringContaining('the server could not find the requested resource'),
    },
  ]);
});

test('an object that may wait for its kind is fine', () => {
  const patient = (wrong['apps/menu.yaml'] as string).replace(
    'name: lunch',
    'name: lunch\n  annotations: {argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true}',
  );
  expect(findings(rule, { ...wrong, 'apps/menu.yaml': patient })).toEqual([]);
});

test('a definition in the same Application comes first by itself', () => {
  expect(findings(rule, { ...wrong, 'apps/definition.yaml': wrong['definitions/menu.yaml'] as string })).toEqual([]);
});

test('a grandchild is too late, too', () => {
  const files = {
    ...wrong,
    'apps/definitions.yaml': application({ source: { repoURL: REPOSITORY, path: 'middle' } }, { name: 'middle' }),
    'middle/definitions.yaml': wrong['apps/definitions.yaml'] as string,
  };
  expect(findings(rule, files)).toHaveLength(1);
});

test("Argo CD's own kinds are there wherever Argo CD is, also where an Application manages Argo CD itself", () => {
  const definition = (kind: string, plural: string) =>
    object(
      'CustomResourceDefinition',
      `${plural}.argoproj.io`,
      { spec: { group: 'argoproj.io', names: { kind, plural }, scope: 'Namespaced', versions: [] } },
      'apiextensions.k8s.io/v1',
    );
  const files = {
    'root.yaml': application({ source: { repoURL: REPOSITORY, path: 'apps' } }, { name: 'root' }),
    'apps/argocd.yaml': application({ source: { repoURL: REPOSITORY, path: 'argocd' } }, { name: 'argocd' }),
    'argocd/applications.yaml': definition('Application', 'applications'),
  };
  expect(findings(rule, files)).toEqual([]);
});

test('a kind that nothing at hand defines is listed once, and not guessed at', () => {
  const files = {
    'apps/website.yaml': application(),
    'deploy/a.yaml': object('Menu', 'a', {}, 'example.com/v1'),
    'deploy/b.yaml': object('Menu', 'b', {}, 'example.com/v1'),
  };
  const report = judge(files, { only: rule });
  expect(report.findings).toEqual([]);
  expect(report.unchecked.filter(({ subject }) => subject === 'kind Menu of example.com')).toHaveLength(1);
});
