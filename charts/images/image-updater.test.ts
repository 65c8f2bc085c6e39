import { App, Chart, Testing } from 'cdk8s';
import { parseImageLock } from '../../images/image-lock';
import { ImageUpdater, type ImageUpdaterProps } from './image-updater';
import { PlatformImages } from './platform-images';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const LOCK = parseImageLock(
  `images:\n  goharbor/harbor-core:\n    repository: docker.io/goharbor/harbor-core\n    tag: v2.15.1@${DIGEST}\n`,
);
const BY_CHART = `quay.io/cilium/cilium:v1.16.5@${DIGEST}`;

function platform(images: readonly string[], props: Partial<ImageUpdaterProps> = {}): Chart {
  const app = new App();
  PlatformImages.withLock(app, LOCK);
  const [harbor, updater] = [new Chart(app, 'harbor'), new Chart(app, 'updater')];
  new ImageUpdater(updater, 'images', {
    metadata: { name: 'images', namespace: 'argocd' },
    repository: 'https://git.example.com/platform.git',
    branch: 'main',
    applications: [{ name: 'harbor', construct: harbor }],
    ...props,
  });
  // After the updater: it must see images that later constructs use.
  for (const image of images) PlatformImages.of(harbor).use(image, { construct: harbor, through: 'x' });
  return updater;
}

test('an Application’s locked images are followed by digest, and written to the lock’s own keys', () => {
  const [resource] = Testing.synth(platform(['goharbor/harbor-core:v2.15.1', 'goharbor/harbor-db:v2.15.1', BY_CHART]));
  expect(resource).toEqual({
    apiVersion: 'argocd-image-updater.argoproj.io/v1alpha1',
    kind: 'ImageUpdater',
    metadata: { name: 'images', namespace: 'argocd' },
    spec: {
      commonUpdateSettings: { updateStrategy: 'digest' },
      writeBackConfig: {
        method: 'git',
        gitConfig: {
          repository: 'https://git.example.com/platform.git',
          branch: 'main:image-updates',
          writeBackTarget: 'helmvalues:/images.lock.yaml',
        },
      },
      applicationRefs: [
        {
          namePattern: 'harbor',
          images: [
            {
              alias: 'goharbor.harbor-core',
              imageName: 'docker.io/goharbor/harbor-core:v2.15.1',
              manifestTargets: {
                helm: { name: 'images.goharbor/harbor-core.repository', tag: 'images.goharbor/harbor-core.tag' },
              },
            },
          ],
        },
      ],
    },
  });
});

test('a pull request is made against the branch, which then must not name a second one', () => {
  const props = { propose: { pullRequest: 'gitlab' }, credentialsSecret: 'git' } as const;
  const [resource] = Testing.synth(platform(['goharbor/harbor-core:v2.15.1'], props));
  expect(resource.spec.writeBackConfig).toMatchObject({
    method: 'git:secret:argocd/git',
    gitConfig: { branch: 'main', pullRequest: { gitlab: {} } },
  });
});

test('a resource that would follow nothing, or write elsewhere than it seems, is refused', () => {
  expect(() => Testing.synth(platform([BY_CHART]))).toThrow(
    'none of its Applications uses an image that the lock pins',
  );
  expect(() => platform([], { lockPath: 'images.lock.yaml' })).toThrow('lockPath "images.lock.yaml"');
  expect(() => platform([], { branch: 'main:other' })).toThrow('branch "main:other"');
});
