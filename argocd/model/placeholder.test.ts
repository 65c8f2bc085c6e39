import { judge } from '../testing/rules';
import { TEMPLATE_OF_ANOTHER_PROGRAM } from './scan';

const application = (change: (text: string) => string = (text) => text) =>
  change(`apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source:
    repoURL: https://git.example.com/platform.git
    path: web
    targetRevision: HEAD
  destination: {server: https://kubernetes.default.svc, namespace: web}
`);

/** What is said of a file, with the directory that its Application reads. */
function said(text: string, more: Record<string, string> = {}) {
  const report = judge({
    'tpl/app.yaml': text,
    'web/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
    ...more,
  });
  const templates = report.unchecked.filter(({ reason }) => reason === TEMPLATE_OF_ANOTHER_PROGRAM);
  return { findings: report.findings.map(({ rule }) => rule), templates: templates.map(({ subject }) => subject) };
}

test.each([
  ['envsubst and Terraform', 'path: web', 'path: envs/${env}', '${env} in spec.source.path'],
  ['Terraform, in a whole value', 'project: default', 'project: ${var.project}', '${var.project} in spec.project'],
  ['a build server', 'path: web', 'path: envs/$(Environment)', '$(Environment) in spec.source.path'],
  [
    'a hand',
    'server: https://kubernetes.default.svc',
    'server: <CLUSTER_URL>',
    '<CLUSTER_URL> in spec.destination.server',
  ],
  [
    'a hand, in an address',
    'git.example.com/platform',
    'git.example.com/<your-org>/platform',
    '<your-org> in spec.source.repoURL',
  ],
  ['cookiecutter', 'name: web,', "name: '{{cookiecutter.name}}',", '{{cookiecutter.name}} in metadata.name'],
  [
    'Helm or Jinja',
    'targetRevision: HEAD',
    "targetRevision: '{{ .Values.revision }}'",
    '{{ .Values.revision }} in spec.source.targetRevision',
  ],
  ['Azure DevOps', 'namespace: web}', "namespace: '#{namespace}#'}", '#{namespace}'],
  ['sed', 'path: web', 'path: __PATH__', '__PATH__ in spec.source.path'],
  ['a shell', 'path: web', 'path: apps/$ENVIRONMENT', '$ENVIRONMENT in spec.source.path'],
])('the template of %s is told once, and not judged field by field', (_name, before, after, place) => {
  const { findings, templates } = said(application((text) => text.replace(before, after)));
  expect(findings).toEqual([]);
  expect(templates).toEqual([expect.stringContaining(place)]);
});

test('two objects of one file are told once, and an object beside them is judged', () => {
  const template = application((text) => text.replace('path: web', 'path: ${path}'));
  const wrong = application((text) => text.replace('name: web', 'name: other').replace('path: web', 'path: gone'));
  const { findings, templates } = said([template, template.replace('web', 'two'), wrong].join('---\n'));
  expect(findings).toEqual(['application-source-shape']);
  expect(templates).toHaveLength(1);
});

test('what Argo CD reads itself it takes literally, so that is judged', () => {
  const root = application((text) => text.replace('name: web', 'name: root').replace('path: web', 'path: tpl'));
  const { findings } = said(
    application((text) => text.replace('path: web', 'path: envs/${env}')),
    { 'root.yaml': root },
  );
  expect(findings).toEqual(['application-source-shape']);
});

test.each([
  [
    'values for the chart',
    'path: web',
    "path: web\n    helm: {parameters: [{name: a, value: '${x}'}], releaseName: <x>}",
  ],
  [
    'a regular expression with a named group',
    'namespace: argocd}',
    "namespace: argocd, annotations: {a: '(?<name>x)'}}",
  ],
  ['a reference to another source', 'path: web', 'path: $values/web'],
  [
    'the variables of Argo CD’s build environment',
    'path: web',
    "path: web\n    kustomize: {commonLabels: {app: '${ARGOCD_APP_NAME}'}, images: ['web:$ARGOCD_APP_REVISION_SHORT']}",
  ],
  ['an address of Git', 'https://git.example.com/platform.git', 'git@git.example.com:platform.git'],
])('%s are no template', (_name, before, after) => {
  expect(said(application((text) => text.replace(before, after))).templates).toEqual([]);
});

test('the parameters of an ApplicationSet are its own, those of cookiecutter are not', () => {
  const set = (name: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
  generators: [{list: {elements: [{env: dev}]}}]
  template:
    metadata: {name: 'web-{{env}}'}
    spec:
      project: '${name}'
      source: {repoURL: https://git.example.com/platform.git, path: web}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
  expect(said(set('default')).templates).toEqual([]);
  expect(said(set('{{cookiecutter.project}}')).templates).toHaveLength(1);
});
