import { App, Chart } from 'cdk8s';
import { parseImageLock } from '../../images/image-lock';
import { PlatformImages } from './platform-images';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const LOCK = parseImageLock(
  `images:\n  core:\n    repository: docker.io/goharbor/harbor-core\n    tag: v2.15.1@${DIGEST}\n`,
);

function chartWithLock(): Chart {
  const app = new App();
  PlatformImages.withLock(app, LOCK);
  return new Chart(app, 'harbor');
}

test('an image in the lock is pinned, in the form that a chart takes as its tag', () => {
  // GIVEN
  const chart = chartWithLock();
  // WHEN
  const image = PlatformImages.of(chart).use('goharbor/harbor-core:v2.15.1', {
    construct: chart,
    through: 'core.image.tag',
    chart: 'harbor 1.19.1',
  });
  // THEN
  expect(image).toMatchObject({
    registry: 'docker.io',
    repository: 'goharbor/harbor-core',
    pinned: true,
    pinnedBy: 'lock',
  });
  expect(image.tag).toBe(`v2.15.1@${DIGEST}`);
  expect(image.fullRepository).toBe('docker.io/goharbor/harbor-core');
  expect(image.reference).toBe(`docker.io/goharbor/harbor-core:v2.15.1@${DIGEST}`);
  expect(PlatformImages.of(chart).uses).toEqual([
    { image, construct: chart, through: 'core.image.tag', chart: 'harbor 1.19.1', fromLock: true },
  ]);
});

test('an image that is not in the lock stays as it is, and no tag means latest as it does to a container runtime', () => {
  const chart = chartWithLock();
  const images = PlatformImages.of(chart);
  const image = images.use('goharbor/harbor-core:v2.15.2', { construct: chart, through: 'x' });
  expect(image).toMatchObject({ pinned: false, pinnedBy: undefined, digest: undefined, tag: 'v2.15.2' });
  expect(images.use('busybox', { construct: chart, through: 'y' }).reference).toBe('docker.io/library/busybox:latest');
});

test('a digest in the reference is the one that is rendered, whatever the lock says', () => {
  const chart = chartWithLock();
  const by = { construct: chart, through: 'image.digest' };
  const reference = `goharbor/harbor-core:v2.15.1@${OTHER}`;
  const image = PlatformImages.of(chart).use(reference, { ...by, pinnedBy: 'chart' });
  expect(image).toMatchObject({ digest: OTHER, pinnedBy: 'chart', name: 'docker.io/goharbor/harbor-core:v2.15.1' });
  expect(PlatformImages.of(chart).use(reference, by).pinnedBy).toBe('reference');
});

test('an image whose digest only the author can write is not called pinned because the lock has it', () => {
  const chart = chartWithLock();
  const by = { construct: chart, through: 'core.initContainers[a].image', fromLock: false };
  expect(PlatformImages.of(chart).use('goharbor/harbor-core:v2.15.1', by)).toMatchObject({ pinned: false });
});

test('an image by digest alone has no form that a chart could print as repository:tag', () => {
  const chart = chartWithLock();
  const image = PlatformImages.of(chart).use(`quay.io/a/b@${OTHER}`, { construct: chart, through: 'x' });
  expect(image.reference).toBe(`quay.io/a/b@${OTHER}`);
  expect(() => image.tag).toThrow('has no tag');
});

test('a reference that is none is refused with the construct and the field', () => {
  const chart = chartWithLock();
  const use = () => PlatformImages.of(chart).use('Nginx', { construct: chart, through: 'nginx.image' });
  expect(use).toThrow('[harbor] nginx.image: "Nginx" is not an image reference');
});

test('all constructs of a tree share one, other trees have their own', () => {
  const app = new App();
  const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
  expect(PlatformImages.of(a)).toBe(PlatformImages.of(b));
  expect(PlatformImages.of(new App())).not.toBe(PlatformImages.of(a));
  expect(() => PlatformImages.withLock(app, LOCK)).toThrow('are in use already');
});
