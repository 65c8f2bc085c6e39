import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const digest = `sha256:${'4f3a'.repeat(16)}`;

function found(kind: string, spec: object, apiVersion = 'v1') {
  return findings('image-not-pinned', {
    'apps/website.yaml': application(),
    'deploy/web.yaml': object(kind, 'web', { spec }, apiVersion),
  });
}

test.each(['nginx', 'nginx:1.29', 'registry.example.com:5000/web:1.0', 'nginx@sha256:short'])(
  '%s is not pinned',
  (image) => {
    expect(found('Pod', { containers: [{ name: 'a', image }] })).toMatchObject([
      { severity: 'warn', message: expect.stringContaining(image) },
    ]);
  },
);

test.each([`nginx@${digest}`, `registry.example.com:5000/web:1.0@${digest}`])('%s is', (image) => {
  expect(found('Pod', { containers: [{ name: 'a', image }] })).toEqual([]);
});

test('every image of a pod counts, wherever the pod is declared', () => {
  const pod = {
    initContainers: [{ name: 'a', image: 'a:1' }],
    containers: [{ name: 'b', image: 'b:1' }],
    volumes: [{ name: 'c', image: { reference: 'c:1' } }],
  };
  expect(found('CronJob', { jobTemplate: { spec: { template: { spec: pod } } } }, 'batch/v1')).toHaveLength(3);
  expect(found('Deployment', { template: { spec: pod } }, 'apps/v1')).toHaveLength(3);
});

test('what only looks like a pod is left alone', () => {
  expect(found('Menu', { containers: [{ name: 'a', image: 'nginx' }] }, 'example.com/v1')).toEqual([]);
  expect(found('Pod', { containers: 'none' })).toEqual([]);
});
