import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('NUL bytes that old versions of docker added are ignored, and so are the case and the scheme of a name', async () => {
  const credentials = parse({
    auths: { 'http://Quay.IO/v1/': { auth: base64('u:pw\0\0') }, 'null.example.com': null },
  });
  expect(await credentials.for('quay.io')).toEqual({ kind: 'password', username: 'u', password: 'pw' });
  expect(await credentials.for('null.example.com')).toBeUndefined();
});

test('of several kinds of login in one entry, docker takes the token first', async () => {
  const password = { username: 'u', password: 'p', auth: base64('other:p') };
  const credentials = parse({
    auths: {
      'a.io': { ...password, identitytoken: 'identity', registrytoken: 'registry' },
      'b.io': { ...password, identitytoken: 'identity' },
      'c.io': password,
      'd.io': { ...password, password: '' },
    },
  });
  expect(await credentials.for('a.io')).toEqual({ kind: 'registry token', token: 'registry' });
  expect(await credentials.for('b.io')).toEqual({ kind: 'identity token', token: 'identity' });
  expect(await credentials.for('c.io')).toMatchObject({ username: 'u' });
  expect(await credentials.for('d.io')).toMatchObject({ username: 'other' });
});

test('the configuration is the one that docker reads: $DOCKER_CONFIG, otherwise ~/.docker', async () => {
  const home = mkdtempSync(join(tmpdir(), 'docker-home-'));
  try {
    const write = (directory: string, username: string) => {
      mkdirSync(directory);
      const auths = { 'quay.io': { auth: base64(`${username}:pw`) } };
      writeFileSync(join(directory, 'config.json'), JSON.stringify({ auths }));
    };
    write(join(home, '.docker'), 'home');
    write(join(home, 'named'), 'named');
    const HOME = home;
    const found = (env: NodeJS.ProcessEnv) => DockerCredentials.load(env).for('quay.io');
    expect(await found({ HOME })).toMatchObject({ username: 'home' });
    expect(await found({ HOME, DOCKER_CONFIG: '' })).toMatchObject({ username: 'home' });
    expect(await found({ HOME, DOCKER_CONFIG: join(home, 'named') })).toMatchObject({ username: 'named' });
    mkdirSync(join(home, 'odd', 'config.json'), { recursive: true });
    expect(() => DockerCredentials.load({ DOCKER_CONFIG: join(home, 'odd') })).toThrow(
      `${join(home, 'odd', 'config.json')}: cannot read docker's configuration: `,
    );
  } finally {
    rmSync(home, { recursive: true });
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
  ['{"credHelpers": "secret"}', 'credHelpers is not an object'],
  ['{"auths": {"quay.io": "secret"}}', 'auths["quay.io"] is not a login'],
  ['{"auths": {"quay.io": {"auth": 123456}}}', 'auths["quay.io"] is not a login'],
  ['{"auths": {"quay.io": {"username": "u", "password": ["secret"]}}}', 'auths["quay.io"] is not a login'],
])('%s is refused, and its text is not quoted: it holds passwords', (text, why) => {
  expect(() => DockerCredentials.parse(text, '/home/x/.docker/config.json')).toThrow(`/home/x/.docker/config.json: `);
  expect(() => DockerCredentials.parse(text, 'f')).toThrow(why);
  expect(() => DockerCredentials.parse(text, 'f')).not.toThrow(/secret|123456/);
});

test('an entry that is not user:password is an error that names the login, not the secret', async () => {
  const credentials = parse({ auths: { 'quay.io': { auth: base64('no colon, but secret') } } });
  await expect(credentials.for('quay.io')).rejects.toThrow('auths["quay.io"].auth is not base64 of user:password');
  await expect(credentials.for('quay.io')).rejects.not.toThrow('secret');
});

test.each(['two\nlines secret', 'secret token', 'sécret'])(
  '%j is not a token: it would not fit into a header',
  async (token) => {
    const asking = parse({ auths: { 'quay.io': { registrytoken: token } } }).for('quay.io');
    await expect(asking).rejects.toThrow(
      'auths["quay.io"].registrytoken is not a token. Run docker login quay.io again.',
    );
    await expect(asking).rejects.not.toThrow(/s[eé]cret/);
  },
);

describe('credential helpers', () => {
  let bin: string;
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'helpers-'));
    helper('own', 'read -r s; printf \'{"Username":"own","Secret":"for %s"}\' "$s"');
    helper('store', 'read -r s; printf \'{"Username":"<token>","Secret":"token for %s"}\' "$s"');
    helper('none', 'echo "credentials not found in native keychain"; exit 1');
    helper('broken', 'echo secret-on-stdout; echo "cannot open keychain" >&2; exit 3');
    helper('garbage', 'echo "not json, secret"');
    helper('silent', 'exit 7');
    helper('killed', 'kill -9 $$');
    helper('text', 'echo "\\"secret\\""');
    helper('null', 'echo null');
    helper('empty', 'echo "{\\"Username\\":\\"\\",\\"Secret\\":\\"\\"}"');
    helper('anonymous', 'echo "{\\"Secret\\":\\"only\\"}"');
    helper('counting', `echo x >> ${join(bin, 'count')}; test "$1" = get && printf '{"Username":"a","Secret":"b"}'`);
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
    ['quay.io', { credHelpers: { 'quay.io': 'own' } }, 'quay.io'],
    ['quay.io', { credHelpers: { 'https://quay.io': 'own' } }, 'https://quay.io'],
    ['quay.io', { credHelpers: { 'quay.io': 'own' }, auths: { 'https://quay.io/v2/': {} } }, 'quay.io'],
    ['quay.io', { credsStore: 'own' }, 'quay.io'],
    ['quay.io', { credsStore: 'own', auths: { 'https://quay.io/v2/': {} } }, 'https://quay.io/v2/'],
    ['10.0.24.28:30002', { credsStore: 'own', auths: { '10.0.24.28': {} } }, '10.0.24.28:30002'],
    ['docker.io', { credsStore: 'own' }, 'https://index.docker.io/v1/'],
    ['docker.io', { credsStore: 'own', auths: { 'docker.io': {} } }, 'https://index.docker.io/v1/'],
    ['docker.io', { credHelpers: { 'index.docker.io': 'own' } }, 'index.docker.io'],
  ])(
    'for %s in %j the helper is asked by the name under which docker filed the login: %s',
    async (registry, config, name) => {
      expect(await withHelpers(config).for(registry)).toMatchObject({ password: `for ${name}` });
    },
  );

  test('if a registry’s own helper has no login, the general helper is not asked for that registry', async () => {
    const credentials = withHelpers({ credHelpers: { 'quay.io': 'none' }, credsStore: 'store' });
    expect(await credentials.for('quay.io')).toBeUndefined();
  });

  test('a login without a secret does not count, and one without a user name has an empty one', async () => {
    const credentials = withHelpers({ credHelpers: { 'a.io': 'empty', 'b.io': 'anonymous' } });
    expect(await credentials.for('a.io')).toBeUndefined();
    expect(await credentials.for('b.io')).toEqual({ kind: 'password', username: '', password: 'only' });
  });

  test('a helper is asked once for a registry: it may open a dialogue', async () => {
    const credentials = withHelpers({ credsStore: 'counting' });
    await Promise.all([credentials.for('a.io'), credentials.for('a.io'), credentials.for('b.io')]);
    await credentials.for('a.io');
    expect(readFileSync(join(bin, 'count'), 'utf8')).toBe('x\nx\n');
  });

  test.each([
    ['silent', 'docker-credential-silent failed for x.io: exit code 7'],
    ['killed', 'docker-credential-killed failed for x.io: ended by SIGKILL'],
    ['text', 'answered for x.io with JSON that is not a login'],
    ['null', 'answered for x.io with JSON that is not a login'],
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
