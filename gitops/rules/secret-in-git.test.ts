import { reportSarif } from '../report/sarif';
import { reportText } from '../report/text';
import { application } from './manifests';
import { findings, judge } from './testing';

const rule = 'secret-in-git';

function secret(body: string, labels = ''): string {
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: database${labels}\n${body}`;
}

function found(text: string) {
  return findings(rule, { 'secret.yaml': text });
}

test('a Secret is found wherever it lies, once, at its first key', () => {
  expect(found(secret('stringData:\n  password: hunter2\n  user: me\n'))).toMatchObject([
    { severity: 'warn', line: 6, message: 'Secret "database" has its password, user in Git' },
  ]);
  expect(found(secret('data:\n  password: aHVudGVyMg==\n'))[0]?.message).toContain('base64 hides nothing');
});

test('the secret itself is nowhere in the report', () => {
  const value = 'correct-horse-battery-staple';
  const report = judge({ 'secret.yaml': secret(`stringData: {password: ${value}}\n`) });
  expect(report.findings).not.toEqual([]);
  expect(JSON.stringify(report)).not.toContain(value);
  expect(reportText(report)).not.toContain(value);
});

test.each([
  ['nothing in it', 'data: {}\n'],
  ['an empty value', 'stringData: {password: ""}\n'],
  ['encrypted by SOPS', 'data: {password: "ENC[AES256_GCM,data:x]"}\nsops: {version: 3.9.0}\n'],
  ['a placeholder of a plugin', 'stringData: {password: "<path:kv/data/db#password>"}\n'],
  ['a variable', 'stringData: {password: "$DB_PASSWORD"}\n'],
  ['a certificate', 'stringData: {ca.crt: "-----BEGIN CERTIFICATE-----"}\n'],
])('%s is no secret', (_, body) => {
  expect(found(secret(body))).toEqual([]);
});

test('the address of a repository is no secret, its password is', () => {
  const labels = '\n  labels: {argocd.argoproj.io/secret-type: repository}';
  expect(
    found(secret('stringData: {type: git, url: https://git.example.com/a.git, username: robot}\n', labels)),
  ).toEqual([]);
  expect(found(secret('stringData: {url: https://git.example.com/a.git, password: x}\n', labels))).toHaveLength(1);
});

test('a cluster that is reached by an identity has no secret', () => {
  const labels = '\n  labels: {argocd.argoproj.io/secret-type: cluster}';
  const config = (json: string) =>
    secret(`stringData: {name: a, server: https://10.0.0.1, config: '${json}'}\n`, labels);
  expect(found(config('{"awsAuthConfig": {"clusterName": "a"}, "tlsClientConfig": {"caData": "x"}}'))).toEqual([]);
  expect(found(config('{"bearerToken": "x"}'))).toHaveLength(1);
});

test.each([
  ['adminPassword: hunter2', 1],
  ['adminPassword: ""', 0],
  ['existingSecretPassword: name', 0],
  ['passwordKey: password', 0],
  ['passwordFile: /etc/password', 0],
  ['auth: {password: hunter2}', 1],
  ['auth: {secretKeys: {password: password}}', 0],
  ['auth: {password: "{{ .Values.x }}"}', 0],
])('the value %s', (values, count) => {
  const app = application({
    source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0', helm: { values } },
  });
  expect(findings(rule, { 'app.yaml': app })).toHaveLength(count);
});

test('a Helm parameter can be a secret, too', () => {
  const helm = {
    parameters: [
      { name: 'auth.password', value: 'hunter2' },
      { name: 'replicas', value: '2' },
    ],
  };
  const app = application({
    source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0', helm },
  });
  expect(findings(rule, { 'app.yaml': app })).toHaveLength(1);
});

describe('a password in a URL', () => {
  test.each([
    ['https://bob:hunter2@github.com/o/r.git', 1],
    ['https://bob:p@hunter2@github.com/o/r.git', 1],
    ['https://glpat-hunter2@gitlab.com/o/r.git', 1],
    ['https://org@dev.azure.com/org/project/_git/repo', 0],
    ['ssh://git@github.com/o/r.git', 0],
    ['git@github.com:o/r.git', 0],
    ['https://bob:<path:kv/git#password>@github.com/o/r.git', 0],
  ])('%s', (repoURL, count) => {
    const found = findings('secret-in-git', { 'a.yaml': application({ source: { repoURL, path: 'x' } }) });
    expect(found).toHaveLength(count);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('of the Secret of a repository', () => {
    const labels = '\n  labels: {argocd.argoproj.io/secret-type: repository}';
    expect(found(secret('stringData: {url: "https://bob:hunter2@github.com/o/r.git"}', labels))).toHaveLength(1);
    expect(found(secret('stringData: {url: "https://github.com/o/r.git"}', labels))).toHaveLength(0);
  });
});

describe('nothing that the check says quotes a secret', () => {
  test.each([
    ['a Secret that lost its kind', 'apiVersion: v1\nmetadata: {name: s}\nstringData: {password: hunter2}\n'],
    [
      'a key given twice',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: hunter2}\nstringData: {b: hunter2}\n',
    ],
    [
      'bad syntax',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: hunter2\n token: hunter2\n',
    ],
    ['a bad tag', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: !!int hunter2\n'],
    ['a list', 'apiVersion: v1\nkind: SecretList\nitems: [{metadata: {name: s}, stringData: {password: hunter2}}]\n'],
    ['a password in a URL', application({ source: { repoURL: 'https://b:hunter2@git.example.com/r.git', path: 'x' } })],
  ])('%s', (_, text) => {
    const report = judge({ 'apps/website.yaml': application(), 'deploy/s.yaml': text });
    expect(report.findings.length + report.unchecked.length).toBeGreaterThan(0);
    for (const said of [JSON.stringify(report), reportText(report), reportSarif(report, [])])
      expect(said).not.toContain('hunter2');
  });

  test('broken JSON', () => {
    const report = judge({
      'apps/website.yaml': application(),
      'deploy/s.json': '{"apiVersion": "v1", "kind": "Secret", "stringData": {"password": hunter2}}',
    });
    expect(report.findings).toHaveLength(1);
    expect(JSON.stringify(report)).not.toMatch(/hunter2|hun/);
  });
});
