import { app, type Files, object, review } from '../testing/reviews';

// A source that is not rendered must never be taken for equal without a reason.

const kustomized = (image: string): Files => ({
  'apps/web.json': app('web', { path: 'overlay' }),
  'overlay/kustomization.yaml': `resources: [../base]\nimages: [{name: a, newTag: "${image}"}]\nhelmCharts: [{name: a}]\n`,
  'base/a.json': object('v1 ConfigMap', 'a'),
});

test('files that differ below it', () => {
  expect(review(kustomized('1'), kustomized('2'))).toMatchObject({
    summary: { notRenderedSame: 0 },
    applications: [{ name: 'web', change: 'changed' }],
  });
  expect(review(kustomized('1'), kustomized('2')).notCompared.map(({ side }) => side)).toEqual(['before', 'after']);
});

test('the same files, and a path that is in neither state', () => {
  expect(review(kustomized('1'), kustomized('1'))).toMatchObject({ summary: { notRenderedSame: 1 }, applications: [] });
  const missing = { 'apps/web.json': app('web', { path: 'nowhere' }) };
  expect(review(missing, missing)).toMatchObject({ summary: { notRenderedSame: 1 }, applications: [] });
});

test('a base elsewhere differs', () => {
  const before = kustomized('1');
  expect(review(before, { ...before, 'base/a.json': object('v1 ConfigMap', 'b') })).toMatchObject({
    summary: { notRenderedSame: 0 },
    applications: [{ name: 'web', change: 'changed' }],
  });
});

test('a set that asks a server is only counted while it is the same', () => {
  const set = (plugin: string): Files => ({
    'set.json': object('argoproj.io/v1alpha1 ApplicationSet', 'web', {
      spec: {
        generators: [{ plugin: { configMapRef: { name: plugin } } }],
        template: {
          metadata: { name: 'web' },
          spec: {
            project: 'default',
            source: { repoURL: 'https://a.example.com' },
            destination: { name: 'in-cluster' },
          },
        },
      },
    }),
  });
  expect(review(set('a'), set('a'))).toMatchObject({ summary: { notExpandedSame: 1 }, notCompared: [] });
  expect(review(set('a'), set('b'))).toMatchObject({
    summary: { notExpandedSame: 0 },
    notCompared: [{ side: 'before' }, { side: 'after' }],
  });
});
