import { reportSarif } from '../../report/sarif';
import { reportText } from '../../report/text';
import { application, object, project, settings } from '../analysis/manifests';
import { check } from '../check';
import { findings, judge } from '../testing/rules';
import { MemoryTree } from '../tree/memory-tree';

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

test('digits without quotes are a secret, too', () => {
  const report = judge({ 'secret.yaml': secret('stringData:\n  password: 471100\n') });
  expect(report.findings.filter((one) => one.rule === rule)).toMatchObject([{ line: 6 }]);
  expect(JSON.stringify(report)).not.toContain('471100');
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
  [
    'encrypted by SOPS, apart from what may be read',
    'stringData:\n  password: "ENC[AES256_GCM,data:x]"\n  user: me\nsops: {version: 3.9.0}\n',
  ],
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

test.each([
  ['api_key: sk-proj-4fGh7Jk2LmN9pQr5StUv8WxY', 1],
  ['api_key: sk-no-key-required', 0],
  ['apiKey: ollama', 0],
  ['apiKey: 6f1b1f3e-5c0a-4b39-9f53-0d3c2b1a4e5f', 1],
  ['apiKey: os.environ/OPENROUTER_API_KEY', 0],
  ['secretAccessKey: S3_SECRET_KEY', 0],
  ['adminPassword: ChangeMeToday', 0],
  ['password: vault:kv/data/db#password', 0],
  ['password: op://vault/db/password', 0],
  ['secretRef: {password: db-password-of-it}', 0],
  ['encryptedData: {password: AgBy3i4OJSWK}', 0],
  ['token: my-namespace-token-secret-2024', 0],
  ['token: ghp_0123456789abcdefghijABCDEFGHIJ', 1],
  ['secret: 5f4dcc3b5aa765d61d8327deb882cf99', 1],
  ['podAnnotations: {checksum/secret: 5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99}', 0],
  ['extraEnv: [{name: DB_PASSWORD, value: hunter2}]', 1],
  ['auth: {password: 471100}', 1],
  ['failuresBeforeNewPassword: 5', 0],
  ['extraEnv: [{name: DB_PASSWORD, value: $(OTHER)}]', 0],
])('the value %s', (values, count) => {
  const helm = { values };
  const app = application({
    source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0', helm },
  });
  expect(findings(rule, { 'app.yaml': app })).toHaveLength(count);
});

test('what a plugin is given can be a secret, too', () => {
  const plugin = {
    env: [
      { name: 'TOKEN_PASSWORD', value: 'hunter2' },
      { name: 'REGION', value: 'eu' },
    ],
  };
  const app = application({ source: { repoURL: 'https://git.example.com/a.git', path: 'a', plugin } });
  expect(findings(rule, { 'app.yaml': app })).toMatchObject([
    { message: expect.stringContaining('the field of the plugin TOKEN_PASSWORD of') },
  ]);
});

test('what a kustomization reads is in Git, whether it is built here or not', () => {
  const kustomization = (rest: string) =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [secret.yaml]\n${rest}`;
  const files = (rest: string) => ({
    'base/kustomization.yaml': kustomization(rest),
    'base/secret.yaml': secret('stringData:\n  password: hunter2\n'),
  });
  for (const rest of ['', 'images: [{name: web, newTag: v2}]\n'])
    expect(findings(rule, files(rest))).toMatchObject([{ file: 'base/secret.yaml', line: 6 }]);
  const literals = 'secretGenerator:\n- name: web\n  literals: [user=me, "token=<path:web>"]\n';
  expect(findings(rule, files(literals))).toMatchObject([
    { file: 'base/kustomization.yaml', line: 6, message: expect.stringContaining('the user of Secret "web"') },
    { file: 'base/secret.yaml' },
  ]);
});

describe('ConfigMaps', () => {
  const pem = (kind: string, head = '') =>
    `-----BEGIN ${kind}-----\n${head}${'MIIEpAIBAAKCAQEA1c7'.repeat(8)}\n-----END ${kind}-----\n`;
  const auths = (login: object) => JSON.stringify({ auths: { 'registry.example.com': login } });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const kubeconfig = (user: string) =>
    `apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {server: https://10.0.0.1}}]\nusers:\n- name: a\n  user:\n    ${user}\n`;

  test.each([
    ['tls.key', pem('RSA PRIVATE KEY'), 'a private key'],
    ['tls.key', pem('PRIVATE KEY'), 'a private key'],
    ['id', pem('OPENSSH PRIVATE KEY'), 'a private key'],
    ['key.json', JSON.stringify({ private_key: pem('PRIVATE KEY') }), 'a private key'],
    ['config.json', auths({ auth: base64('bob:hunter2') }), 'the login of a registry'],
    ['config.json', auths({ username: 'bob', password: 'hunter2' }), 'the login of a registry'],
    ['config', kubeconfig('token: eyJhbGciOiJSUzI1NiJ9.hunter2'), 'the credentials of a kubeconfig'],
    ['config', kubeconfig(`client-key-data: ${base64(pem('RSA PRIVATE KEY'))}`), 'the credentials of a kubeconfig'],
    ['DB_PASSWORD', 'hunter2', 'a secret in plain text'],
    ['smtp.password', 'hunter2\n', 'a secret in plain text'],
    ['DATABASE_URL', 'postgres://bob:hunter2@db:5432/a', 'a password in a URL'],
  ])('%s: %#', (key, value, what) => {
    const text = object('ConfigMap', 'web', { data: { user: 'bob', [key]: value } });
    const report = findings(rule, { 'cm.yaml': text });
    expect(report).toMatchObject([{ severity: 'warn', message: `ConfigMap "web" has ${what} in its key ${key}` }]);
    expect(text.split('\n')[(report[0]?.line ?? 0) - 1]).toContain(key);
    expect(JSON.stringify(report)).not.toMatch(/hunter2|MIIE/);
  });

  test('binaryData hides nothing', () => {
    const binaryData = { 'tls.key': base64(pem('EC PRIVATE KEY')), logo: base64('PNG') };
    expect(findings(rule, { 'cm.yaml': object('ConfigMap', 'web', { binaryData }) })).toHaveLength(1);
  });

  test.each([
    ['a certificate', { 'tls.crt': pem('CERTIFICATE') }],
    ['a public key', { 'tls.pub': pem('PUBLIC KEY') }],
    ['an encrypted key', { 'tls.key': pem('ENCRYPTED PRIVATE KEY') }],
    ['a key with a passphrase', { 'tls.key': pem('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\n\n') }],
    ['a key that is elided', { 'README.md': '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n' }],
    ['a script that makes keys', { 'a.sh': 'grep -q "BEGIN RSA PRIVATE KEY" tls.key || openssl genrsa > tls.key\n' }],
    ['helpers of a registry', { 'config.json': JSON.stringify({ auths: { a: {} }, credsStore: 'ecr-login' }) }],
    ['a login to be filled in', { 'config.json': auths({ auth: base64('bob:<TOKEN>') }) }],
    ['a kubeconfig with a plugin', { config: kubeconfig('exec: {command: aws}') }],
    ['a kubeconfig with a file', { config: kubeconfig('tokenFile: /var/run/token') }],
    ['variables', { DB_PASSWORD: '$(DB_PASSWORD)', API_KEY: '$API_KEY', PRIVATE_KEY: '<api-key>', PASSWORD: '__PW__' }],
    ['nothing', { DB_PASSWORD: '', API_KEY: 'changeme' }],
    ['switches', { ALLOW_EMPTY_PASSWORD: 'yes', RANDOM_ROOT_PASSWORD: 'true', REQUIRE_TOKEN: 'false' }],
    [
      'names and paths',
      { DB_PASSWORD_FILE: '/a', SECRET_NAME: 'web', IMAGE_PULL_SECRET: 'regcred', PASSWORD: '/run/pw' },
    ],
    ['the names of variables', { password: 'DB_PASSWORD', apiKey: 'OPENAI_API_KEY' }],
    ['the name of a Secret', { TLS_SECRET: 'wildcard-example-com-tls', TOKEN: 'vault-token' }],
    ['hashes', { adminPassword: '$2a$10$abcdefghijklmnopqrstuv', '.htpasswd': 'bob:$apr1$a$b' }],
    ['users of a system', { passwd: 'web:x:1000:1000::/:/bin/sh\n' }],
    ['words of an interface', { 'de.json': '{"password": "Passwort", "token": "Zeichen"}' }],
    ['a URL without a password', { DATABASE_URL: 'postgres://bob@db/a', OTHER: 'postgres://bob:$(PASSWORD)@db/a' }],
  ])('%s is no secret', (_, data) => {
    expect(findings(rule, { 'cm.yaml': object('ConfigMap', 'web', { data }) })).toEqual([]);
  });

  test('a connector of Argo CD has its secret in a Secret', () => {
    const oidc = (secret: string) =>
      settings({ 'oidc.config': `name: a\nissuer: https://a\nclientID: argocd\nclientSecret: ${secret}\n` });
    expect(findings(rule, { 'cm.yaml': oidc('$oidc:clientSecret') })).toEqual([]);
    expect(findings(rule, { 'cm.yaml': oidc('$oidc.a.clientSecret # of argocd-secret') })).toEqual([]);
    const report = findings(rule, { 'cm.yaml': oidc('hunter2') });
    expect(report).toMatchObject([{ message: 'ConfigMap "argocd-cm" has the clientSecret in its key oidc.config' }]);
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });
});

describe('environment variables', () => {
  const container = (env: object[]) => ({ containers: [{ name: 'web', image: 'web', env }] });
  const pods: [string, string, (env: object[]) => object][] = [
    ['Pod', 'v1', (env) => container(env)],
    ['Deployment', 'apps/v1', (env) => ({ template: { spec: container(env) } })],
    ['CronJob', 'batch/v1', (env) => ({ jobTemplate: { spec: { template: { spec: container(env) } } } })],
  ];

  test.each(pods)('of a %s', (kind, apiVersion, spec) => {
    const text = object(
      kind,
      'shop',
      {
        spec: spec([
          { name: 'A', value: 'b' },
          { name: 'DB_PASSWORD', value: 'hunter2' },
        ]),
      },
      apiVersion,
    );
    const report = findings(rule, { 'shop.yaml': text });
    expect(report).toMatchObject([
      { message: `the environment variable DB_PASSWORD of container web in ${kind} shop is a secret in plain text` },
    ]);
    expect(text.split('\n')[(report[0]?.line ?? 0) - 1]).toContain('value: hunter2');
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });

  test.each([
    [{ name: 'DATABASE_URL', value: 'postgres://bob:hunter2@db/a' }, 1],
    [{ name: 'DATABASE_URL', value: 'postgres://bob:$(DB_PASSWORD)@db/a' }, 0],
    [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }, 0],
    [{ name: 'DB_PASSWORD', value: '$(OTHER)' }, 0],
    [{ name: 'DB_PASSWORD', value: '' }, 0],
    [{ name: 'DB_PASSWORD' }, 0],
    [{ name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' }, 0],
    [{ name: 'MYSQL_ALLOW_EMPTY_PASSWORD', value: '1' }, 0],
    [{ name: 'TOKEN_PATH', value: '/var/run/secrets/kubernetes.io/serviceaccount/token' }, 0],
    [{ name: 'VAULT_TOKEN', value: 'hvs.0123456789abcdefABCDEF' }, 1],
    [{ name: 'SLACK_TOKEN', value: 'hunter2-and-more' }, 1],
    [{ name: 'MAX_TOKEN', value: '4096' }, 0],
    [{ name: 'TOKEN', value: 'enabled' }, 0],
    [{ name: 'DB_PASSWORD', value: 471100 }, 1],
    [{ name: 'TLS_SECRET', value: 'wildcard-tls' }, 0],
  ])('%j', (env, count) => {
    const text = object('Deployment', 'shop', { spec: { template: { spec: container([env]) } } }, 'apps/v1');
    expect(findings(rule, { 'shop.yaml': text })).toHaveLength(count);
  });
});

describe('ApplicationSets', () => {
  const set = (spec: object, helm: object = {}) =>
    object(
      'ApplicationSet',
      'web',
      {
        namespace: 'argocd',
        spec: {
          generators: [{ list: { elements: [{ a: 'x' }, { a: 'y' }] } }],
          template: {
            metadata: { name: 'web-{{a}}' },
            spec: {
              project: 'default',
              source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0', helm },
              destination: { name: 'in-cluster', namespace: 'web' },
            },
          },
          ...spec,
        },
      },
      'argoproj.io/v1alpha1',
    );
  const clusters = { generators: [{ clusters: {} }] };
  const patch = (password: string) => ({
    templatePatch: `spec:\n  source:\n    helm:\n      parameters:\n        - name: auth.password\n          value: ${password}\n`,
  });

  test.each([
    ['a value, once for all that is generated', set({}, { valuesObject: { password: 'hunter2' } })],
    ['a value of what cannot be generated here', set(clusters, { valuesObject: { password: 'hunter2' } })],
    ['a text of values of what cannot be generated here', set(clusters, { values: 'a: {{ a }}\npassword: hunter2\n' })],
    ['a parameter', set({}, { parameters: [{ name: 'auth.password', value: 'hunter2' }] })],
    [
      'a parameter of what cannot be generated here',
      set(clusters, { parameters: [{ name: 'auth.password', value: 'hunter2' }] }),
    ],
    ['an element of a list', set({ generators: [{ list: { elements: [{ a: 'x', password: 'hunter2' }] } }] })],
    ['a patch', set(patch('hunter2'))],
  ])('%s', (_, text) => {
    const report = findings(rule, { 'set.yaml': text });
    expect(report).toMatchObject([
      { message: expect.stringContaining('of ApplicationSet web is a secret in plain text') },
    ]);
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });

  test.each([
    ['a parameter for a secret', set({}, { parameters: [{ name: 'auth.password', value: '{{password}}' }] })],
    ['a parameter in a patch', set(patch('"{{ .password }}"'))],
    [
      'where a token is',
      set({
        generators: [
          { pullRequest: { github: { owner: 'a', repo: 'b', tokenRef: { secretName: 'a-b-c', key: 'token' } } } },
        ],
      }),
    ],
  ])('%s is no secret', (_, text) => {
    expect(findings(rule, { 'set.yaml': text })).toEqual([]);
  });
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

  test('a password in the URL of a repository that a project does not permit, in the message, the fix and the line', () => {
    const source = { repoURL: 'https://b:hunter2@git.example.com/r.git', path: 'x' };
    const report = judge(
      {
        'apps/website.yaml': application({ project: 'web', source }),
        'apps/web.yaml': project({ sourceRepos: ['https://git.example.com/other.git'] }),
      },
      { only: 'project-source-not-permitted' },
    );
    const [finding] = report.findings;
    expect(finding?.message).toContain('https://***@git.example.com/r.git');
    expect(finding?.fix).toContain('https://***@git.example.com/r.git');
    expect(finding).not.toHaveProperty('source');
    for (const said of [JSON.stringify(report), reportText(report), reportSarif(report, [])])
      expect(said).not.toContain('hunter2');
  });

  test('a password in the URL of a repository that is at hand', () => {
    const tree = new MemoryTree(new Map([['apps/website.yaml', application()]]));
    const url = 'https://b:hunter2@git.example.com/platform.git';
    const report = check({
      directories: [{ tree, dir: '' }],
      repositories: [{ url, tree, because: `${url} is named` }],
    });
    expect(report.repositories).toMatchObject([{ url: 'https://***@git.example.com/platform.git' }]);
    expect(JSON.stringify(report)).not.toContain('hunter2');
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
