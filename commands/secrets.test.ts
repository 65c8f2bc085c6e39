/**
 * A secret in any place of a repository is in nothing that a command prints or writes. Each place has a secret of its own, so
 * that a failure names the place. What Helm says when it fails is in `argocd/engines/engines.test.ts`, registries' answers in
 * `images/registry/hostile.test.ts`, PLATFORM.md in `charts/helm/shown-value.test.ts`.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { judge } from '../argocd/testing/rules';
import { REPORT_FORMATS } from '../report/formats';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');
const URL = 'https://git.example.com/platform.git';
const APP = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: NAME, namespace: argocd}
spec:
  project: default
  source: {repoURL: ${URL}, path: web}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`;

const app = (name: string, source: string, metadata = ''): string =>
  APP.replace('NAME', `${name}${metadata}`).replace('path: web', source);
const secret = (rest: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${rest}\n`;
const configMap = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n${data}\n`;
const env = (variable: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: a, image: nginx, env: [${variable}]}]}
`;
const own = (kind: string, data: string): string =>
  secret(data).replace('name: s', `name: s, namespace: argocd, labels: {argocd.argoproj.io/secret-type: ${kind}}`);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Where a secret stands: a file, with the text for a secret. One in `web/` is read by an Application. */
const PLACES: Readonly<Record<string, readonly [string, (value: string) => string]>> = {
  stringData: ['web/1.yaml', (value) => secret(`stringData: {password: ${value}}`)],
  data: ['web/2.yaml', (value) => secret(`data: {password: ${base64(value)}}`)],
  'data that is no Base64': ['web/3.yaml', (value) => secret(`data: {password: '${value}!'}`)],
  'a value of a wrong type': [
    'web/4.yaml',
    (value) => secret(`stringData: {password: [${value}], pin: {a: ${value}}}`),
  ],
  'all of data of a wrong type': ['web/5.yaml', (value) => secret(`data: ${value}\nstringData: ${value}`)],
  'a field that is misspelt': [
    'web/6.yaml',
    (value) => secret(`stringdata: {password: ${value}}\nimmutable: ${value}`),
  ],
  'a kind that is misspelt': [
    'web/7.yaml',
    (value) => secret(`stringData: {password: ${value}}`).replace('Secret', 'secret'),
  ],
  'an annotation': [
    'web/8.yaml',
    (value) => secret('').replace('name: s', `name: s, annotations: {example.com/password: ${value}}`),
  ],
  'what kubectl applied last': [
    'web/9.yaml',
    (value) =>
      secret('').replace(
        'name: s',
        `name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"a":"${value}"}}'}`,
      ),
  ],
  'an environment variable': ['web/10.yaml', (value) => env(`{name: DB_PASSWORD, value: ${value}}`)],
  'two of one name': [
    'web/11.yaml',
    (value) => env(`{name: A_TOKEN, value: ${value}}, {name: A_TOKEN, value: ${value}}`),
  ],
  'one of a wrong type': ['web/12.yaml', (value) => env(`{name: DB_PASSWORD, value: [${value}]}`)],
  'one with a misspelt field': ['web/13.yaml', (value) => env(`{name: 'DB PASSWORD', val: ${value}}`)],
  'a URL in one': ['web/14.yaml', (value) => env(`{name: DATABASE_URL, value: 'postgres://u:${value}@db/x'}`)],
  'a ConfigMap': ['web/15.yaml', (value) => configMap(`data: {password: ${value}, app.ini: "password = ${value}"}`)],
  'one of a wrong type in it': ['web/16.yaml', (value) => configMap(`data: {passwords: [${value}]}`)],
  'a block that is none': ['web/17.yaml', (value) => secret(`stringData:\n  password: |${value}`)],
  'an alias that is none': ['web/18.yaml', (value) => secret(`stringData:\n  password: *${value}`)],
  'a tag': ['web/19.yaml', (value) => secret(`stringData:\n  password: !${value} x`)],
  'a quote that is not closed': ['web/20.yaml', (value) => secret(`stringData:\n  password: '${value}`)],
  'two colons': ['web/21.yaml', (value) => secret(`stringData:\n  password: ${value}: x: y`)],
  'broken JSON': ['web/22.json', (value) => `{"kind": "Secret", "stringData": {"password": "${value}"x}}`],
  'a login for a repository': [
    'web/23.yaml',
    (value) => own('repository', `stringData: {url: 'https://u:${value}@h.example.com/x', password: ${value}}`),
  ],
  'a login for a cluster': [
    'web/24.yaml',
    (value) =>
      own(
        'cluster',
        `stringData: {name: prod, server: 'https://u:${value}@h', config: '{"bearerToken": "${value}", '}`,
      ),
  ],
  dex: [
    'web/25.yaml',
    (value) =>
      configMap(`data:\n  dex.config: |\n    connectors: [{config: {clientSecret: ${value}}}`).replace(
        'name: c',
        'name: argocd-cm, namespace: argocd, labels: {app.kubernetes.io/part-of: argocd}',
      ),
  ],
  'a custom resource that does not fit its definition': [
    'web/26.yaml',
    (value) =>
      `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\nspec: {password: ${value}, token: ${value}, secret: ${value}}\n`,
  ],
  'the URL of a repository': [
    'apps/1.yaml',
    (value) => app('a', 'path: web').replace(URL, `https://bob:${value}@git.example.com/o.git`),
  ],
  'helm.values': ['apps/2.yaml', (value) => app('b', `path: chart, helm: {values: "password: ${value}"}`)],
  'helm.valuesObject': [
    'apps/3.yaml',
    (value) => app('c', `path: chart, helm: {valuesObject: {auth: {password: ${value}}}}`),
  ],
  'helm.values that are no YAML': [
    'apps/4.yaml',
    (value) => app('d', `path: chart, helm: {values: "password: [${value}"}`),
  ],
  'helm.parameters': [
    'apps/5.yaml',
    (value) =>
      app(
        'e',
        `path: chart, helm: {parameters: [{name: auth.password, value: ${value}}, {name: 'token[', value: ${value}}]}`,
      ),
  ],
  'plugin.env': [
    'apps/6.yaml',
    (value) => app('f', `path: web, plugin: {name: p, env: [{name: PASSWORD, value: ${value}}]}`),
  ],
  'an export from a cluster': [
    'apps/7.yaml',
    (value) =>
      app(
        'g',
        'path: web',
        `, uid: x, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"password":"${value}"}'}`,
      ),
  ],
  'values.yaml': ['chart/values.yaml', (value) => `auth: {password: ${value}}\n`],
  'a generator of Secrets': [
    'kustomize/kustomization.yaml',
    (value) => `secretGenerator: [{name: s, literals: [a=${value}, ${value}]}]\n`,
  ],
  'an element of a generator': [
    'sets/1.yaml',
    (value) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: s, namespace: argocd}
spec:
  goTemplate: true
  generators: [{list: {elements: [{password: ${value}}]}}]
  template:
    metadata: {name: X_Y}
    spec:
      project: nobody
      source: {repoURL: ${URL}, path: chart, helm: {parameters: [{name: password, value: '{{ .password }}'}]}}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`,
  ],
};

const secretOf = (place: string): string => `hunter${Object.keys(PLACES).indexOf(place) + 100}x`;

const FILES: Readonly<Record<string, string>> = {
  'apps/0.yaml': app('web', 'path: web'),
  'apps/00.yaml': app('kustomize', 'path: kustomize'),
  'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
  'web/crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties: {password: {type: string, enum: [a]}, token: {type: string, pattern: ^x}, secret: {type: integer}}
`,
  ...Object.fromEntries(Object.entries(PLACES).map(([place, [file, text]]) => [file, text(secretOf(place))])),
};

/** The places whose secret is in a text, also as Base64. */
function shownIn(text: string): readonly string[] {
  return Object.keys(PLACES).filter((place) => {
    const value = secretOf(place);
    return text.includes(value) || text.includes(base64(value).replace(/=+$/, '').slice(0, -1));
  });
}

test('the search finds a secret', () => {
  expect(shownIn(`x ${secretOf('data')}`)).toEqual(['data']);
  expect(shownIn(`x ${base64(secretOf('data'))}`)).toEqual(['data']);
});

describe('no format of a report', () => {
  const report = judge(FILES);

  test('all is read, and much is found', () => {
    expect(report.summary.refuse).toBeGreaterThan(20);
  });

  test.each(Object.entries(REPORT_FORMATS))('%s', (_, { print }) => {
    expect(shownIn(print(report, { rules: () => [], strict: true }))).toEqual([]);
  });
});

test('no command prints or writes one: check, its baseline, order, render', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
  try {
    for (const [file, text] of Object.entries(FILES)) {
      fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
      fs.writeFileSync(path.join(dir, file), text);
    }
    const run = async (...args: string[]) => {
      const all = [GROUNDWORK, ...args, '--repo', `${URL}=.`];
      // What a command exits with is not the question.
      const { stdout, stderr } = await promisify(execFile)(process.execPath, all, { cwd: dir }).catch((error) => error);
      return `${stdout}${stderr}`;
    };
    const said = await Promise.all([
      run('check', '.'),
      run('check', '.', '--write-baseline'),
      run('order', '.', '--format', 'json'),
      run('render', '--dir', '.', '--output', 'rendered'),
    ]);
    expect(said[3]).toContain('rendered');
    const written = fs
      .readdirSync(path.join(dir, 'rendered'), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => fs.readFileSync(path.join(one.parentPath, one.name), 'utf8'));
    expect(written.length).toBeGreaterThan(5);
    const baseline = fs.readFileSync(path.join(dir, 'groundwork-baseline.yaml'), 'utf8');
    expect([...said, baseline].map(shownIn).filter((places) => places.length > 0)).toEqual([]);
    // What is no Secret is rendered as it is.
    const ofSecrets = (place: string) => /^kind: secret$/im.test(PLACES[place]?.[1]('') ?? '');
    expect(written.flatMap(shownIn).filter(ofSecrets)).toEqual([]);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});
