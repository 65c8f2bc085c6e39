import { ApiObject } from 'cdk8s';
import { craneList, skopeoList } from '../../images/image-lists';
import { parseImageLock } from '../../images/image-lock';
import { PlanError } from '../../synth/plan/plan-error';
import { GroundworkApp } from '../app';
import { AppProject } from '../argocd/app-project';
import { describe as describePlatform } from '../description/describe';
import { Workload } from '../workload';
import { imagesOf, imagesOfPlatform, unusedLockEntries } from './image-inventory';
import { PlatformImages } from './platform-images';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const LOCK = parseImageLock(
  ['quay.io/a/locked', 'quay.io/a/unused', 'quay.io/a/chart']
    .map((repository, index) => `  k${index}:\n    repository: ${repository}\n    tag: v1@${DIGEST}\n`)
    .reduce((text, entry) => text + entry, 'images:\n'),
);

function pod(...images: string[]): object {
  return { containers: images.map((image, index) => ({ name: `c${index}`, image })) };
}

test('images are found in every kind of container, at any depth, and in image volumes', () => {
  const spec = { ...pod('a'), initContainers: [{ image: 'b' }], ephemeralContainers: [{ name: 'e', image: 'c' }] };
  const volumes = [
    { name: 'v', image: { reference: 'd' } },
    { name: 'w', emptyDir: {} },
  ];
  const job = { kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: { ...spec, volumes } } } } } };
  expect(imagesOf(job)).toEqual([
    { reference: 'a', through: 'spec.jobTemplate.spec.template.spec.containers[c0].image' },
    { reference: 'b', through: 'spec.jobTemplate.spec.template.spec.initContainers[0].image' },
    { reference: 'c', through: 'spec.jobTemplate.spec.template.spec.ephemeralContainers[e].image' },
    { reference: 'd', through: 'spec.jobTemplate.spec.template.spec.volumes[v].image.reference' },
  ]);
  expect(imagesOf({ containers: 'x', data: { image: 'not an image' }, volumes: null })).toEqual([]);
});

test('an image has all its users; one that only a manifest names has the file; one that its construct asked for is not listed twice', () => {
  // GIVEN
  const app = new GroundworkApp({ outdir: 'dist' });
  const images = PlatformImages.withLock(app, LOCK);
  const [infra, other] = [app.file('infra/a'), app.file('infra/b')];
  const locked = images.use('quay.io/a/locked:v1', { construct: infra, through: 'image.tag', chart: 'a 1.0.0' });
  images.use('quay.io/a/locked:v1', { construct: other, through: 'other.tag' });
  images.use(`quay.io/a/chart:v1@${OTHER}`, { construct: infra, through: 'chart.image', pinnedBy: 'chart' });
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
  new ApiObject(infra, 'pod', { ...object, spec: pod(locked.reference, 'busybox') } as never);
  // WHEN
  const inventory = imagesOfPlatform(images, app.plan());
  // THEN
  expect(inventory.map(({ reference }) => reference)).toEqual([
    'docker.io/library/busybox:latest',
    `quay.io/a/chart:v1@${OTHER}`,
    `quay.io/a/locked:v1@${DIGEST}`,
  ]);
  expect(inventory[0].owners).toEqual([
    { construct: 'infra/a', through: 'Pod/p spec.containers[c1].image', file: 'infra/a.yaml' },
  ]);
  expect(inventory[1]).toMatchObject({ pinnedBy: 'chart', digest: OTHER, contradicts: DIGEST });
  expect(inventory[2].owners).toEqual([
    { construct: 'infra/a', through: 'image.tag', chart: 'a 1.0.0' },
    { construct: 'infra/b', through: 'other.tag' },
  ]);
  expect(inventory[2].contradicts).toBeUndefined();
  expect(unusedLockEntries(images, inventory)).toEqual(['quay.io/a/unused:v1']);
});

test('what synth prints of images is this inventory: one that only a Workload’s manifest names is in both', () => {
  // GIVEN
  const app = new GroundworkApp({ outdir: 'dist' });
  const images = PlatformImages.withLock(app, LOCK);
  images.use('quay.io/a/open:v1', { construct: app.file('infra/a'), through: 'image.tag', chart: 'a 1.0.0' });
  const { chart } = new Workload(app, 'tools', {
    name: 'tools',
    namespace: 'tools',
    project: new AppProject(app.file('projects/tools'), 'project', { name: 'tools' }),
    repository: { url: 'https://github.com/orgname/platform.git' },
  });
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'tools' } };
  new ApiObject(chart, 'pod', { ...object, spec: pod('busybox:1.37', `quay.io/a/b:v1@${OTHER}`) } as never);
  // WHEN
  const plan = app.plan();
  const { unpinned, pinned } = describePlatform(app, plan);
  // THEN
  expect(unpinned).toEqual([
    {
      image: 'docker.io/library/busybox:1.37',
      usedBy: 'workloads/tools/tools (Pod/p spec.containers[c0].image)',
    },
    { image: 'quay.io/a/open:v1', usedBy: 'infra/a (image.tag)' },
  ]);
  const inventory = imagesOfPlatform(images, plan);
  expect(unpinned.map(({ image }) => image)).toEqual(
    inventory.filter(({ digest }) => digest === undefined).map(({ reference }) => reference),
  );
  expect(unpinned.length + pinned).toBe(inventory.length);
});

test('workloads that name something that is no image are refused, all at once, with file, object and field', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const images = PlatformImages.withLock(app, LOCK);
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: pod('No:Such', 'a:$(TAG)') };
  new ApiObject(app.file('infra/a'), 'pod', object as never);
  const plan = app.plan();
  expect(() => imagesOfPlatform(images, plan)).toThrow(PlanError);
  expect(() => imagesOfPlatform(images, plan)).toThrow(
    /infra\/a\.yaml: Pod p: spec\.containers\[c0\]\.image: "No:Such" is not an image reference[\s\S]*containers\[c1\]/,
  );
});

test('a template in an object of another kind is no image, and no error: its controller fills it in', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const images = PlatformImages.withLock(app, LOCK);
  const template = {
    containers: [
      { name: 'a', image: '{{inputs.parameters.image}}' },
      { name: 'b', image: 'b:1' },
    ],
  };
  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { name: 'w' }, spec: { template } };
  new ApiObject(app.file('infra/a'), 'workflow', object as never);
  expect(imagesOfPlatform(images, app.plan()).map(({ name }) => name)).toEqual(['docker.io/library/b:1']);
});

test('the lists name what is pinned by digest, and the registries without TLS', () => {
  const images = [
    { reference: `h:1/a:1@${DIGEST}`, registry: 'h:1', repository: 'a', tag: '1', digest: DIGEST },
    { reference: 'h:1/a:2', registry: 'h:1', repository: 'a', tag: '2' },
    { reference: 'quay.io/b:1', registry: 'quay.io', repository: 'b', tag: '1' },
  ];
  expect(craneList(images)).toBe(`h:1/a:1@${DIGEST}\nh:1/a:2\nquay.io/b:1\n`);
  expect(skopeoList(images, (registry) => registry === 'h:1')).toBe(
    `h:1:\n  images:\n    a:\n      - ${DIGEST}\n      - "2"\n  tls-verify: false\nquay.io:\n  images:\n    b:\n      - "1"\n`,
  );
});
