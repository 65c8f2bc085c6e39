import { Readable } from 'node:stream';
import {
  type Answer,
  clientOf,
  failureOf,
  PASSWORD,
  type Reply,
  SECRETS,
  TestServer,
  trustTestServers,
} from '../testing/test-server';
import { digestOf } from './manifest';

trustTestServers();

const CONTENT = Buffer.from('the bytes of a layer');
const BLOB = { digest: digestOf(CONTENT), size: CONTENT.length };
const UPLOADS = '/v2/team/app/blobs/uploads/';
const UPLOAD = `${UPLOADS}1`;
const BASIC = `Basic ${Buffer.from(`robot:${SECRETS.password}`).toString('base64')}`;
const open = async () => Readable.from([CONTENT.subarray(0, 5), CONTENT.subarray(5)]);
const at = (location: string, status = 202): Reply => ({ status, headers: { location } });
const wantsPassword: Reply = { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };

/** A registry that takes uploads; a test changes some of its answers. */
const registry = (answers: Readonly<Record<string, Answer>> = {}, certificate = TestServer.trusted) =>
  TestServer.start(
    {
      [`POST ${UPLOADS}`]: at(`${UPLOAD}?state=a`),
      [`PATCH ${UPLOAD}`]: at(`${UPLOAD}?state=b`),
      [`PUT ${UPLOAD}`]: { status: 201 },
      [`DELETE ${UPLOAD}`]: { status: 204 },
      ...answers,
    },
    certificate,
  );

test('a blob is begun, sent and closed, each at the place that the answer before named', async () => {
  const server = await registry();
  const sent: number[] = [];
  const how = await clientOf(server).putBlob('team/app', BLOB, open, { onBytes: (count) => sent.push(count) });
  expect(how).toBe('sent');
  expect(server.log).toEqual([
    `POST ${UPLOADS}`,
    `PATCH ${UPLOAD}?state=a`,
    `PUT ${UPLOAD}?state=b&digest=${BLOB.digest}`,
  ]);
  const [post, patch, put] = server.seen;
  expect(post?.headers['content-length']).toBe('0');
  expect(patch?.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': String(BLOB.size),
  });
  expect(patch?.headers['transfer-encoding']).toBeUndefined();
  expect(patch?.body).toEqual(CONTENT);
  expect(put?.body).toHaveLength(0);
  expect(sent).toEqual([5, CONTENT.length - 5]);
});

test('an upload goes on at an absolute Location of the registry, with the password', async () => {
  let origin = '';
  const server = await registry({
    [`POST ${UPLOADS}`]: ({ headers }) => (headers.authorization ? at(`${origin}${UPLOAD}?x=1`) : wantsPassword),
    [`PATCH ${UPLOAD}`]: () => at(`${origin}${UPLOAD}?x=2`),
  });
  origin = server.origin;
  await clientOf(server, { credential: PASSWORD }).putBlob('team/app', BLOB, open);
  expect(server.authorizations).toEqual([undefined, BASIC, BASIC, BASIC]);
  expect(server.log.at(-1)).toBe(`PUT ${UPLOAD}?x=2&digest=${BLOB.digest}`);
});

test('an upload that goes on at another host goes there without the password', async () => {
  const storage = await registry();
  const server = await registry({
    [`POST ${UPLOADS}`]: [wantsPassword, at(`${storage.origin}${UPLOAD}`)],
  });
  await clientOf(server, { credential: PASSWORD }).putBlob('team/app', BLOB, open);
  expect(server.log).toHaveLength(2);
  expect(storage.log.map((line) => line.split(' ')[0])).toEqual(['PATCH', 'PUT']);
  expect(storage.authorizations).toEqual([undefined, undefined]);
});

test('an upload at another host does not get the password by asking for it', async () => {
  const tokens = await TestServer.start({ 'GET /token': { body: '{"token":"t"}' } }, TestServer.trusted);
  const challenge = { 'www-authenticate': `Bearer realm="${tokens.origin}/token"` };
  const storage = await registry({ [`PATCH ${UPLOAD}`]: { status: 401, headers: challenge } });
  const server = await registry({ [`POST ${UPLOADS}`]: at(`${storage.origin}${UPLOAD}`) });
  const client = clientOf(server, { credential: PASSWORD });
  expect(await failureOf(client.putBlob('team/app', BLOB, open))).toMatchObject({ kind: 'unauthorized' });
  expect(tokens.seen).toEqual([]);
});

describe('an upload that is sent out of TLS', () => {
  test.each(['the beginning', 'the end'])(
    'at %s is refused: the bytes and the password would go in clear',
    async (when) => {
      const plain = await TestServer.start({ [`PATCH ${UPLOAD}`]: at(UPLOAD), [`PUT ${UPLOAD}`]: { status: 201 } });
      const out = at(`${plain.origin}${UPLOAD}?state=${SECRETS.token}`);
      const server = await registry({
        [`${when === 'the beginning' ? 'POST' : 'PATCH'} ${when === 'the beginning' ? UPLOADS : UPLOAD}`]: out,
      });
      const opened = jest.fn(open);
      const client = clientOf(server, { credential: PASSWORD });
      const error = await failureOf(client.putBlob('team/app', BLOB, opened));
      expect(error).toMatchObject({ kind: 'refused', transient: false });
      expect(error.message).toBe(
        `${server.name} speaks TLS, and sends an upload to ${plain.origin}. Repair the external URL that the registry is configured with.`,
      );
      expect(plain.seen).toEqual([]);
      expect(opened).toHaveBeenCalledTimes(when === 'the beginning' ? 0 : 1);
    },
  );

  test('on its own host is refused as well', async () => {
    let plain = '';
    const server = await registry({ [`POST ${UPLOADS}`]: () => at(plain) });
    plain = `http://${server.name}${UPLOAD}`;
    expect(await failureOf(clientOf(server).putBlob('team/app', BLOB, open))).toMatchObject({ kind: 'refused' });
    expect(server.log).toHaveLength(1);
  });

  test('is right where the registry is declared to have none', async () => {
    let origin = '';
    const server = await TestServer.start({
      [`POST ${UPLOADS}`]: () => at(`${origin}${UPLOAD}`),
      [`PATCH ${UPLOAD}`]: at(UPLOAD),
      [`PUT ${UPLOAD}`]: { status: 201 },
    });
    origin = server.origin;
    expect(await clientOf(server).putBlob('team/app', BLOB, open)).toBe('sent');
  });
});

test.each([
  [undefined, 'begins an upload and does not say where'],
  ['http://[', 'something that is not a URL'],
  ['ftp://127.0.0.1/x', 'a URL of the scheme ftp:'],
])('an upload that begins at %s is refused', async (location, why) => {
  const reply: Reply = { status: 202, ...(location !== undefined && { headers: { location } }) };
  const server = await registry({ [`POST ${UPLOADS}`]: reply });
  const error = await failureOf(clientOf(server).putBlob('team/app', BLOB, open));
  expect(error.transient).toBe(false);
  expect(error.message).toContain(why);
});

describe('a blob that another repository has', () => {
  const mount = { from: 'team/base' };

  test('is mounted, and not read', async () => {
    const server = await registry({ [`POST ${UPLOADS}`]: { status: 201 } });
    const opened = jest.fn(open);
    expect(await clientOf(server).putBlob('team/app', BLOB, opened, mount)).toBe('mounted');
    expect(server.log).toEqual([`POST ${UPLOADS}?mount=${BLOB.digest}&from=team/base`]);
    expect(opened).not.toHaveBeenCalled();
  });

  test('is sent, once, where the registry does not mount it', async () => {
    const tokens = await TestServer.start(
      { 'GET /token': ({ url }) => ({ body: JSON.stringify({ token: url.searchParams.getAll('scope').join('+') }) }) },
      TestServer.trusted,
    );
    const guard =
      (reply: Reply): Answer =>
      ({ headers }) =>
        headers.authorization
          ? reply
          : { status: 401, headers: { 'www-authenticate': `Bearer realm="${tokens.origin}/token"` } };
    const server = await registry({
      [`POST ${UPLOADS}`]: guard(at(UPLOAD)),
      [`PATCH ${UPLOAD}`]: guard(at(UPLOAD)),
      [`PUT ${UPLOAD}`]: guard({ status: 201 }),
    });
    const opened = jest.fn(open);
    expect(await clientOf(server).putBlob('team/app', BLOB, opened, mount)).toBe('sent');
    expect(opened).toHaveBeenCalledTimes(1);
    expect(tokens.log).toHaveLength(1);
    expect(server.authorizations.slice(1)).toEqual(
      Array(3).fill('Bearer repository:team/app:pull,push+repository:team/base:pull'),
    );
  });
});

describe('an upload that breaks off', () => {
  test.each([
    ['the registry fails at its begin', { [`POST ${UPLOADS}`]: [{ status: 503 }, at(UPLOAD)] }, 1],
    ['the registry fails while it is sent', { [`PATCH ${UPLOAD}`]: [{ status: 503 }, at(UPLOAD)] }, 2],
    [
      'the connection is closed while it is sent',
      { [`PATCH ${UPLOAD}`]: [{ breakOff: 'before the answer' }, at(UPLOAD)] },
      2,
    ],
    ['the login runs out while it is sent', { [`PATCH ${UPLOAD}`]: [wantsPassword, at(UPLOAD)] }, 2],
  ] as [string, Record<string, Answer>, number][])(
    'because %s begins anew, and the bytes are counted once',
    async (_, answers, times) => {
      const server = await registry(answers);
      const opened = jest.fn(open);
      let bytes = 0;
      const options = { onBytes: (count: number) => (bytes += count) };
      expect(await clientOf(server, { credential: PASSWORD }).putBlob('team/app', BLOB, opened, options)).toBe('sent');
      expect(opened).toHaveBeenCalledTimes(times);
      expect(bytes).toBe(BLOB.size);
    },
  );

  test('each time is given up, and the progress goes back by its bytes', async () => {
    const server = await registry({ [`PATCH ${UPLOAD}`]: { status: 500 } });
    let bytes = 0;
    const options = { onBytes: (count: number) => (bytes += count) };
    expect(await failureOf(clientOf(server).putBlob('team/app', BLOB, open, options))).toMatchObject({
      kind: 'server error',
    });
    expect(server.log.filter((line) => line.startsWith('PATCH'))).toHaveLength(3);
    expect(bytes).toBe(0);
  });

  test('because the login runs out each time is reported as that', async () => {
    const server = await registry({ [`PATCH ${UPLOAD}`]: wantsPassword });
    const client = clientOf(server, { credential: PASSWORD });
    expect(await failureOf(client.putBlob('team/app', BLOB, open))).toMatchObject({
      kind: 'unauthorized',
      message: `${server.name}: the login ran out during an upload.`,
    });
    expect(server.log.filter((line) => line.startsWith('PATCH'))).toHaveLength(3);
  });

  test('at its source begins anew, and names the source', async () => {
    const server = await registry();
    const breaking = async () =>
      Readable.from(
        (async function* () {
          yield CONTENT.subarray(0, 5);
          throw new Error('socket hang up');
        })(),
      );
    const sources = [breaking, open];
    expect(await clientOf(server).putBlob('team/app', BLOB, () => (sources.shift() ?? open)())).toBe('sent');
    expect(await failureOf(clientOf(server).putBlob('team/app', BLOB, breaking))).toMatchObject({
      kind: 'unreachable',
      transient: true,
      message: `the download of ${BLOB.digest} broke off: socket hang up`,
    });
  });

  test('because pushing is not allowed is not begun again', async () => {
    const server = await registry({ [`POST ${UPLOADS}`]: { status: 403 } });
    const error = await failureOf(clientOf(server).putBlob('team/app', BLOB, open));
    expect(error.message).toContain('may not push to it');
    expect(server.log).toHaveLength(1);
  });
});

describe('a source that is damaged', () => {
  const as = (text: string) => async () =>
    Readable.from((text.match(/.{1,5}/g) ?? []).map((part) => Buffer.from(part)));

  test.each([
    ['longer', `${CONTENT} and more`],
    ['shorter', 'short'],
  ])('because it is %s is not stored, nor asked again', async (_, text) => {
    const server = await registry();
    expect(await failureOf(clientOf(server).putBlob('team/app', BLOB, as(text)))).toMatchObject({
      kind: 'wrong content',
      message: `the source has not the ${BLOB.size} bytes of ${BLOB.digest}`,
    });
    expect(server.log.filter((line) => line.startsWith('PUT'))).toEqual([]);
    expect(server.log.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  test('with other bytes than its digest says is not stored, and what was sent is discarded', async () => {
    const text = CONTENT.toString().toUpperCase();
    const server = await registry();
    const error = await failureOf(clientOf(server).putBlob('team/app', BLOB, as(text)));
    expect(error).toMatchObject({ kind: 'wrong content', transient: false });
    expect(error.message).toContain(`the source gives ${digestOf(Buffer.from(text))} for the blob ${BLOB.digest}.`);
    expect(server.log.slice(1)).toEqual([`PATCH ${UPLOAD}?state=a`, `DELETE ${UPLOAD}?state=b`]);
  });
});

describe('a manifest', () => {
  const manifest = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: '', bytes: Buffer.from('{}') };
  const path = '/v2/team/app/manifests/1.0';

  test('is sent under its media type, again if the registry fails, and with the right to push', async () => {
    const tokens = await TestServer.start({ 'GET /token': { body: '{"token":"t"}' } }, TestServer.trusted);
    const challenge = { 'www-authenticate': `Bearer realm="${tokens.origin}/token"` };
    const replies = [{ status: 401, headers: challenge }, { status: 500 }, { status: 201 }];
    const server = await TestServer.start({ [`PUT ${path}`]: replies }, TestServer.trusted);
    await clientOf(server).putManifest('team/app', '1.0', manifest);
    expect(server.authorizations).toEqual([undefined, 'Bearer t', 'Bearer t']);
    for (const { headers, body } of server.seen) {
      expect(headers['content-type']).toBe(manifest.mediaType);
      expect(body.toString()).toBe('{}');
    }
    expect(tokens.log).toEqual(['GET /token?scope=repository:team/app:pull,push']);
  });

  test('is stored only if the registry says so', async () => {
    for (const status of [200, 202, 307]) {
      const server = await TestServer.start({ [`PUT ${path}`]: { status } }, TestServer.trusted);
      expect(await failureOf(clientOf(server).putManifest('team/app', '1.0', manifest))).toMatchObject({
        kind: 'refused',
      });
    }
  });
});
