import { digestOf, readManifest } from './manifest';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const descriptor = (mediaType: string) => ({ mediaType, digest: DIGEST, size: 1 });
const manifest = (mediaType: string, body: unknown) => ({
  mediaType,
  digest: DIGEST,
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

test('an index needs its manifests, an image its configuration and layers, but not layers that lie elsewhere', () => {
  const child = descriptor(IMAGE);
  expect(readManifest(manifest(INDEX, { manifests: [child] }), 'x')).toEqual({ manifests: [child], blobs: [] });
  const [config, layer] = [
    descriptor('application/vnd.oci.image.config.v1+json'),
    descriptor('application/vnd.oci.image.layer.v1.tar'),
  ];
  const foreign = { ...descriptor('application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'), urls: ['https://x'] };
  expect(readManifest(manifest(IMAGE, { config, layers: [layer, foreign] }), 'x').blobs).toEqual([config, layer]);
});

test.each([
  [
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
    {},
    'is of type application/vnd.docker.distribution.manifest.v1+prettyjws, which is not an image of today',
  ],
  [IMAGE, 'no json', 'is not JSON'],
  [IMAGE, {}, 'has no config with digest'],
  [IMAGE, { config: descriptor('x/y'), layers: [{}] }, 'has no layers with digest'],
  [INDEX, { manifests: 'x' }, 'has no manifests with digest'],
  // What is in it becomes part of the next URL.
  [INDEX, { manifests: [{ ...descriptor(IMAGE), digest: '../../other' }] }, 'has no manifests with digest'],
  [INDEX, { manifests: [{ ...descriptor(IMAGE), digest: `md5:${'a'.repeat(32)}` }] }, 'has no manifests with digest'],
  [INDEX, { manifests: [{ ...descriptor(IMAGE), size: -1 }] }, 'has no manifests with digest'],
  [INDEX, { manifests: [{ ...descriptor(IMAGE), size: 1.5 }] }, 'has no manifests with digest'],
  [INDEX, { manifests: [{ ...descriptor(IMAGE), mediaType: 5 }] }, 'has no manifests with digest'],
])('%s with %j is refused by name', (type, body, why) => {
  expect(() => readManifest(manifest(type, body), 'quay.io/a/b:1')).toThrow(`quay.io/a/b:1: its manifest ${why}`);
});

test('a digest is computed under the algorithm of the one it is compared with', () => {
  expect(digestOf(Buffer.from(''))).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(digestOf(Buffer.from(''), 'sha512:x')).toMatch(/^sha512:cf83e1357eefb8bd/);
});
