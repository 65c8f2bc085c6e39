import { application } from '../analysis/manifests';
import type { RandomObject } from '../model/types';
import type { KnownRenderings } from '../render/source-renderings';
import { judge, REPOSITORY } from '../testing/rules';

const RULE = 'chart-renders-at-random';

const SECRET: RandomObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: '',
  name: 'login',
  template: 'web/charts/redis/templates/secret.yaml',
  paths: [['data', 'password']],
  hook: false,
};
const DEPLOYMENT: RandomObject = {
  ...SECRET,
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'web',
  paths: [['spec', 'template', 'metadata', 'annotations', 'checksum/secret']],
};

const renderings = (random: readonly RandomObject[]): KnownRenderings => ({
  get: () => ({ resources: [], by: 'helm', trials: { random, idle: [] } }),
});
const chart = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/templates/a.yaml': '',
};
const found = (random: readonly RandomObject[], spec: object = {}) => {
  const source = { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web' };
  return judge(
    { 'app.yaml': application({ source, ...spec }), ...chart },
    { only: RULE, renderings: renderings(random) },
  ).findings;
};

test('object, field and template are told, and whose pods start anew; at the source of the Application', () => {
  const [finding, ...others] = found([SECRET, DEPLOYMENT]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ severity: 'warn', file: 'app.yaml' });
  expect(finding?.source).toContain('path: charts/web');
  expect(finding?.message).toContain('Secret login: data.password (web/charts/redis/templates/secret.yaml)');
  expect(finding?.message).toContain('The pods of Deployment web start anew');
});

test('a hook is not compared, so it may be random', () => {
  expect(found([{ ...SECRET, hook: true }])).toEqual([]);
});

test.each([
  [{ group: '', kind: 'Secret', jsonPointers: ['/data'] }, 0],
  [{ group: '', kind: 'Secret', name: 'login', jsonPointers: ['/data/password'] }, 0],
  [{ group: '*', kind: '*', jqPathExpressions: ['.data'] }, 0],
  [{ group: '', kind: 'Secret', name: 'other', jsonPointers: ['/data'] }, 1],
  [{ group: '', kind: 'Secret', jsonPointers: ['/data/pass'] }, 1],
])('what ignoreDifferences leaves out is no finding: %j', (item, count) => {
  expect(found([SECRET], { ignoreDifferences: [item] })).toHaveLength(count);
});

test('the settings of Argo CD can leave it out, too', () => {
  const source = { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web' };
  const cm = (key: string) =>
    judge(
      {
        'app.yaml': application({ source }),
        ...chart,
        'cm.yaml': JSON.stringify({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'argocd-cm', namespace: 'argocd' },
          data: { [key]: 'jsonPointers: [/data]' },
        }),
      },
      { only: RULE, renderings: renderings([SECRET]) },
    ).findings;
  expect(cm('resource.customizations.ignoreDifferences.Secret')).toEqual([]);
  expect(cm('resource.customizations.ignoreDifferences.apps_Deployment')).toHaveLength(1);
});

const harbor = (values: object, more: object = {}, chartSource: object = {}) =>
  judge(
    {
      'app.yaml': application({
        source: {
          repoURL: 'https://helm.goharbor.io',
          chart: 'harbor',
          targetRevision: '1.18.0',
          helm: { valuesObject: { expose: { tls: { enabled: false } }, ...values }, ...more },
          ...chartSource,
        },
      }),
    },
    { only: RULE },
  ).findings;

const PINNED = {
  core: { existingSecret: 'a', existingXsrfSecret: 'b', secretName: 'c' },
  jobservice: { existingSecret: 'd' },
  registry: { existingSecret: 'e', credentials: { existingSecret: 'f' } },
};

test('of a chart that is known and not at hand, what its values do not pin is told', () => {
  const [finding] = harbor({});
  expect(finding?.message).toContain(
    'draws core.secret, core.xsrfKey, core.tokenKey and core.tokenCert, jobservice.secret, registry.secret, registry.credentials.htpasswdString anew',
  );
  expect(finding?.fix).toContain('jobservice.secret by jobservice.secret or jobservice.existingSecret');
  expect(harbor(PINNED)).toEqual([]);
  expect(harbor({ ...PINNED, jobservice: {} })[0]?.message).toContain('draws jobservice.secret anew');
  expect(harbor(PINNED, { parameters: [{ name: 'expose.tls.enabled', value: 'true' }] })[0]?.message).toContain(
    'the certificate of expose.tls',
  );
});

test('where its values are not all at hand, or it is another chart or version, nothing is said', () => {
  expect(harbor({}, { valueFiles: ['$values/harbor.yaml'] })).toEqual([]);
  expect(harbor({}, {}, { repoURL: 'https://charts.example.com' })).toEqual([]);
  expect(harbor({}, {}, { targetRevision: '1.*' })).toEqual([]);
  expect(harbor({}, {}, { targetRevision: '2.0.0' })).toEqual([]);
});

test('Hubble’s certificates are drawn by Helm unless another method is named', () => {
  const cilium = (hubble: object) =>
    judge(
      {
        'app.yaml': application({
          source: {
            repoURL: 'https://helm.cilium.io',
            chart: 'cilium',
            targetRevision: '1.19.6',
            helm: { valuesObject: { hubble } },
          },
        }),
      },
      { only: RULE },
    ).findings;
  expect(cilium({})[0]?.fix).toContain('hubble.tls.auto.method: cronJob');
  expect(cilium({ tls: { auto: { method: 'cronJob' } } })).toEqual([]);
  expect(cilium({ enabled: false })).toEqual([]);
});
