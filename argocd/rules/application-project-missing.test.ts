import { application, documents, project } from '../analysis/manifests';
import { findings, judge, REPOSITORY } from '../testing/rules';

const RULE = 'application-project-missing';
const projects = { 'projects.yaml': project({ sourceNamespaces: ['team-*', '/^ops/'] }, 'websites') };

test('a project that is not there is refused, with the one that was probably meant', () => {
  const found = findings(RULE, { ...projects, 'app.yaml': application({ project: 'website' }) });
  expect(found).toMatchObject([
    {
      message: 'Application referencing project website which does not exist; there are [websites]',
      fix: expect.stringContaining('Did you mean websites?'),
      line: 7,
    },
  ]);
});

test('the default project is there without a file, also for an empty name', () => {
  expect(findings(RULE, { ...projects, 'a.yaml': application({ project: 'default' }) })).toEqual([]);
  expect(findings(RULE, { ...projects, 'a.yaml': application({ project: '' }) })).toEqual([]);
});

/** What one Argo CD is given: a root with its project beside it, which brings an Application of that same project. */
const instance = (dir: string) => ({
  [`${dir}/root.yaml`]: documents(
    project({ sourceRepos: ['*'] }, 'ground'),
    application({ project: 'ground', source: { repoURL: REPOSITORY, path: `${dir}/apps` } }, { name: 'root' }),
  ),
  [`${dir}/apps/web.yaml`]: application({ project: 'ground' }, { name: 'web' }),
});

test('two trees with a root of their own are two Argo CDs: each has its project, though both have one name', () => {
  const { findings: found, unchecked } = judge({ ...instance('dist'), ...instance('dist-other') }, { only: RULE });
  expect(found).toEqual([]);
  expect(unchecked.filter(({ subject }) => subject.startsWith('AppProject'))).toEqual([]);
});

test('where it is not known which of several projects is meant, none is missing', () => {
  const { findings: found, unchecked } = judge(
    {
      'a/project.yaml': project({}, 'websites'),
      'b/project.yaml': project({}, 'websites'),
      'c/app.yaml': application({ project: 'websites' }),
    },
    { only: RULE },
  );
  expect(found).toEqual([]);
  expect(unchecked).toContainEqual(expect.objectContaining({ reason: 'several AppProjects of this name are at hand' }));
});

test('without any project in the files, whether one exists is listed as not checked', () => {
  const { findings: found, unchecked } = judge({ 'a.yaml': application({ project: 'web' }) }, { only: RULE });
  expect(found).toEqual([]);
  expect(unchecked).toContainEqual(expect.objectContaining({ subject: 'AppProject web' }));
});

test('one name that leads nowhere is a mistake, many are projects of another repository', () => {
  const apps = (...names: string[]) =>
    documents(...names.map((name) => application({ project: name }, { name: `in-${name}` })));
  const judged = (...names: string[]) => {
    const { findings: found, unchecked } = judge({ ...projects, 'apps.yaml': apps(...names) }, { only: RULE });
    return [found.length, unchecked.filter(({ subject }) => subject.startsWith('AppProject')).length];
  };
  expect(judged('monitoring')).toEqual([1, 0]);
  expect(judged('websites', 'monitoring', 'ingress')).toEqual([2, 0]);
  expect(judged('monitoring', 'ingress', 'storage')).toEqual([0, 3]);
  expect(judged('monitoring', 'ingress', 'website')).toEqual([1, 2]);
});

test.each([
  ['argocd', 0],
  ['team-a', 0],
  ['my-ops', 1],
  ['ops-1', 0],
  ['other', 1],
])('an Application in namespace %s needs the permission of its project', (namespace, count) => {
  const found = findings(RULE, { ...projects, 'app.yaml': application({ project: 'websites' }, { namespace }) });
  expect(found).toHaveLength(count);
  for (const { message } of found) {
    expect(message).toContain(
      `application 'website' in namespace '${namespace}' is not permitted to use project 'websites'`,
    );
  }
});

test('the template of an ApplicationSet does not get the default project', () => {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: all, namespace: argocd}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    - list: {elements: [{name: a}]}
  template:
    metadata: {name: '{{.name}}'}
    spec:
      project: ''
      source: {repoURL: https://git.example.com/x.git, path: .}
      destination: {server: https://kubernetes.default.svc, namespace: a}
`;
  expect(findings(RULE, { 'set.yaml': set })).toMatchObject([
    { message: expect.stringContaining('application references project  which does not exist'), line: 12 },
  ]);
});

const projectOf = (name: string) => `apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: '${name}'}\n`;

test.each([
  [
    'a chart of the repository with AppProjects in it',
    {
      'config/projects/Chart.yaml': 'apiVersion: v2\nname: projects\nversion: 1.0.0\n',
      'config/projects/templates/project.yaml': projectOf('{{ .Values.name }}'),
    },
  ],
  [
    'a kustomization that is not built',
    {
      'config/kustomization.yaml': 'resources: [project.yaml]\ntransformers: [names.yaml]\n',
      'config/project.yaml': projectOf('dev2'),
    },
  ],
  [
    'the values of a chart that makes projects',
    {
      'projects.yaml': application(
        {
          project: 'default',
          source: {
            repoURL: 'https://charts.example.com',
            chart: 'argocd-apps',
            targetRevision: '2.0.2',
            helm: { valuesObject: { projects: { 'kind-dev2': {} } } },
          },
        },
        { name: 'bootstrap' },
      ),
    },
  ],
  [
    'another repository, for the projects',
    {
      'p.yaml': application(
        { project: 'default', source: { repoURL: 'https://git.example.com/other.git', path: 'projects' } },
        { name: 'all' },
      ),
    },
  ],
])('a project may come from %s, so it is not refused', (_name, more) => {
  const { findings: found, unchecked } = judge(
    {
      'a.yaml': project({}, 'preview'),
      'b.yaml': application({ project: 'preview' }, { name: 'b' }),
      'app.yaml': application({ project: 'kind-dev2' }),
      ...more,
    },
    { only: RULE },
  );
  expect(found).toEqual([]);
  expect(unchecked.map(({ subject }) => subject)).toContain('AppProject kind-dev2');
});
