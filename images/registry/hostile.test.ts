/** A registry that an operator only reads from may be anybody's. What it answers must not reach anything but its own images. */
import { MemoryRegistry, sha256 } from '../testing/memory-registry';
import { clientOf, failureOf, PASSWORD, type Reply, TestServer, trustTestServers } from '../testing/test-server';
import { ImageCopier } from './copy-image';
import { digestOf, MANIFEST_LIMIT } from './manifest';
import { Registries } from './registries';
import { resolveDigest } from './resolve-digest';

trustTestServers();

const INDEX = 'application/vnd.oci.image.index.v1+json';
const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const BY_TAG = '/v2/team/app/manifests/1.0';
const HEX = '0'.repeat(64);

describe('a mirror is written only where the operator says', () => {
  /** Copies an image whose source answers with a manifest of these bytes, and gives what failed and what was written. */
  async function mirror(body: unknown, mediaType = INDEX) {
    const bytes = Buffer.from(JSON.stringify(body));
    const digest = sha256(bytes);
    const manifest: Reply = { headers: { 'content-type': mediaType, 'docker-content-digest': digest }, body: bytes };
    const source = await TestServer.start((request) =>
      request.url.pathname.endsWith(digest)
        ? manifest
        : { headers: { 'content-type': IMAGE, 'docker-content-digest': `sha256:${HEX}` }, body: '{}' },
    );
    const target = await MemoryRegistry.start();
    const from = { registry: clientOf(source), repository: 'team/app' };
    const to = { registry: clientOf(target.server, { credential: PASSWORD }), repository: 'mirror/team/app' };
    const error = await failureOf(new ImageCopier().copy(from, to, digest, '1.0'));
    const elsewhere = [...source.log, ...target.server.log].filter(
      (line) => !/^\w+ \/v2\/(mirror\/)?team\/app\/(manifests|blobs)\/[^/]+\/?$/.test(line),
    );
    return { kind: error.kind, message: error.message, writes: target.writes, elsewhere };
  }

  const child = (digest: unknown, more: object = {}) => ({
    schemaVersion: 2,
    manifests: [{ mediaType: IMAGE, digest, size: 2, ...more }],
  });

  test.each([
    ['a way out of the repository', '../../../victim/app/manifests/prod'],
    ['an encoded way out', '%2e%2e/%2e%2e/victim/app/manifests/prod'],
    ['a digest with a way out behind it', `sha256:${HEX}/../../../victim/app/manifests/prod`],
    ['a query', `sha256:${HEX}?x=1`],
    ['a digest with a line end', `sha256:${HEX}\n`],
    ['capital letters', `sha256:${'A'.repeat(64)}`],
    ['too few digits', 'sha256:00'],
    ['an algorithm that nobody checks', `md5:${'0'.repeat(32)}`],
    ['a tag', 'prod'],
    ['a number', 5],
    ['nothing', undefined],
  ])('the digest of a part is %s: nothing is asked for, nothing is stored', async (_, digest) => {
    const { kind, writes, elsewhere } = await mirror(child(digest));
    expect({ kind, writes, elsewhere }).toEqual({ kind: 'wrong content', writes: [], elsewhere: [] });
    const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size: 2 };
    const inLayers = await mirror({ schemaVersion: 2, config: layer, layers: [layer] }, IMAGE);
    expect(inLayers).toMatchObject({ kind: 'wrong content', writes: [], elsewhere: [] });
  });

  test.each([
    ['a negative size', { size: -1 }],
    ['a size that is no number', { size: '2' }],
    ['a size beyond any manifest', { size: MANIFEST_LIMIT + 1 }],
    ['a type that is none', { mediaType: 'x\r\nauthorization: y' }],
    ['no type', { mediaType: undefined }],
    ['another size than it has', { size: 3, digest: sha256('{}') }],
  ])('a part has %s', async (_, more) => {
    expect(await mirror(child(`sha256:${HEX}`, more))).toMatchObject({ kind: 'wrong content', writes: [] });
  });

  test.each([[null], [[]], ['text'], [5], [{}]])('the manifest is the JSON %j', async (body) => {
    expect(await mirror(body)).toMatchObject({ kind: 'wrong content', writes: [] });
    expect(await mirror(body, IMAGE)).toMatchObject({ kind: 'wrong content', writes: [] });
  });

  test('no request leaves the repository, whatever reference it is given', async () => {
    const server = await TestServer.start({});
    const client = clientOf(server);
    for (const reference of ['../../victim/manifests/prod', 'a/b', '', `sha256:${HEX}/x`, '.hidden']) {
      await failureOf(client.getManifest('team/app', reference));
      await failureOf(
        client.putManifest('team/app', reference, { mediaType: IMAGE, digest: '', bytes: Buffer.from('') }),
      );
      await failureOf(client.hasBlob('team/app', reference));
      await failureOf(client.openBlob('team/app', reference));
      await failureOf(client.listReferrers('team/app', reference));
    }
    expect(server.log).toEqual([]);
  });

  test('an index in an index in an index: it ends', async () => {
    const target = await MemoryRegistry.start();
    const source = await MemoryRegistry.start();
    let digest = source.addImage('team/app', 'x');
    for (let depth = 0; depth < 8; depth += 1) digest = source.addIndex('team/app', [digest]);
    const error = await failureOf(
      new ImageCopier().copy(
        { registry: clientOf(source.server), repository: 'team/app' },
        { registry: clientOf(target.server), repository: 'team/app' },
        digest,
      ),
    );
    expect(error.message).toContain('in each other more than');
    expect(target.writes).toEqual([]);
  });
});

describe('a pin is a digest of an image, or there is none', () => {
  const pin = async (reply: Reply) => {
    const server = await TestServer.start(() => reply);
    const registries = new Registries(new Set([server.name]), { attempts: 1 });
    return failureOf(resolveDigest(registries, `${server.name}/team/app:1.0`));
  };

  test.each([
    ['a header of another algorithm', `md5:${'0'.repeat(32)}`],
    ['a header that is a path', '../../other/manifests/1.0'],
    ['a header with more behind the digest', `sha256:${HEX} x`],
  ])('%s', async (_, digest) => {
    const error = await pin({ headers: { 'content-type': INDEX, 'docker-content-digest': digest }, body: '{}' });
    expect(error.kind).toBe('wrong content');
    expect(error.message).toContain('which is none');
  });

  test.each([['null'], ['[]'], ['{"manifests": null}'], ['{'], ['']])('the manifest %j', async (body) => {
    expect((await pin({ headers: { 'content-type': INDEX }, body })).kind).toBe('wrong content');
  });

  test('a header that its content does not have', async () => {
    const error = await pin({
      headers: { 'content-type': INDEX, 'docker-content-digest': `sha256:${HEX}` },
      body: '{}',
    });
    expect(error.message).toContain(`its bytes are ${digestOf(Buffer.from('{}'))}`);
  });
});

describe('an answer ends, however it is sent', () => {
  const endless: Reply = { endless: true, body: Buffer.alloc(64 * 1024, 'a') };

  test.each([
    ['an error', { ...endless, status: 500 }],
    ['a refusal', { ...endless, status: 403 }],
    ['a manifest', { ...endless, headers: { 'content-type': INDEX } }],
  ])('%s without an end is not read to it', async (_, reply) => {
    const server = await TestServer.start(() => reply);
    const error = await failureOf(clientOf(server, { retry: { attempts: 1 } }).getManifest('team/app', '1.0'));
    expect(['server error', 'unauthorized', 'wrong content']).toContain(error.kind);
  });

  test('a token without an end', async () => {
    const server = await TestServer.start(({ url }) =>
      url.pathname === '/token'
        ? endless
        : { status: 401, headers: { 'www-authenticate': `Bearer realm="${url.origin}/token"` } },
    );
    expect((await failureOf(clientOf(server).getManifest('team/app', '1.0'))).message).toContain('without a token');
  });

  test('a manifest that comes byte by byte is given up, and asked for again', async () => {
    const body = JSON.stringify({ schemaVersion: 2, manifests: [] });
    const drips: Reply = { headers: { 'content-type': INDEX }, body, drip: 20 };
    const server = await TestServer.start({ [`GET ${BY_TAG}`]: drips });
    const slow = clientOf(server, { answerWithin: 50, retry: { attempts: 1 } });
    expect(await failureOf(slow.getManifest('team/app', '1.0'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('not whole after'),
    });
  });

  test('a blob that comes byte by byte is given up', async () => {
    const blob = Buffer.alloc(100, 'a');
    const source = await TestServer.start(() => ({ body: blob, drip: 20 }));
    const target = await MemoryRegistry.start();
    const from = clientOf(source);
    const to = clientOf(target.server, { answerWithin: 100, retry: { attempts: 1 } });
    const descriptor = { digest: sha256(blob), size: blob.length };
    const error = await failureOf(
      to.putBlob('team/app', descriptor, () => from.openBlob('team/app', descriptor.digest)),
    );
    expect(error.message).toContain('brings less than');
    expect(target.blobs.size).toBe(0);
  });

  test.each([
    ['with its length', {}],
    ['without', { 'transfer-encoding': 'chunked' }],
  ])('a manifest that is cut off in its body, sent %s, is no manifest', async (_, headers) => {
    const cut: Reply = {
      headers: { 'content-type': INDEX, ...headers },
      body: JSON.stringify({ schemaVersion: 2, manifests: [] }),
      breakOff: 'in the body',
    };
    const error = await failureOf(clientOf(await TestServer.start(() => cut)).getManifest('team/app', '1.0'));
    expect(error.kind).toBe('unreachable');
  });
});

describe('what a registry says is one line, and steers no terminal', () => {
  const FORGED = 'gone\u001b[2K\r\n0 failed.\nregistry.example.com/app  copied\u202e\u009b31m';

  test.each([[403], [404], [400], [500]])('in the text of an error %i', async (status) => {
    const body = JSON.stringify({ errors: [{ code: 'X', message: FORGED + 'x'.repeat(10_000) }] });
    const server = await TestServer.start(() => ({ status, body }));
    const { message } = await failureOf(clientOf(server, { retry: { attempts: 1 } }).getManifest('team/app', '1.0'));
    expect(message).toMatch(/^\P{C}*$/u);
    expect(message.length).toBeLessThan(600);
  });

  test('in its digest, its types and where it sends to', async () => {
    const answers: Reply[] = [
      { headers: { 'docker-content-digest': '\u009b31m\u0085x' } },
      { headers: { 'content-type': 'x/\u009b31m' }, body: '{}' },
      { status: 401, headers: { 'www-authenticate': 'Bearer realm="\u009b31m"' } },
      { status: 302, headers: { location: 'x\u009b31m://y' } },
    ];
    for (const reply of answers) {
      const server = await TestServer.start(() => reply);
      const registries = new Registries(new Set([server.name]), { attempts: 1 });
      const { message } = await failureOf(resolveDigest(registries, `${server.name}/team/app:1.0`));
      expect(message).toMatch(/^\P{C}*$/u);
    }
  });
});
