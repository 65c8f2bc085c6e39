import { judge } from '../../synth/judge';
import { documentsOf } from '../../test/documents';
import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import type { RequiredSecret } from '../facts/required-secret';
import { RequiredSecrets } from '../facts/required-secrets';
import { Repository, type RepositoryProps } from './repository';

test('a public repository that is only a URL renders nothing: Argo CD needs no Secret for it', () => {
  expect(documentsOf((chart) => new Repository(chart, 'shop', { url: 'https://github.com/orgname/shop.git' }))).toEqual(
    [],
  );
});

test('a public one that Argo CD must know more about renders what is no secret', () => {
  const documents = documentsOf(
    (chart) => new Repository(chart, 'charts', { url: 'registry.example.com/charts', type: 'helm', enableOCI: true }),
  );
  expect(documents).toMatchSnapshot();
});

test('a private one renders an ExternalSecret that names where the credentials are, and has none', () => {
  const documents = documentsOf(
    (chart) =>
      new Repository(chart, 'shop', {
        url: 'https://github.com/orgname/shop.git',
        credentials: {
          secretStore: { name: 'vault' },
          fields: {
            username: { key: 'git/shop', property: 'username' },
            password: { key: 'git/shop', property: 'token' },
          },
        },
      }),
  );
  expect(documents).toMatchSnapshot();
  expect(documents.map(({ kind }) => kind)).toEqual(['ExternalSecret']);
});

test('credentials of all that begin with a URL are a template', () => {
  const [secret] = documentsOf(
    (chart) =>
      new Repository(chart, 'all', {
        url: 'https://git.example.com/shop/',
        template: true,
        credentials: { secretStore: { name: 'vault' }, fields: { password: { key: 'git' } } },
      }),
  );
  expect(secret).toMatchObject({
    spec: { target: { template: { metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repo-creds' } } } } },
  });
});

test('one whose Secret is made by hand renders nothing, and the Secret is asked for with its labels', () => {
  const asked: RequiredSecret[] = [];
  const documents = documentsOf((chart) => {
    new Repository(chart, 'shop', {
      url: 'git@git.example.com:shop.git',
      credentials: { from: 'secret', fields: ['sshPrivateKey'] },
    });
    asked.push(...RequiredSecrets.of(chart).all);
  });
  expect(documents).toEqual([]);
  expect(asked).toMatchObject([
    {
      namespace: 'argocd',
      name: 'repository-shop',
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
      keys: [
        { key: 'type', value: 'git' },
        { key: 'url', value: 'git@git.example.com:shop.git' },
        { key: 'sshPrivateKey', format: 'pem' },
      ],
    },
  ]);
});

test('a sealed one holds what kubeseal has sealed, and what is no secret beside it; nothing refuses it', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app);
  new Repository(app.file('apps/prod/shop-repository'), 'shop', {
    url: 'https://git.example.com/shop.git',
    credentials: { from: 'sealed-secret', fields: { password: 'AgBy3i4OJSWK' } },
  });
  const plan = app.plan();
  const file = plan.files.find(({ path }) => path === 'apps/prod/shop-repository.yaml');
  expect(file?.documents).toMatchObject([
    {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'repository-shop', namespace: 'argocd' },
      spec: {
        encryptedData: { password: 'AgBy3i4OJSWK' },
        template: {
          metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
          data: { type: 'git', url: 'https://git.example.com/shop.git' },
        },
      },
    },
  ]);
  expect(judge(plan, { outdir: 'dist', repository: app.repository }).findings).toEqual([]);
  expect(app.describe(plan).markdown).toContain('the controller of Sealed Secrets, from what is sealed in Git');
});

test.each<[RepositoryProps, string]>([
  [{ url: 'x', template: true }, 'template has no credentials'],
  [
    { url: 'x', template: true, project: 'a', credentials: { from: 'secret', fields: ['password'] } },
    'template has a project',
  ],
  [{ url: 'x', credentials: { from: 'secret', fields: [] } }, 'credentials has no fields'],
  [{ url: 'https://user:not-really@example.com/x.git' }, 'url holds a password'],
  [{ url: 'https://not-really@example.com/x.git' }, 'url holds a user name or token'],
  [{ url: 'https://x.example/y', proxy: 'http://user:not-really@proxy.example:3128' }, 'proxy holds a password'],
  [{ url: 'oci://x', enableOCI: true }, 'it has no scheme'],
  [{ url: 'x', enableOCI: true, insecure: true, insecureOCIForceHttp: true }, 'exclude each other'],
  [{ url: 'x', credentials: { secretStore: { name: 's' }, fields: {} } }, 'credentials has no fields'],
])('%j is refused', (props, message) => {
  expect(() => documentsOf((chart) => new Repository(chart, 'r', props))).toThrow(message);
});
