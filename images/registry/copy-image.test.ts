import { MemoryRegistry, sha256 } from '../testing/memory-registry';
import { clientOf, failureOf, trustTestServers } from '../testing/test-server';
import { ImageCopier } from './copy-image';

trustTestServers();

const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

/** Two registries, and clients that ask once. */
async function start(options: { referrers?: boolean } = {}) {
  const [source, target] = [await MemoryRegistry.start({ referrers: true }), await MemoryRegistry.start(options)];
  const retry = { attempts: 1 };
  const at = (registry: MemoryRegistry, client = clientOf(registry.server, { retry })) => {
    return (repository: string) => ({ registry: client, repository });
  };
  return { source, target, from: at(source), to: at(target) };
}

test('an index arrives with everything in it under the same digest, and has its tag', async () => {
  const { source, target, from, to } = await start();
  const digest = source.addIndex('app', [source.addImage('app', 'amd64'), source.addImage('app', 'arm64')], '1.0');
  const copier = new ImageCopier();
  expect(await copier.copy(from('app'), to('mirror/app'), digest, '1.0')).toBe('copied');
  expect(target.manifests.get('mirror/app:1.0')).toEqual(source.manifests.get('app:1.0'));
  const sentBytes = [...source.blobs.values()].reduce((sum, { length }) => sum + length, 0);
  expect(copier.count).toEqual({ sent: 4, sentBytes, mounted: 0, present: 0 });
});

test('what is there already is not sent, and a tag that is missing or elsewhere is set', async () => {
  const { source, target, from, to } = await start();
  const digest = source.addImage('app', 'x', '1.0');
  await new ImageCopier().copy(from('app'), to('app'), digest, '1.0');
  const { length } = target.writes;
  expect(await new ImageCopier().copy(from('app'), to('app'), digest, '1.0')).toBe('present');
  expect(await new ImageCopier().copy(from('app'), to('app'), digest)).toBe('present');
  expect(target.writes).toHaveLength(length);

  target.addImage('app', 'other', '1.0');
  const reads = source.server.log.length;
  const copier = new ImageCopier();
  expect(await copier.copy(from('app'), to('app'), digest, '1.0')).toBe('copied');
  expect(target.writes.slice(length)).toEqual(['PUT /v2/app/manifests/1.0']);
  expect(sha256(target.manifests.get('app:1.0')?.bytes ?? '')).toBe(digest);
  expect(source.server.log).toHaveLength(reads);
  expect(copier.count).toEqual({ sent: 0, sentBytes: 0, mounted: 0, present: 0 });
});

test('a copy that was interrupted goes on where it stopped', async () => {
  const { source, target, from, to } = await start();
  const digest = source.addIndex('app', [source.addImage('app', 'amd64'), source.addImage('app', 'arm64')]);
  const last = sha256('layer arm64');
  source.intercept = ({ url }) => (url.pathname.endsWith(`/blobs/${last}`) ? { status: 500 } : undefined);
  await failureOf(new ImageCopier().copy(from('app'), to('app'), digest));
  source.intercept = () => undefined;
  const { length } = target.writes;
  const copier = new ImageCopier();
  await copier.copy(from('app'), to('app'), digest);
  // The first image and the second one's configuration are there; its layer and the two manifests follow.
  expect(copier.count).toMatchObject({ sent: 1, present: 2 });
  expect(target.writes.slice(length).filter((line) => line.startsWith('PUT'))).toHaveLength(3);
});

test('a layer that several images share is sent once and mounted for the others, also when they are copied at once', async () => {
  const { source, target, from, to } = await start();
  const images = ['a', 'b', 'c'].map((name) => [name, source.addImage(name, name, undefined, ['shared'])] as const);
  const copier = new ImageCopier();
  await Promise.all(images.map(([name, digest]) => copier.copy(from(name), to(name), digest)));
  expect(copier.count).toMatchObject({ sent: 4, mounted: 2 });
  expect(target.writes.filter((line) => line.includes(`mount=${sha256('layer shared')}`))).toHaveLength(2);
});

test('if the copy that sends a shared layer fails, another one sends it', async () => {
  const { source, target, from, to } = await start();
  const [a, b] = ['a', 'b'].map((name) => source.addImage(name, name, undefined, ['shared']));
  const shared = sha256('layer shared');
  source.intercept = ({ url }) => (url.pathname === `/v2/a/blobs/${shared}` ? { status: 500 } : undefined);
  const copier = new ImageCopier();
  const [first, second] = await Promise.allSettled([
    copier.copy(from('a'), to('a'), a as string),
    copier.copy(from('b'), to('b'), b as string),
  ]);
  expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
  expect(target.blobs.has(`b@${shared}`)).toBe(true);
});

test('within one registry blobs are mounted, not read', async () => {
  const { source, from } = await start();
  const digest = source.addImage('app', 'x');
  const copier = new ImageCopier();
  await copier.copy(from('app'), from('copy/of/app'), digest, '1.0');
  expect(copier.count).toEqual({ sent: 0, sentBytes: 0, mounted: 2, present: 0 });
  expect(source.server.log.filter((line) => line.startsWith('GET /v2/app/blobs'))).toEqual([]);
});

test('a layer that an image has twice is sent once', async () => {
  const { source, from, to } = await start();
  const copier = new ImageCopier();
  await copier.copy(from('app'), to('app'), source.addImage('app', 'x', undefined, ['same', 'same']));
  expect(copier.count).toMatchObject({ sent: 2, mounted: 0, present: 0 });
});

test('a registry that stores something else than it was sent is found out', async () => {
  const { source, target, from, to } = await start();
  const digest = source.addImage('app', 'x');
  const other = target.addImage('app', 'other', 'other');
  target.intercept = ({ method, url }) => {
    const asked = url.pathname === '/v2/app/manifests/1.0';
    if (method !== 'GET' || !asked) return undefined;
    return { headers: { 'content-type': IMAGE }, body: target.manifests.get('app:other')?.bytes };
  };
  expect(await failureOf(new ImageCopier().copy(from('app'), to('app'), digest, '1.0'))).toMatchObject({
    kind: 'wrong content',
    message: `${target.server.name}/app: ${digest} was sent, and ${other} is there.`,
  });
});

test('progress is reported in bytes: the total once, and then what was sent', async () => {
  const { source, target, from, to } = await start();
  const digest = source.addImage('app', 'x', undefined, ['same']);
  target.blobs.set(`app@${sha256('layer same')}`, Buffer.from('layer same'));
  let [expected, sent] = [0, 0];
  const copier = new ImageCopier({
    onExpected: (bytes) => (expected += bytes),
    onBytes: (bytes) => (sent += bytes),
  });
  await copier.copy(from('app'), to('app'), digest);
  const { length } = JSON.stringify({ seed: 'x' });
  expect({ expected, sent }).toEqual({ expected: length, sent: length });
  expect(copier.count).toEqual({ sent: 1, sentBytes: length, mounted: 0, present: 1 });
});

describe('what refers to an image', () => {
  const signed = async (options: { referrers?: boolean } = {}) => {
    const made = await start(options);
    const { source, from, to } = made;
    const digest = source.addImage('app', 'x', '1.0');
    const empty = source.addImage('app', 'empty');
    const { config } = JSON.parse(String(source.manifests.get(`app:${empty}`)?.bytes));
    const subject = { mediaType: IMAGE, digest, size: 1 };
    const referrer = source.addManifest('app', IMAGE, undefined, { schemaVersion: 2, config, layers: [], subject });
    const signature = source.addImage('app', 'signature', `${digest.replace(':', '-')}.sig`);
    await new ImageCopier().copy(from('app'), to('app'), digest, '1.0');
    return { ...made, digest, subject, referrer, signature, tag: digest.replace(':', '-') };
  };

  test('comes along: by the list of the registry, and by the tags of cosign', async () => {
    const { target, from, to, digest, referrer, signature, tag } = await signed({ referrers: true });
    expect(await new ImageCopier().copyReferrers(from('app'), to('app'), digest)).toBe(2);
    expect(target.manifests.has(`app:${referrer}`)).toBe(true);
    expect(sha256(target.manifests.get(`app:${tag}.sig`)?.bytes ?? '')).toBe(signature);
    // This registry has a list of its own.
    expect(target.manifests.has(`app:${tag}`)).toBe(false);
    expect(await new ImageCopier().copyReferrers(from('app'), to('app'), digest)).toBe(0);
  });

  test('is listed under a tag where the registry keeps no list, beside what is there already', async () => {
    const { target, from, to, digest, referrer, tag } = await signed();
    const other = target.addImage('app', 'other');
    target.addIndex('app', [other], tag);
    expect(await new ImageCopier().copyReferrers(from('app'), to('app'), digest)).toBe(2);
    const listed = () => {
      const { type, bytes } = target.manifests.get(`app:${tag}`) ?? {};
      expect(type).toBe(INDEX);
      return JSON.parse(String(bytes)).manifests.map(({ digest }: { digest: string }) => digest);
    };
    expect(listed()).toEqual([other, referrer]);
    const { length } = target.writes;
    expect(await new ImageCopier().copyReferrers(from('app'), to('app'), digest)).toBe(0);
    expect(listed()).toEqual([other, referrer]);
    expect(target.writes).toHaveLength(length);
  });

  test('is found under such a tag, too', async () => {
    const { source, target, from, to, digest, referrer, tag } = await signed({ referrers: true });
    source.addIndex('app', [referrer], tag);
    source.intercept = ({ url }) => (url.pathname.includes('/referrers/') ? { status: 404 } : undefined);
    await new ImageCopier().copyReferrers(from('app'), to('app'), digest);
    expect(target.manifests.has(`app:${referrer}`)).toBe(true);
  });

  test('is nothing for most images', async () => {
    const { source, target, from, to } = await start();
    const digest = source.addImage('app', 'x');
    await new ImageCopier().copy(from('app'), to('app'), digest);
    const { length } = target.server.log;
    expect(await new ImageCopier().copyReferrers(from('app'), to('app'), digest)).toBe(0);
    expect(target.server.log).toHaveLength(length);
  });
});
