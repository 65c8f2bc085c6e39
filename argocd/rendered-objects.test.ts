/**
 * Every rule that judges objects judges those that Helm renders: at the template that they come from, with the Application that
 * they are for.
 */
import { application, settings } from './analysis/manifests';
import { printedObjects, resourcesOf } from './engines/rendered-objects';
import { RenderedOrigin } from './model/rendered-origin';
import type { KnownRenderings } from './render/source-renderings';
import { judge, REPOSITORY } from './testing/rules';

type Fields = Readonly<Record<string, unknown>>;

const TEMPLATE = 'charts/web/templates/all.yaml';

const meta = (name: string, more: Fields = {}) => ({ metadata: { name, ...more } });
const labels = { app: 'web' };
const pods = (container: Fields = {}, more: Fields = {}) => ({
  selector: { matchLabels: labels },
  template: {
    metadata: { labels },
    spec: { containers: [{ name: 'web', image: `a/web@sha256:${'4f3a'.repeat(16)}`, ...container }], ...more },
  },
});
const deployment = (spec: Fields = pods(), more: Fields = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...meta('web', more),
  spec,
});
const config = (name: string, more: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  ...meta(name, more),
  data: {},
});
const service = (name: string, port: Fields) => ({
  apiVersion: 'v1',
  kind: 'Service',
  ...meta(name),
  spec: { type: 'NodePort', ports: [{ port: 80, ...port }] },
});
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  ...meta('crontabs.example.com'),
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};
const wave = (number: number) => ({ annotations: { 'argocd.argoproj.io/sync-wave': `${number}` } });
const cronTab = (more: Fields = {}) => ({ apiVersion: 'example.com/v1', kind: 'CronTab', ...meta('tab', more) });

const PROJECT = (spec: Fields) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: 'argocd' },
    spec: { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }], ...spec },
  });

/** An Application that the chart brings, with a chart of its own that has the definition. */
const CHILD = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  ...meta('child', { namespace: 'argocd' }),
  spec: {
    project: 'default',
    source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/child' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
  },
};

/** The findings of all rules, for two Applications of one chart. */
function found(objects: readonly Fields[], more: Readonly<Record<string, string>> = {}, names = ['one']) {
  const app = (name: string) =>
    application(
      {
        source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
      },
      { name },
    );
  const files = {
    ...Object.fromEntries(names.map((name) => [`${name}.yaml`, app(name)])),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    [TEMPLATE]: '{{ include "all" . }}\n',
    'charts/child/Chart.yaml': 'apiVersion: v2\nname: child\nversion: 1.0.0\n',
    ...more,
  };
  const renderings: KnownRenderings = {
    get(_key, source) {
      if (!('tree' in source)) return undefined;
      const { tree, path } = source;
      const own: readonly Fields[] = path === 'charts/child' ? [crd] : objects;
      const printed = printedObjects(Buffer.from(own.map((one) => JSON.stringify(one)).join('\n---\n')));
      const originOf = (object: Fields) => new RenderedOrigin('helm', tree, TEMPLATE, path, `${object.kind}`);
      return { resources: resourcesOf(printed, originOf), by: 'helm' };
    },
  };
  return judge(files, { renderings }).findings;
}

test.each<[string, readonly Fields[], Readonly<Record<string, string>>?, string[]?]>([
  ['resource-repeated', [config('web'), config('web')]],
  ['node-port-clash', [service('a', { nodePort: 30001 }), service('b', { nodePort: 30001 })]],
  ['node-port-out-of-range', [service('a', { nodePort: 80 })]],
  [
    'project-cluster-resource-not-permitted',
    [{ apiVersion: 'v1', kind: 'Namespace', ...meta('web') }],
    { 'project.yaml': PROJECT({ clusterResourceWhitelist: [] }) },
  ],
  [
    'project-namespaced-resource-not-permitted',
    [config('web')],
    { 'project.yaml': PROJECT({ namespaceResourceBlacklist: [{ group: '', kind: 'ConfigMap' }] }) },
  ],
  [
    'project-destination-not-permitted',
    [config('web', { namespace: 'other' })],
    { 'project.yaml': PROJECT({ destinations: [{ server: '*', namespace: 'web' }] }) },
  ],
  ['image-not-pinned', [deployment(pods({ image: 'a/web:latest' }))]],
  ['api-version-removed', [{ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', ...meta('web'), spec: {} }]],
  ['object-unknown-field', [deployment(pods({ imagePullPolice: 'Always' }))]],
  ['object-invalid', [deployment(pods({ ports: [{ containerPort: 'http' }] }))]],
  ['object-name-invalid', [config('Web_1')]],
  ['selector-does-not-match', [deployment({ ...pods(), selector: { matchLabels: { app: 'other' } } })]],
  ['sync-wave-invalid', [config('web', { annotations: { 'argocd.argoproj.io/sync-wave': 'first' } })]],
  ['hook-unknown', [config('web', { annotations: { 'argocd.argoproj.io/hook': 'BeforeSync' } })]],
  [
    'list-key-repeated',
    [
      deployment(
        pods({
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        }),
        { annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true' } },
      ),
    ],
  ],
  ['custom-resource-before-definition', [CHILD, cronTab()]],
])('%s', (rule, objects, files = {}, names = ['one']) => {
  const findings = found(objects, files, names).filter((one) => one.rule === rule);
  expect(findings).not.toEqual([]);
  const [finding] = findings;
  expect(finding?.file).toBe(TEMPLATE);
  expect(finding?.message).toMatch(/Application (?:one|two)\b|\bone\b/);
});

test('a definition that Argo CD sorts first is no finding, in one wave or before it', () => {
  const rule = 'custom-resource-before-definition';
  for (const objects of [
    [cronTab(), crd],
    [cronTab(wave(1)), crd],
  ])
    expect(found(objects).filter((one) => one.rule === rule)).toEqual([]);
});

test('the values of a Secret that a chart draws are no secret in Git', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', ...meta('login'), stringData: { password: 'hunter2' } };
  const findings = found([secret]);
  expect(findings.filter(({ rule }) => rule === 'secret-in-git')).toEqual([]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test('wave-stalls: a rendered object that never becomes healthy holds up the waves behind it', () => {
  const paused = deployment({ ...pods(), paused: true });
  const findings = found([paused, config('web', wave(1))], { 'cm.yaml': settings() });
  expect(findings.filter(({ rule }) => rule === 'wave-stalls')).toMatchObject([
    { file: TEMPLATE, message: expect.stringContaining('one') },
  ]);
  expect(found([paused], { 'cm.yaml': settings() }).filter(({ rule }) => rule === 'wave-stalls')).toEqual([]);
});

test('resource-shared: two Applications that render one object are told at the second, with the object', () => {
  const shared = found([config('web')], {}, ['one', 'two']).filter(({ rule }) => rule === 'resource-shared');
  expect(shared).toMatchObject([
    { message: expect.stringContaining('ConfigMap/web is part of applications one and two') },
  ]);
});
