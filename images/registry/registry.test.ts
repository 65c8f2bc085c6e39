import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { selfSigned } from '../testing/certificate';
import {
  type Answer,
  actAsDockerHub,
  clientOf,
  failureOf,
  PASSWORD,
  type Reply,
  SECRETS,
  TestServer,
  trustTestServers,
} from '../testing/test-server';
import { digestOf } from './manifest';
import { Registry } from './registry';

trustTestServers();

const INDEX = 'application/vnd.oci.image.index.v1+json';
const TEXT = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] });
const DIGEST = digestOf(Buffer.from(TEXT));
const OTHER = `sha256:${'0'.repeat(64)}`;
const BY_TAG = '/v2/team/app/manifests/1.0';
const BY_DIGEST = `/v2/team/app/manifests/${DIGEST}`;
const BLOB = `/v2/team/app/blobs/${DIGEST}`;
const stored: Reply = { headers: { 'content-type': INDEX, 'docker-content-digest': DIGEST }, body: TEXT };

const secure = (answers: Readonly<Record<string, Answer>>) => TestServer.start(answers, TestServer.trusted);

describe('a manifest', () => {
  test('is asked for in the types that nodes pull, so that no registry converts it', async () => {
    const server = await secure({ [`HEAD ${BY_TAG}`]: stored, [`GET ${BY_TAG}`]: stored });
    const client = clientOf(server);
    expect(await client.digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(await client.getManifest('team/app', '1.0')).toEqual({
      mediaType: INDEX,
      digest: DIGEST,
      bytes: Buffer.from(TEXT),
    });
    expect(server.log).toEqual([`HEAD ${BY_TAG}`, `GET ${BY_TAG}`]);
    for (const { headers } of server.seen) {
      expect(headers.accept?.split(', ').sort()).toEqual([
        'application/vnd.docker.distribution.manifest.list.v2+json',
        'application/vnd.docker.distribution.manifest.v2+json',
        'application/vnd.oci.image.index.v1+json',
        'application/vnd.oci.image.manifest.v1+json',
      ]);
    }
  });

  test('has the type that its header says, without parameters, or none', async () => {
    const typed = (headers: Record<string, string>) => ({ headers, body: TEXT });
    const replies = [typed({ 'content-type': `${INDEX} ; charset=utf-8` }), typed({})];
    const client = clientOf(await secure({ [`GET ${BY_TAG}`]: replies }));
    expect((await client.getManifest('team/app', '1.0')).mediaType).toBe(INDEX);
    expect((await client.getManifest('team/app', '1.0')).mediaType).toBe('');
  });

  test('has a digest of its own where the registry says none', async () => {
    const server = await secure({ [`HEAD ${BY_TAG}`]: {}, [`GET ${BY_TAG}`]: { body: TEXT } });
    expect(await clientOf(server).digestOf('team/app', '1.0')).toBeUndefined();
    expect(await clientOf(server).findManifest('team/app', '1.0')).toEqual({ digest: undefined });
    expect((await clientOf(server).getManifest('team/app', '1.0')).digest).toBe(DIGEST);
  });

  test('whose content does not match its digest header is refused', async () => {
    const lie = { headers: { 'docker-content-digest': OTHER }, body: TEXT };
    const server = await secure({ [`GET ${BY_TAG}`]: lie });
    const error = await failureOf(clientOf(server).getManifest('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'wrong content', transient: false });
    expect(error.message).toContain(
      `${server.name}/team/app:1.0: the registry says ${OTHER}, and its bytes are ${DIGEST}.`,
    );
    expect(server.log).toHaveLength(1);
  });

  test('whose content does not match the digest that was asked for is refused, whatever its header says', async () => {
    const lie = { headers: { 'docker-content-digest': OTHER }, body: `${TEXT}\n` };
    const server = await secure({ [`GET /v2/team/app/manifests/${OTHER}`]: lie });
    const error = await failureOf(clientOf(server).getManifest('team/app', OTHER));
    expect(error).toMatchObject({ kind: 'wrong content' });
    expect(error.message).toContain(`${server.name}/team/app@${OTHER}: the registry says ${OTHER}`);
  });

  test('is compared by the algorithm of the digest that was asked for', async () => {
    const sha512 = digestOf(Buffer.from(TEXT), 'sha512:');
    const server = await secure({ [`GET /v2/team/app/manifests/${sha512}`]: stored });
    expect((await clientOf(server).getManifest('team/app', sha512)).digest).toBe(sha512);
  });

  test.each(['garbage', 'md5:d41d8cd98f00b204e9800998ecf8427e', 'sha256:../../x', `sha256:${'A'.repeat(64)}`])(
    'whose digest is said to be %s is refused: it would be the next URL, and in the lock',
    async (digest) => {
      const reply = { headers: { 'docker-content-digest': digest }, body: TEXT };
      const server = await secure({ [`HEAD ${BY_TAG}`]: reply, [`GET ${BY_TAG}`]: reply });
      for (const asked of [
        clientOf(server).digestOf('team/app', '1.0'),
        clientOf(server).getManifest('team/app', '1.0'),
      ]) {
        const error = await failureOf(asked);
        expect(error).toMatchObject({ kind: 'wrong content' });
        expect(error.message).toContain(
          `${server.name}/team/app:1.0: the registry says that its digest is "${digest}", which is none.`,
        );
      }
    },
  );

  test('as large as the largest that registries store is read, and a larger one is refused', async () => {
    const limit = 4 * 1024 * 1024;
    const large = Buffer.alloc(limit, ' ');
    const server = await secure({
      [`GET ${BY_TAG}`]: [{ body: large }, { body: Buffer.alloc(limit + 1, ' ') }],
    });
    expect((await clientOf(server).getManifest('team/app', '1.0')).bytes).toHaveLength(limit);
    expect(await failureOf(clientOf(server).getManifest('team/app', '1.0'))).toMatchObject({
      kind: 'wrong content',
      message: `${server.name}/team/app:1.0: larger than ${limit} bytes, so not a manifest.`,
    });
  });

  test('that breaks off halfway is asked for again', async () => {
    const half: Reply = { ...stored, breakOff: 'in the body' };
    const server = await secure({ [`GET ${BY_TAG}`]: [half, stored], [`GET ${BY_DIGEST}`]: half });
    expect((await clientOf(server).getManifest('team/app', '1.0')).digest).toBe(DIGEST);
    expect(await failureOf(clientOf(server).getManifest('team/app', DIGEST))).toMatchObject({
      kind: 'unreachable',
      transient: true,
      message: expect.stringMatching(`^${server.name}: `),
    });
    expect(server.log.filter((line) => line === `GET ${BY_DIGEST}`)).toHaveLength(3);
  });

  test('that is not there is undefined where it is optional, and an error where it is needed', async () => {
    const body = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] });
    const missing = { status: 404, body };
    const server = await secure({ [`HEAD ${BY_TAG}`]: missing, [`GET ${BY_TAG}`]: missing });
    expect(await clientOf(server).findManifest('team/app', '1.0')).toBeUndefined();
    expect(await failureOf(clientOf(server).getManifest('team/app', '1.0'))).toMatchObject({
      kind: 'not found',
      message: `${server.name}/team/app/manifests/1.0: manifest unknown`,
    });
    expect(server.log).toHaveLength(2);
  });

  test('that may not be read is not taken for one that is missing', async () => {
    const client = clientOf(await secure({ [`HEAD ${BY_TAG}`]: { status: 403 } }));
    expect(await failureOf(client.findManifest('team/app', '1.0'))).toMatchObject({ kind: 'unauthorized' });
  });
});

describe('what refers to an image', () => {
  const path = `/v2/team/app/referrers/${DIGEST}`;
  const referrer = { mediaType: INDEX, digest: OTHER, size: 3 };

  test('is the list of the registry', async () => {
    const body = JSON.stringify({ manifests: [referrer] });
    const server = await secure({ [`GET ${path}`]: { body } });
    expect(await clientOf(server).listReferrers('team/app', DIGEST)).toEqual([referrer]);
    expect(server.log).toEqual([`GET ${path}`]);
  });

  test.each([400, 404, 405])('is not known where the registry answers %d', async (status) => {
    const client = clientOf(await secure({ [`GET ${path}`]: { status } }));
    expect(await client.listReferrers('team/app', DIGEST)).toBeUndefined();
  });

  test('is an error where the list is none', async () => {
    const server = await secure({ [`GET ${path}`]: { body: '<html>' } });
    const error = await failureOf(clientOf(server).listReferrers('team/app', DIGEST));
    expect(error.message).toBe(
      `${server.name}/team/app: the list of what refers to ${DIGEST}: its manifest is not JSON`,
    );
  });
});

describe('a blob', () => {
  test('is there or not', async () => {
    const server = await secure({ [`HEAD ${BLOB}`]: [{}, { status: 404 }, { status: 403 }] });
    expect(await clientOf(server).hasBlob('team/app', DIGEST)).toBe(true);
    expect(await clientOf(server).hasBlob('team/app', DIGEST)).toBe(false);
    expect(await failureOf(clientOf(server).hasBlob('team/app', DIGEST))).toMatchObject({ kind: 'unauthorized' });
  });

  test('comes from a storage server that gets no credentials', async () => {
    const storage = await secure({ 'GET /bucket/blob': { body: 'content' } });
    const server = await secure({
      [`GET ${BLOB}`]: [
        { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
        { status: 307, headers: { location: `${storage.origin}/bucket/blob?signature=x` } },
      ],
    });
    const blob = await clientOf(server, { credential: PASSWORD }).openBlob('team/app', DIGEST);
    expect((await buffer(blob)).toString()).toBe('content');
    expect(storage.log).toEqual(['GET /bucket/blob?signature=x']);
    expect(storage.authorizations).toEqual([undefined]);
    expect(server.authorizations[1]).toContain('Basic ');
  });

  test('does not come from a storage server without TLS', async () => {
    const storage = await TestServer.start({ 'GET /blob': { body: 'content' } });
    const location = `${storage.origin}/blob?signature=${SECRETS.token}`;
    const server = await secure({ [`GET ${BLOB}`]: { status: 307, headers: { location } } });
    const error = await failureOf(clientOf(server).openBlob('team/app', DIGEST));
    expect(error).toMatchObject({ kind: 'refused', transient: false });
    expect(error.message).toContain(`redirects to ${storage.origin}, which does not`);
    expect(storage.seen).toEqual([]);
  });

  test('is not fetched with a password from a storage server that asks for one: that server would choose where the password goes', async () => {
    const tokens = await secure({ 'GET /token': { body: '{"token":"t"}' } });
    const storage = await secure({
      'GET /blob': { status: 401, headers: { 'www-authenticate': `Bearer realm="${tokens.origin}/token"` } },
    });
    const server = await secure({
      [`GET ${BLOB}`]: { status: 307, headers: { location: `${storage.origin}/blob` } },
    });
    const client = clientOf(server, { credential: PASSWORD });
    expect(await failureOf(client.openBlob('team/app', DIGEST))).toMatchObject({ kind: 'unauthorized' });
    expect(tokens.seen).toEqual([]);
  });
});

describe('a registry that fails', () => {
  const reason = (message: string) => JSON.stringify({ errors: [{ code: 'CODE', message }] });

  test.each([
    [403, reason('denied here'), 'unauthorized', '403 denied here. Whoever is logged in may not pull from it'],
    [404, '<html>', 'not found', ': Not Found'],
    [400, reason(''), 'refused', '400 CODE'],
    [400, '{"errors":"x"}', 'refused', '400 Bad Request'],
    [418, 'null', 'refused', "418 I'm a Teapot"],
    [451, '{"errors":[{"message":"one"},{"code":"TWO"}]}', 'refused', '451 one; TWO'],
  ])('with %d is asked once: %s', async (status, body, kind, why) => {
    const server = await secure({ [`GET ${BY_TAG}`]: { status, body } });
    const error = await failureOf(clientOf(server).getManifest('team/app', '1.0'));
    expect(error).toMatchObject({ kind, transient: false });
    expect(error.message).toContain(`${server.name}/team/app/manifests/1.0: `);
    expect(error.message).toContain(why);
    expect(server.log).toHaveLength(1);
  });

  test.each([
    [429, 'rate limit'],
    [500, 'server error'],
    [502, 'server error'],
    [503, 'server error'],
  ])('with %d is asked again, as often as is said and no more', async (status, kind) => {
    const failing: Reply = { status, headers: { 'retry-after': '0' } };
    const server = await secure({ [`HEAD ${BY_TAG}`]: [failing, failing, stored], [`GET ${BY_TAG}`]: failing });
    expect(await clientOf(server).digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(await failureOf(clientOf(server).getManifest('team/app', '1.0'))).toMatchObject({ kind, transient: true });
    expect(server.log.filter((line) => line.startsWith('GET'))).toHaveLength(3);
  });

  test.each([
    [429, 'try again in 3600 s'],
    [503, '503 Service Unavailable'],
  ])('with %d for an hour is not waited for', async (status, why) => {
    const server = await secure({ [`GET ${BY_TAG}`]: { status, headers: { 'retry-after': '3600' } } });
    const error = await failureOf(clientOf(server).getManifest('team/app', '1.0'));
    expect(error.message).toContain(why);
    expect(server.log).toHaveLength(1);
  });

  test('with a rate limit says how much it is', async () => {
    const server = await secure({
      [`GET ${BY_TAG}`]: { status: 429, headers: { 'ratelimit-limit': '100;w=21600' } },
    });
    expect((await failureOf(clientOf(server).getManifest('team/app', '1.0'))).message).toBe(
      `${server.name}: rate limit reached (100 pulls); try again later.`,
    );
  });

  test('by closing the connection is asked again', async () => {
    const closing: Reply = { breakOff: 'before the answer' };
    const server = await secure({ [`HEAD ${BY_TAG}`]: [closing, stored], [`GET ${BY_TAG}`]: closing });
    expect(await clientOf(server).digestOf('team/app', '1.0')).toBe(DIGEST);
    expect(await failureOf(clientOf(server, { credential: PASSWORD }).getManifest('team/app', '1.0'))).toMatchObject({
      kind: 'unreachable',
      transient: true,
      message: expect.stringMatching(`^${server.name}: .`),
    });
    expect(server.log.filter((line) => line.startsWith('GET'))).toHaveLength(3);
  });

  test('because it does not run is reported with its name', async () => {
    const server = await secure({});
    const client = clientOf(server);
    const { name } = server;
    TestServer.stopAll();
    expect(await failureOf(client.digestOf('team/app', '1.0'))).toMatchObject({
      kind: 'unreachable',
      transient: true,
      message: expect.stringMatching(`^${name}: .*ECONNREFUSED`),
    });
  });
});

test('Docker Hub answers at another host than its name, and a login there raises its limit', async () => {
  const server = await secure({ [`HEAD ${BY_TAG}`]: [stored, { status: 429, headers: { 'retry-after': '90' } }] });
  actAsDockerHub(server);
  const options = { credentials: async () => undefined, isPlainHttp: () => false, retry: { attempts: 1 } };
  const hub = new Registry('docker.io', options);
  expect(await hub.digestOf('team/app', '1.0')).toBe(DIGEST);
  expect(server.seen[0]?.headers.host).toBe('registry-1.docker.io');
  expect((await failureOf(hub.digestOf('team/app', '1.0'))).message).toBe(
    'docker.io: rate limit reached; try again in 90 s. docker login raises the limit.',
  );
});

describe('TLS', () => {
  test.each([
    ['a certificate that no trusted authority has signed', undefined],
    ['a certificate for another host', ['registry.example.com']],
  ])('with %s ends before anything is said, and names the variable for it', async (_, names) => {
    const server = await TestServer.start({ [`HEAD ${BY_TAG}`]: stored }, selfSigned(names));
    const error = await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unreachable', transient: false });
    expect(error.message).toContain(`${server.name}: its certificate is not trusted: `);
    expect(error.message).toContain('Name its CA in NODE_EXTRA_CA_CERTS.');
    expect(server.seen).toEqual([]);
  });

  test('of a token server is looked at in the same way', async () => {
    const tokens = await TestServer.start({ 'GET /token': { body: '{"token":"t"}' } }, selfSigned());
    const challenge = { 'www-authenticate': `Bearer realm="${tokens.origin}/token"` };
    const server = await secure({ [`HEAD ${BY_TAG}`]: { status: 401, headers: challenge } });
    const error = await failureOf(clientOf(server, { credential: PASSWORD }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unreachable', transient: false });
    expect(error.message).toContain(
      `${server.name}: its token server ${tokens.origin}: its certificate is not trusted: `,
    );
    expect(tokens.seen).toEqual([]);
  });

  test('with its CA in NODE_EXTRA_CA_CERTS is trusted, as the message says', async () => {
    const server = await TestServer.start({ [`HEAD ${BY_TAG}`]: stored }, TestServer.trusted);
    const directory = mkdtempSync(join(tmpdir(), 'registry-ca-'));
    try {
      const ca = join(directory, 'ca.pem');
      writeFileSync(ca, TestServer.trusted.cert);
      const script = `const { Registry } = require(${JSON.stringify(resolve(__dirname, '../../lib/images/registry/registry'))});
        new Registry(${JSON.stringify(server.name)}, { credentials: async () => undefined, isPlainHttp: () => false })
          .digestOf('team/app', '1.0').then((digest) => { console.log(digest); process.exit(); });`;
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: ca };
      const args = ['--eval', script];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      expect(stdout.trim()).toBe(DIGEST);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('is spoken to every registry that is not declared, and a registry without TLS is reported otherwise than one that is down', async () => {
    const server = await TestServer.start({ [`HEAD ${BY_TAG}`]: stored });
    const error = await failureOf(clientOf(server, { plainHttp: false }).digestOf('team/app', '1.0'));
    expect(error).toMatchObject({ kind: 'unreachable', transient: false });
    expect(error.message).toBe(
      `${server.name} does not speak TLS. If it is a registry over plain HTTP, declare it: --plain-http ${server.name}.`,
    );
    expect(server.seen).toEqual([]);
  });

  test('is not spoken to who is declared to have none', async () => {
    const server = await TestServer.start({ [`HEAD ${BY_TAG}`]: stored });
    expect(await clientOf(server).digestOf('team/app', '1.0')).toBe(DIGEST);
  });
});
