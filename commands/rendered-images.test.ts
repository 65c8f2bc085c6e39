import { application } from '../argocd/analysis/manifests';
import { RenderedOrigin } from '../argocd/model/rendered-origin';
import { Manifest } from '../argocd/model/resource';
import { readModel } from '../argocd/read/read-model';
import { REPOSITORY, treeOf } from '../argocd/testing/rules';
import type { ImageOfPlatform } from '../charts/images/image-inventory';
import { imagesIn, renderedText } from './rendered-images';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function model(rendered: boolean) {
  const tree = treeOf({
    'app.yaml': application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web' } }),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'charts/web/templates/deploy.yaml': '',
  });
  const containers = [
    { name: 'a', image: `quay.io/a/web:v1@${DIGEST}` },
    { name: 'b', image: 'busybox:1.37' },
  ];
  const text = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: { containers } } },
  };
  const resources = [new Manifest(text, new RenderedOrigin('helm', tree, 'charts/web/templates/deploy.yaml'))];
  return readModel({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: REPOSITORY, tree, because: 'given' }],
    argocdVersion: '3.4.4',
    renderings: rendered ? { get: () => ({ resources, by: 'helm' }) } : undefined,
  }).model;
}

const inventory = ['quay.io/a/web:v1', 'quay.io/a/unused:v1'].map(
  (name): ImageOfPlatform => ({
    name,
    reference: `${name}@${DIGEST}`,
    registry: 'quay.io',
    repository: 'a',
    owners: [],
  }),
);

test('what runs is listed with its Application and template, beside what only values name', () => {
  expect(renderedText(imagesIn(model(true), inventory), true)).toBe(
    [
      'What is rendered runs 2 images:',
      'docker.io/library/busybox:1.37  not in the list by value',
      '  website  charts/web/templates/deploy.yaml  Deployment website/web  spec.template.spec.containers[1].image',
      `quay.io/a/web:v1@${DIGEST}`,
      '  website  charts/web/templates/deploy.yaml  Deployment website/web  spec.template.spec.containers[0].image',
      '',
      'Known only by value, run by nothing that is rendered here:',
      '  quay.io/a/unused:v1',
      '',
    ].join('\n'),
  );
});

test('a source that is not rendered is listed: what it runs is known only by value', () => {
  const { images, notRendered } = imagesIn(model(false), inventory);
  expect(images).toEqual([]);
  expect(notRendered).toEqual([expect.stringContaining('website: charts/web: ')]);
});
