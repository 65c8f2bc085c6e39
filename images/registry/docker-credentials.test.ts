import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerCredentials } from './docker-credentials';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const parse = (config: unknown, env?: NodeJS.ProcessEnv) =>
  DockerCredentials.parse(JSON.stringify(config), 'config.json', env);

test('a login is found under every name that docker files it by', async () => {
  const credentials = parse({
    auths: {
      'https://index.docker.io/v1/': { auth: base64('hub:p:w') },
      'https://quay.io/v2/': { username: 'quay', password: 'pw' },
      '10.0.24.28:30002': { auth: base64('robot$a+b:pw'), identitytoken: '' },
      'ghcr.io': { identitytoken: 'refresh' },
      'registry.example.com': { registrytoken: 'bearer' },
      'empty.example.com': {},
    },
  });
  expect(await credentials.for('docker.io')).toEqual({ kind: 'password', username: 'hub', password: 'p:w' });
  expect(await credentials.for('quay.io')).toEqual({ kind: 'password', username: 'quay', password: 'pw' });
  expect(await credentials.for('10.0.24.28:30002')).toMatchObject({ username: 'robot$a+b' });
  expect(await credentials.for('ghcr.io')).toEqual({ kind: 'identity token', token: 'refresh' });
  expect(await credentials.for('registry.example.com')).toEqual({ kind: 'registry token', token: 'bearer' });
  for (const nobody of ['empty.example.com', '10.0.24.28', 'registry-1.docker.io']) {
    expect(await credentials.for(nobody)).toBeUndefined();
  }
});

test('without a configuration there are no logins', async () => {
  const credentials = DockerCredentials.load({ DOCKER_CONFIG: join(tmpdir(), 'there-is-no-such-directory') });
  expect(await credentials.for('docker.io')).toBeUndefined();
});

test.each([
  ['not json', 'is not JSON'],
  ['[]', 'not a JSON object'],
  ['{"auths": []}', 'auths is not an object'],
])('%s is refused, and its text is not quoted: it holds passwords', (text, why) => {
  expect(() => DockerCredentials.parse(text, '/home/x/.docker/config.json')).toThrow(`/home/x/.docker/config.json: `);
  expect(() => DockerCredentials.parse(text, 'f')).toThrow(why);
});

test('an entry that is not user:password is an error that names the login, not the secret', async () => {
  const credentials = parse({ auths: { 'quay.io': { auth: base64('no colon, but secret') } } });
  await expect(credentials.for('quay.io')).rejects.toThrow('auths["quay.io"].auth is not base64 of user:password');
  await expect(credentials.for('quay.io')).rejects.not.toThrow('secret');
});

describe('credential helpers', () => {
  let bin: string;
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'helpers-'));
    helper('own', 'read -r s; printf \'{"Username":"own","Secret":"for %s"}\' "$s"');
    helper('store', 'read -r s; printf \'{"Username":"<token>","Secret":"token for %s"}\' "$s"');
    helper('none', 'echo "credentials not found in native keychain"; exit 1');
    helper('broken', 'echo secret-on-stdout; echo "cannot open keychain" >&2; exit 3');
    helper('garbage', 'echo "not json, secret"');
    helper('deaf', 'exec 0<&-; printf \'{"Username":"a","Secret":"b"}\'');
  });
  afterAll(() => rmSync(bin, { recursive: true }));

  function helper(name: string, script: string): void {
    writeFileSync(join(bin, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, `docker-credential-${name}`), 0o755);
  }
  const withHelpers = (config: unknown) => parse(config, { PATH: `${bin}:/usr/bin:/bin` });

  test('a registry’s own helper comes first, then the general one, then the file', async () => {
    const credentials = withHelpers({
      credHelpers: { 'quay.io': 'own', 'ghcr.io': 'none', 'deaf.io': 'deaf' },
      credsStore: 'store',
      auths: { 'https://index.docker.io/v1/': {}, 'ghcr.io': { auth: base64('file:pw') } },
    });
    expect(await credentials.for('quay.io')).toEqual({ kind: 'password', username: 'own', password: 'for quay.io' });
    expect(await credentials.for('docker.io')).toEqual({
      kind: 'identity token',
      token: 'token for https://index.docker.io/v1/',
    });
    expect(await credentials.for('ghcr.io')).toMatchObject({ username: 'file' });
    expect(await credentials.for('deaf.io')).toMatchObject({ username: 'a' });
  });

  test.each([
    ['broken', 'docker-credential-broken failed for x.io: cannot open keychain'],
    ['garbage', 'something else than JSON'],
    ['missing', 'docker-credential-missing for x.io, which is not in PATH'],
    ['../evil', 'is not the name of a credential helper'],
  ])('%s: the error says what to do, and nothing of what the helper printed', async (name, why) => {
    const asking = withHelpers({ credHelpers: { 'x.io': name } }).for('x.io');
    await expect(asking).rejects.toThrow(why);
    await expect(asking).rejects.not.toThrow(/secret/);
  });
});
