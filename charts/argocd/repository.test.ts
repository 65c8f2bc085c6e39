import { documentsOf } from '../../test/documents';
import { Repository } from './repository';

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

test.each([
  [{ url: 'https://user:not-really@example.com/x.git' }, 'url holds a password'],
  [{ url: 'https://not-really@example.com/x.git' }, 'url holds a user name or token'],
  [{ url: 'https://x.example/y', proxy: 'http://user:not-really@proxy.example:3128' }, 'proxy holds a password'],
  [{ url: 'oci://x', enableOCI: true }, 'it has no scheme'],
  [{ url: 'x', enableOCI: true, insecure: true, insecureOCIForceHttp: true }, 'exclude each other'],
  [{ url: 'x', credentials: { secretStore: { name: 's' }, fields: {} } }, 'credentials has no fields'],
])('%j is refused', (props, message) => {
  expect(() => documentsOf((chart) => new Repository(chart, 'r', props))).toThrow(message);
});
