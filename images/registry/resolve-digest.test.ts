import { type Answer, failureOf, type Reply, TestServer, trustTestServers } from '../testing/test-server';
import { digestOf } from './manifest';
import { Registries } from './registries';
import { confirmDigest, resolveDigest } from './resolve-digest';

trustTestServers();

const INDEX = 'application/vnd.oci.image.index.v1+json';
const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const descriptor = { mediaType: IMAGE, digest: `sha256:${'1'.repeat(64)}`, size: 1 };
const TEXT = JSON.stringify({ schemaVersion: 2, manifests: [descriptor] });
const DIGEST = digestOf(Buffer.from(TEXT));
const OTHER = `sha256:${'0'.repeat(64)}`;
const BY_TAG = '/v2/team/app/manifests/1.0';
const BY_DIGEST = `/v2/team/app/manifests/${DIGEST}`;
const says = (digest: string): Reply => ({ headers: { 'docker-content-digest': digest } });
const gives = (body: string, type = INDEX): Reply => ({ headers: { 'content-type': type }, body });

/** A registry, the clients that know it speaks plain HTTP, and an image there. */
async function start(answers: Readonly<Record<string, Answer>>) {
  const server = await TestServer.start(answers);
  const registries = new Registries(new Set([server.name]), { attempts: 1 });
  return { server, registries, image: `${server.name}/team/app:1.0` };
}

test('a tag that still has the known digest costs one HEAD, which is no pull', async () => {
  const { server, registries, image } = await start({ [`HEAD ${BY_TAG}`]: says(DIGEST) });
  expect(await resolveDigest(registries, image, DIGEST)).toEqual({ digest: DIGEST });
  expect(server.log).toEqual([`HEAD ${BY_TAG}`]);
});

test.each([undefined, OTHER])('a digest that differs from the known one (%s) is verified', async (known) => {
  const { server, registries, image } = await start({
    [`HEAD ${BY_TAG}`]: says(DIGEST),
    [`GET ${BY_DIGEST}`]: gives(TEXT),
  });
  expect(await resolveDigest(registries, image, known)).toEqual({ digest: DIGEST, singlePlatform: false });
  expect(server.log).toEqual([`HEAD ${BY_TAG}`, `GET ${BY_DIGEST}`]);
});

test('a digest header that does not match the bytes is not written to the lock', async () => {
  const { registries, image } = await start({
    [`HEAD ${BY_TAG}`]: says(OTHER),
    [`GET /v2/team/app/manifests/${OTHER}`]: { ...gives(TEXT), ...says(OTHER) },
  });
  expect(await failureOf(resolveDigest(registries, image, DIGEST))).toMatchObject({ kind: 'wrong content' });
});

test('if a registry gives no digest, the manifest itself is fetched', async () => {
  const { server, registries, image } = await start({ [`HEAD ${BY_TAG}`]: {}, [`GET ${BY_TAG}`]: gives(TEXT) });
  expect(await resolveDigest(registries, image, DIGEST)).toEqual({ digest: DIGEST, singlePlatform: false });
  expect(server.log).toEqual([`HEAD ${BY_TAG}`, `GET ${BY_TAG}`]);
});

test('an image of one platform only is reported as such', async () => {
  const text = JSON.stringify({ config: descriptor, layers: [] });
  const { registries, image } = await start({ [`HEAD ${BY_TAG}`]: {}, [`GET ${BY_TAG}`]: gives(text, IMAGE) });
  expect(await resolveDigest(registries, image)).toMatchObject({ singlePlatform: true });
});

test('an artifact that is not an image is not pinned', async () => {
  const { registries, image } = await start({ [`HEAD ${BY_TAG}`]: {}, [`GET ${BY_TAG}`]: gives('{}', 'text/html') });
  const { message } = await failureOf(resolveDigest(registries, image));
  expect(message).toContain(`${image}: its manifest is of type text/html`);
});

test('an image without a tag is the one that container runtimes take', async () => {
  const { server, registries } = await start({ 'HEAD /v2/team/app/manifests/latest': says(DIGEST) });
  expect(await resolveDigest(registries, `${server.name}/team/app`, DIGEST)).toEqual({ digest: DIGEST });
});

test('a digest that a chart names is confirmed, and one that is gone is named in full', async () => {
  const { server, registries, image } = await start({ [`HEAD ${BY_DIGEST}`]: says(DIGEST) });
  await confirmDigest(registries, image, DIGEST);
  expect(await failureOf(confirmDigest(registries, `${image}@${DIGEST}`, OTHER))).toMatchObject({
    kind: 'not found',
    message: `${server.name}/team/app:1.0@${OTHER}: the registry has no such digest (any more).`,
  });
});
