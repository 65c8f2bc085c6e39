import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureOf, SECRETS, TestServer, trustTestServers } from '../testing/test-server';
import { Registries } from './registries';

trustTestServers();

const PATH = '/v2/team/app/manifests/1.0';
const digest = `sha256:${'a'.repeat(64)}`;
const here = { headers: { 'docker-content-digest': digest } };
const basic = (user: string) => `Basic ${Buffer.from(`${user}:${SECRETS.password}`).toString('base64')}`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'docker-config-'));
  process.env.DOCKER_CONFIG = directory;
});
afterEach(() => {
  delete process.env.DOCKER_CONFIG;
  rmSync(directory, { recursive: true });
});
const write = (text: string) => writeFileSync(join(directory, 'config.json'), text);

test('a registry has one client, and each one its own login', async () => {
  const wants = { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
  const [one, two] = [
    await TestServer.start({ [`HEAD ${PATH}`]: [wants, here] }),
    await TestServer.start({ [`HEAD ${PATH}`]: [wants, here] }),
  ];
  const auth = (user: string) => ({ auth: basic(user).slice('Basic '.length) });
  write(JSON.stringify({ auths: { [one.name]: auth('one'), [two.name]: auth('two') } }));
  const registries = new Registries(new Set([one.name, two.name]));
  for (const { name } of [one, two]) expect(await registries.for(name).digestOf('team/app', '1.0')).toBe(digest);
  expect([one.authorizations, two.authorizations]).toEqual([
    [undefined, basic('one')],
    [undefined, basic('two')],
  ]);
  expect(registries.for(one.name)).toBe(registries.for(one.name));
  expect(registries.for(one.name)).not.toBe(registries.for(two.name));
});

test('docker’s configuration is not read for a public registry, and is reported when it is needed and wrong', async () => {
  const server = await TestServer.start({ [`HEAD ${PATH}`]: [here, { status: 401 }] });
  write(`{ ${SECRETS.password}`);
  const registry = new Registries(new Set([server.name])).for(server.name);
  expect(await registry.digestOf('team/app', '1.0')).toBe(digest);
  const error = await registry.digestOf('team/app', '1.0').catch((error) => error);
  expect(error.message).toBe(
    `${join(directory, 'config.json')}: it is not JSON. Repair it, or move it away and run docker login again.`,
  );
});

test('a registry that is not declared speaks TLS, also if another one does not', async () => {
  const plain = await TestServer.start({ [`HEAD ${PATH}`]: here });
  const secure = await TestServer.start({ [`HEAD ${PATH}`]: here }, TestServer.trusted);
  const registries = new Registries(new Set(['other.example.com:80']), { attempts: 1 });
  expect(await registries.for(secure.name).digestOf('team/app', '1.0')).toBe(digest);
  expect((await failureOf(registries.for(plain.name).digestOf('team/app', '1.0'))).message).toContain(
    `--plain-http ${plain.name}`,
  );
});

test('as often as is said, a registry is asked again', async () => {
  const server = await TestServer.start({ [`HEAD ${PATH}`]: { status: 503 } });
  const registries = new Registries(new Set([server.name]), { attempts: 2, firstWait: 0 });
  await failureOf(registries.for(server.name).digestOf('team/app', '1.0'));
  expect(server.log).toHaveLength(2);
});
