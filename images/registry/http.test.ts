import { failureOf, type Reply, TestServer, trustTestServers } from '../testing/test-server';
import { fetchHttp, readLocation } from './http';

trustTestServers();

const to = (location: string, status = 307): Reply => ({ status, headers: { location } });
const headers = { authorization: 'Bearer x', accept: 'text/plain' };

test.each([301, 302, 303, 307, 308])('a %d is followed, at the same origin with Authorization', async (status) => {
  const server = await TestServer.start({ 'GET /a': to('b?c=1', status), 'GET /b': { body: 'here' } });
  const response = await fetchHttp(new URL(`${server.origin}/a`), { headers });
  expect(await response.text()).toBe('here');
  expect(server.log).toEqual(['GET /a', 'GET /b?c=1']);
  expect(server.seen[1]?.headers).toMatchObject(headers);
});

test('a HEAD stays one', async () => {
  const server = await TestServer.start({ 'HEAD /a': to('/b'), 'HEAD /b': {} });
  expect((await fetchHttp(new URL(`${server.origin}/a`), { method: 'HEAD' })).status).toBe(200);
});

test('Authorization does not go to another origin, nor comes back from there', async () => {
  let back = '';
  const other = await TestServer.start({ 'GET /': () => to(back) });
  const server = await TestServer.start({ 'GET /a': to(other.origin), 'GET /b': {} });
  back = `${server.origin}/b`;
  await fetchHttp(new URL(`${server.origin}/a`), { headers });
  expect(other.seen[0]?.headers.accept).toBe('text/plain');
  expect([...other.authorizations, ...server.authorizations]).toEqual([undefined, 'Bearer x', undefined]);
});

test('nor to another protocol of the same host', async () => {
  const secure = await TestServer.start({ 'GET /': {} }, TestServer.trusted);
  const server = await TestServer.start({ 'GET /a': to(secure.origin) });
  expect((await fetchHttp(new URL(`${server.origin}/a`), { headers })).status).toBe(200);
  expect(secure.authorizations).toEqual([undefined]);
});

test('a redirect out of TLS is refused, at the end of others as well', async () => {
  const plain = await TestServer.start({ 'GET /': {}, 'HEAD /': {} });
  const second = await TestServer.start({ 'GET /': to(plain.origin) }, TestServer.trusted);
  const first = await TestServer.start({ 'GET /': to(second.origin), 'HEAD /': to(plain.origin) }, TestServer.trusted);
  const error = await failureOf(fetchHttp(new URL(first.origin), {}));
  expect(error).toMatchObject({ kind: 'refused', transient: false });
  expect(error.message).toContain(`${second.name} speaks TLS, and redirects to ${plain.origin}, which does not.`);
  expect(error.message).toContain('storage.redirect.disable');
  await failureOf(fetchHttp(new URL(first.origin), { method: 'HEAD' }));
  expect(plain.seen).toEqual([]);
});

test('a circle of redirects ends', async () => {
  const server = await TestServer.start({ 'GET /': to('/') });
  expect((await failureOf(fetchHttp(new URL(server.origin), {}))).message).toBe(
    `${server.name} redirects more than 10 times.`,
  );
  expect(server.log).toHaveLength(11);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('a %s goes where it was meant to, and nowhere else', async (method) => {
  const other = await TestServer.start({});
  const server = await TestServer.start({ [`${method} /`]: to(other.origin) });
  const response = await fetchHttp(new URL(server.origin), { method, body: 'secret' });
  expect(response.status).toBe(307);
  expect(other.seen).toEqual([]);
});

test('an answer that names a Location and is no redirect is an answer', async () => {
  const server = await TestServer.start({ 'GET /': { status: 202, headers: { location: '/elsewhere' } } });
  expect((await fetchHttp(new URL(server.origin), {})).status).toBe(202);
  const without = await TestServer.start({ 'GET /': { status: 304 } });
  expect((await fetchHttp(new URL(without.origin), {})).status).toBe(304);
});

describe('a Location', () => {
  const asked = new URL('https://registry.example.com/v2/a/b');

  test.each([
    ['/v2/x?state=1', 'https://registry.example.com/v2/x?state=1'],
    ['c', 'https://registry.example.com/v2/a/c'],
    ['//other.example.com/x', 'https://other.example.com/x'],
    ['http://other.example.com/x', 'http://other.example.com/x'],
  ])('%s is read as relative to what was asked', (header, url) => {
    expect(readLocation(header, asked).href).toBe(url);
  });

  test.each([
    ['http://[', 'something that is not a URL'],
    ['file:///etc/passwd', 'a URL of the scheme file:'],
    ['https://u:s3cret@other.example.com/x', 'a URL of https://other.example.com with a password in it'],
    ['https://s3cret@other.example.com/x', 'a URL of https://other.example.com with a password in it'],
  ])('%s is refused without being quoted', async (header, what) => {
    const { message } = await failureOf(Promise.resolve().then(() => readLocation(header, asked)));
    expect(message).toContain(`registry.example.com sends on to ${what}.`);
    expect(message).not.toContain('s3cret');
  });
});
