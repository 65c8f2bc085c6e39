/** The script that makes the Secrets, run by a real shell with a kubectl that keeps what it is given in a folder. */
import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { GroundworkApp } from '..';
import type { RequiredSecret } from '../facts/required-secret';
import { harborSecrets } from '../harbor/secrets';
import { describe as describePlatform, type PlatformDescription } from './describe';
import { secretsScript } from './secrets-script';

/** Keeps each object as a file `KIND.NAMESPACE.NAME`, and its keys beside it, because the script asks for these. */
const KUBECTL = `
case "$*" in
'config current-context') echo trial ;;
'create -f -')
  object=$(cat)
  name=$(printf '%s' "$object" | sed 's/.*"namespace":"\\([^"]*\\)","name":"\\([^"]*\\)".*/\\1.\\2/')
  printf '%s' "$object" >"$STORE/Secret.$name"
  printf '%s' "$object" | sed 's/.*"data":{//' | tr ',' '\\n' | cut -d '"' -f 2 >"$STORE/Secret.$name.keys"
  ;;
'get namespace '*) [ ! -e "$STORE/namespace.$3" ] || echo "namespace/$3" ;;
'create namespace '*) : >"$STORE/namespace.$3" ;;
'-n '*' create configmap '*) printf '%s\\n' "$*" >"$STORE/ConfigMap.$2.$5" ;;
'-n '*' -o go-template={{range'*) cat "$STORE/$4.$2.$5.keys" ;;
'-n '*' -o go-template={{index'*) cat "$STORE/robot" ;;
'-n '*' get '*) [ ! -e "$STORE/$4.$2.$5" ] || echo "secret/$5" ;;
*) echo "unexpected: $*" >&2; exit 1 ;;
esac
`;

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-secrets-'));
  fs.mkdirSync(path.join(dir, 'store'));
  fs.mkdirSync(path.join(dir, 'bin'));
  // What each program is started with is what `ps` shows.
  const noted = (text: string) => `#!/bin/sh\nprintf '%s\\n' "$0 $*" >>'${dir}/arguments'\n${text}\n`;
  const real = (name: string) => `PATH=\${PATH#*:} exec ${name} "$@"`;
  for (const name of ['openssl', 'base64', 'tr', 'grep', 'cmp', 'cat', 'sed', 'htpasswd'])
    fs.writeFileSync(path.join(dir, 'bin', name), noted(real(name)), { mode: 0o755 });
  fs.writeFileSync(path.join(dir, 'bin', 'kubectl'), noted(`PATH=\${PATH#*:}\n${KUBECTL}`), { mode: 0o755 });
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const scriptOf = (...secrets: readonly RequiredSecret[]) => {
  const described = describePlatform(new GroundworkApp(), { files: [] } as never);
  return secretsScript({ ...described, secrets } satisfies PlatformDescription, 'main.ts');
};

/** Runs the script, with the lines that a person answers. */
function run(script: string | undefined, answers: readonly string[] = []) {
  const file = path.join(dir, 'platform-secrets.sh');
  const noted = path.join(dir, 'arguments');
  fs.rmSync(noted, { force: true });
  fs.writeFileSync(file, script ?? '');
  const { status, stdout, stderr } = spawnSync('sh', [file], {
    cwd: dir,
    encoding: 'utf8',
    input: answers.map((line) => `${line}\n`).join(''),
    env: { PATH: `${path.join(dir, 'bin')}:${process.env.PATH}`, STORE: path.join(dir, 'store') },
  });
  const listed = fs.existsSync(noted) ? fs.readFileSync(noted, 'utf8') : '';
  return { status, said: stdout + stderr, seen: stdout + stderr + listed };
}

/** The values of a Secret in the store. */
function valuesOf(id: string): Record<string, string> {
  const { data } = JSON.parse(fs.readFileSync(path.join(dir, 'store', `Secret.${id}`), 'utf8'));
  return Object.fromEntries(
    Object.entries(data as Record<string, string>).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString(),
    ]),
  );
}

const made = () =>
  fs.readdirSync(path.join(dir, 'store')).filter((name) => /^(Secret|ConfigMap)\.[^.]*\.[^.]*$/.test(name));
const asked: RequiredSecret = {
  namespace: 'shop',
  name: 'login',
  usedBy: 'the shop',
  keys: [{ key: 'password', howToMake: 'your password there' }],
};
const another: RequiredSecret = {
  ...asked,
  namespace: 'zoo',
  keys: [
    { key: 'token', length: 32, format: 'alphanumeric', howToMake: 'x', generate: { command: 'openssl rand -hex 16' } },
  ],
};

test('a platform without Secrets has no script', () => {
  expect(scriptOf()).toBeUndefined();
});

describe('what nobody has to know', () => {
  test('is generated, fits what Harbor takes, and is shown to nobody; a second run makes nothing', () => {
    const script = scriptOf(...harborSecrets('harbor'));
    const first = run(script);
    expect(first).toMatchObject({ status: 0, said: expect.stringContaining('made: 2, there already: 0') });
    const values = valuesOf('harbor.harbor-secrets');
    expect(values.HARBOR_ADMIN_PASSWORD).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d).{8,128}$/);
    expect(values.secretKey).toMatch(/^[0-9a-f]{16}$/);
    expect(values.REGISTRY_HTPASSWD).toMatch(/^harbor_registry_user:\$2y\$/);
    const token = valuesOf('harbor.harbor-token-service');
    const certificate = new X509Certificate(token['tls.crt'] ?? '');
    expect(certificate.checkPrivateKey(createPrivateKey(token['tls.key'] ?? ''))).toBe(true);
    expect(token['tls.crt']).toMatch(/-\n$/);
    const encoded = Object.values({ ...values, ...token }).map((value) => Buffer.from(value).toString('base64'));
    for (const value of [...Object.values({ ...values, ...token }), ...encoded])
      expect(first.seen).not.toContain(value);

    const second = run(script);
    expect(second).toMatchObject({ status: 0, said: expect.stringContaining('made: 0, there already: 2') });
    expect(second.seen).not.toContain('kubectl create');
    expect(valuesOf('harbor.harbor-secrets')).toEqual(values);
  });

  test('that a program does not make is refused, and the Secret with it: no value becomes empty', () => {
    fs.writeFileSync(path.join(dir, 'bin', 'openssl'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { status, said } = run(scriptOf(another, ...harborSecrets('harbor')));
    expect(status).toBe(1);
    expect(said).toContain('zoo/login: key token would be empty; it was not made');
    expect(said).toContain('still to do: zoo/login harbor/harbor-secrets harbor/harbor-token-service');
    expect(made()).toEqual([]);
  });
});

describe('what is asked for', () => {
  test.each([`it's "quoted" \\n $HOME $(id) \`id\` %s`, ' spaces at both ends ', '-n', 'ü€'])(
    '%s is kept as it is',
    (value) => {
      const { status, seen } = run(scriptOf(asked), [value]);
      expect([status, valuesOf('shop.login')]).toEqual([0, { password: value }]);
      if (value.length > 4) expect(seen).not.toContain(value);
    },
  );

  test('a value of several lines comes from a file; the last line end is none of it', () => {
    fs.writeFileSync(path.join(dir, 'value'), 'a "b"\n\n$c\n');
    const { status, seen } = run(scriptOf(asked), ['', 'value']);
    expect([status, valuesOf('shop.login')]).toEqual([0, { password: 'a "b"\n\n$c' }]);
    expect(seen).not.toContain('a "b"');
  });

  test('PEM comes from a file, and keeps its last line end', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';
    fs.writeFileSync(path.join(dir, 'ca.pem'), pem);
    const secret: RequiredSecret = { ...asked, keys: [{ key: 'ca.crt', format: 'pem', howToMake: 'your CA' }] };
    expect([run(scriptOf(secret), ['ca.pem']).status, valuesOf('shop.login')]).toEqual([0, { 'ca.crt': pem }]);
  });

  test.each([
    ['nothing', [], 'nothing was answered'],
    ['an empty line, twice', ['', ''], 'nothing was answered'],
    ['an empty file', ['', 'empty'], 'the file is empty'],
    ['a file that is not there', ['', 'hunter2'], 'there is no file of that name'],
    ['a file that is no text', ['', 'binary'], 'the file is no text'],
  ])('%s is refused, what else is missing is made, and no answer is repeated', (_, answers, why) => {
    fs.writeFileSync(path.join(dir, 'empty'), '\n');
    fs.writeFileSync(path.join(dir, 'binary'), 'a\0b');
    const { status, said, seen } = run(scriptOf(asked, another), answers);
    expect(status).toBe(1);
    expect(said).toContain(`shop/login: ${why}`);
    expect(said).toContain('still to do: shop/login\n');
    expect(seen).not.toContain('hunter2');
    expect(made()).toEqual(['Secret.zoo.login']);
  });

  test.each([
    [{ length: { min: 8, max: 128 } }, 'short', 'has less than 8 characters'],
    [{ length: 4 }, 'longer', 'has more than 4 characters'],
    [{ format: 'alphanumeric' as const }, 'a-b', 'has other characters than letters and digits'],
    [{ format: 'harbor-robot-secret' as const }, 'abcdefg1', 'has no upper-case letter'],
    [{ format: 'htpasswd' as const }, 'user:plain', 'is not a line user:bcrypt-hash'],
  ])('%j: what does not fit is refused', (what, value, why) => {
    const { status, said } = run(scriptOf({ ...asked, keys: [{ key: 'password', howToMake: 'x', ...what }] }), [value]);
    expect([status, made()]).toEqual([1, []]);
    expect(said).toContain(`shop/login: key password ${why}`);
  });
});

test('a Secret that is there and lacks a key stays as it is, and that is said', () => {
  fs.writeFileSync(path.join(dir, 'store', 'Secret.shop.login'), '{}');
  fs.writeFileSync(path.join(dir, 'store', 'Secret.shop.login.keys'), 'username\n');
  const { status, said } = run(scriptOf(asked), ['x']);
  expect([status, fs.readFileSync(path.join(dir, 'store', 'Secret.shop.login'), 'utf8')]).toEqual([1, '{}']);
  expect(said).toContain('shop/login: is there, and was left as it is, but lacks password');
});

test('a cluster that does not answer is none in which everything is missing', () => {
  fs.writeFileSync(path.join(dir, 'bin', 'kubectl'), '#!/bin/sh\necho "no route to host" >&2\nexit 1\n', {
    mode: 0o755,
  });
  const { status, said } = run(scriptOf(asked), ['x']);
  expect([status, made()]).toEqual([2, []]);
  expect(said).toContain('kubectl could not ask for shop/login');
});

test('a Secret that is made from another comes after it, whatever their names are', () => {
  fs.writeFileSync(path.join(dir, 'store', 'robot'), 'a"b$c');
  const secret = { namespace: 'shop', name: 'login' };
  const pull: RequiredSecret = {
    namespace: 'app',
    name: 'pull',
    type: 'kubernetes.io/dockerconfigjson',
    usedBy: 'pods',
    keys: [
      {
        key: '.dockerconfigjson',
        format: 'dockerconfigjson',
        howToMake: 'x',
        generate: { command: `printf '{"auths":{"r":{"auth":"%s"}}}' "$(base64)"`, from: { key: 'password', secret } },
      },
    ],
  };
  expect(run(scriptOf(pull, asked), ['x'])).toMatchObject({
    status: 0,
    said: expect.stringMatching(/shop\/login: made\n[\s\S]*app\/pull: made/),
  });
  const { auths } = JSON.parse(valuesOf('app.pull')['.dockerconfigjson'] ?? '');
  expect(Buffer.from(auths.r.auth, 'base64').toString()).toBe('a"b$c');
});

test('names of a declaration are words of the shell, never commands', () => {
  const name = `x'; touch ${path.join('store', 'Secret.a.b')}; '`;
  run(scriptOf({ ...asked, name, usedBy: `x\ntouch ${path.join(dir, 'store', 'Secret.c.d')}` }), ['value']);
  expect(made()).not.toEqual(expect.arrayContaining(['Secret.a.b', 'Secret.c.d']));
});
