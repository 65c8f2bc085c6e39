/** Whoever may read a comment may not read the secrets of a repository. */
import { REVIEW_FORMATS } from '../print/formats';
import { app, type Files, object, review } from '../testing/reviews';
import { masked } from './masked';

/** A secret of each kind, as it was and as it is. The same word is in no other place. */
const secrets = [0, 1].map((state) => ({
  data: Buffer.from(`databasesecret${state}`).toString('base64'),
  stringData: `plainsecret${state}`,
  password: `hunter2-${state}`,
  token: `ghp_abcdefghijklmnopqrstuvwxyz12345${state}`,
  variable: `variablesecret${state}`,
  url: `https://user:urlsecret${state}@db.example.com/orders`,
  key: `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}${state}KEYSECRET\n-----END PRIVATE KEY-----\n`,
  argument: `--password=argumentsecret${state}`,
  separate: `separatesecret${state}`,
  command: `mysql --host db --password commandsecret${state} orders`,
  text: `args:\n  - --token\n  - listsecret${state}\nserver:\n  host: example\n  adminPassword: textsecret${state}\n  port: ${state}\n`,
  parameter: `parametersecret${state}`,
  value: `valuesecret${state}`,
  checksum: `${state}123456789abcdef0123456789abcdef`,
}));
type Secrets = (typeof secrets)[number];

const files = (one: Secrets, name = 'all'): Files => ({
  'apps/web.json': app('web', {
    spec: {
      source: {
        repoURL: 'https://charts.example.com',
        chart: 'web',
        targetRevision: '1.0.0',
        helm: {
          parameters: [{ name: 'admin.password', value: one.parameter }],
          valuesObject: { auth: { password: one.value, existingSecret: 'db' } },
          values: one.text,
        },
      },
    },
  }),
  'apps/own.json': app('own'),
  'own/secret.json': object('v1 Secret', name, { data: { password: one.data }, stringData: { other: one.stringData } }),
  'own/config.json': object('v1 ConfigMap', name, {
    data: { PASSWORD: one.password, token: one.token, 'tls.key': one.key, 'app.yaml': one.text, url: one.url },
  }),
  'own/pods.json': object('apps/v1 Deployment', name, {
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations: { 'checksum/secret': one.checksum } },
        spec: {
          containers: [
            {
              name: 'a',
              image: 'a:1',
              args: [one.argument, '--admin-token', one.separate],
              command: ['sh', '-c', one.command],
              env: [
                { name: 'DB_PASSWORD', value: one.variable },
                { name: 'URL', value: one.url },
              ],
            },
          ],
        },
      },
    },
  }),
});

const WORDS =
  /databasesecret|plainsecret|hunter2|ghp_|variablesecret|urlsecret|KEYSECRET|argumentsecret|separatesecret|commandsecret|textsecret|listsecret|parametersecret|valuesecret|[01]123456789abcdef/;

const base64 = secrets.map(({ data }) => data);

describe.each(Object.entries(REVIEW_FORMATS))('%s', (_, format) => {
  const [old, now] = secrets as [Secrets, Secrets];
  test.each([
    ['changed', files(old), files(now)],
    ['created and gone', files(old, 'old'), files(now, 'new')],
    ['new Applications', {}, files(now)],
  ])('%s', (_, before, after) => {
    const printed = format.print(review(before as Files, after), { root: '', failOn: ['fails'] });
    expect(printed).not.toMatch(WORDS);
    for (const encoded of base64) expect(printed).not.toContain(encoded);
    expect(printed.length).toBeGreaterThan(100);
  });
});

test('that a secret changed is told', () => {
  const [old, now] = secrets as [Secrets, Secrets];
  const text = REVIEW_FORMATS.text.print(review(files(old), files(now)));
  expect(text).toMatch(/~ Secret own\/all\n +data\.password: changed \(not shown\)\n +data\.other: changed/);
  expect(text).toContain('data.PASSWORD: changed (not shown)');
  expect(text).toMatch(/- {3}port: 0\n +\+ {3}port: 1\n +lines that are not shown/);
});

test('what is no secret is shown: names of Secrets, references, digests, numbers', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: {
      automountServiceAccountToken: false,
      containers: [
        {
          image: `a@sha256:${'0123456789abcdef'.repeat(4)}`,
          env: [
            { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
            { name: 'LEVEL', value: 'debug' },
          ],
          args: ['--token-file', '/run/token', '--password', '$(DB_PASSWORD)', '--level', 'debug'],
        },
      ],
    },
  };
  expect(masked(pod, [], pod)).toEqual(pod);
});
