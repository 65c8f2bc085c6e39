import type { Files } from '../../argocd/testing/rules';
import { app, sideOf } from '../testing/reviews';
import { explain } from './explain';
import { findSubjects } from './find-objects';
import { explanationText } from './text';

const FILES: Files = {
  'root.yaml': app('root', { path: 'apps' }),
  'apps/shop.yaml': app('shop', { path: 'shop', finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
  'apps/other.yaml': app('other', { path: 'other' }),
  'other/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n',
  'shop/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, annotations: { argocd.argoproj.io/sync-wave: "2" } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: registry.example.com/web:1 }] }
`,
  'shop/claim.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: orders }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
};

const side = sideOf('now', FILES);
const explained = (name: string) => findSubjects(side.model, name).map((subject) => explain(side, subject));

test.each([
  ['shop', 'Application argocd/shop'],
  ['argocd/shop', 'Application argocd/shop'],
  ['deployment/web', 'Deployment shop/web'],
  ['Deployment.apps/shop/web', 'Deployment shop/web'],
])('%s is %s', (name, expected) => {
  expect(explained(name).map((one) => `${one.kind} ${one.namespace}/${one.name}`)).toEqual([expected]);
});

test.each([
  ['Deployment/nowhere/web', 'There is Deployment/shop/web'],
  ['Service/web', 'There is Deployment/shop/web'],
  ['xyz', 'there are 3'],
])('%s is not there, and the error says what is', (name, expected) => {
  expect(() => explained(name)).toThrow(expected);
});

test('an object: where it is written, who carries it, when, and what a change of it does', () => {
  const [web] = explained('Deployment/web');
  expect(web).toMatchObject({
    from: { file: 'shop/web.yaml', line: 1 },
    carriedBy: [{ name: 'shop', project: 'default', steps: ['wave 2'], above: ['wave 0 of root'] }],
  });
  expect(web?.ifChanged).toEqual([
    expect.stringContaining('Application shop applies a change that is in Git by itself'),
    expect.stringMatching(/^A change of spec\.template replaces its pods: step by step, .+\.$/),
    'The API server refuses another spec.selector: for that the object is deleted and made again.',
  ]);
});

test('what goes with it: the data of a claim, and all of an Application that has a finalizer', () => {
  const goes = (name: string) =>
    explained(name)[0]?.ifGone.map(({ severity, object }) => `${severity}: ${object.kind} ${object.name}`);
  expect(goes('PersistentVolumeClaim/orders')).toEqual(['loses data: PersistentVolumeClaim orders']);
  expect(goes('shop')).toEqual(
    expect.arrayContaining([
      'loses data: PersistentVolumeClaim orders',
      'interrupts: Deployment web',
      'note: Application shop',
    ]),
  );
});

test('a root is carried by nobody, and nobody takes it away', () => {
  const [root] = explained('root');
  expect(root?.carriedBy).toEqual([]);
  expect(root?.ifChanged).toEqual([expect.stringContaining('kubectl apply')]);
  expect(root?.ifGone.map(({ happens }) => happens).join(' ')).toMatch(/nobody deletes it/);
});

test('in text, with the line of main.ts where there is one', () => {
  const [claim] = explained('PersistentVolumeClaim/orders');
  if (!claim) throw new Error('no claim');
  const text = explanationText(claim, (place) => (place.file === 'apps/shop.yaml' ? 'main.ts:7' : undefined), false);
  expect(text).toContain(
    'carried by  Application argocd/shop, project default (apps/shop.yaml:1, declared at main.ts:7)',
  );
  expect(text).toContain('if it goes  loses data: PersistentVolumeClaim shop/orders is deleted');
});

test('what an ApplicationSet makes is carried by whoever brings that, and by hand is only the ApplicationSet', () => {
  const made = JSON.parse(app('x', { path: 'shop' }));
  const set = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'all', namespace: 'argocd' },
    spec: {
      generators: [{ list: { elements: [{ name: 'made' }] } }],
      template: { metadata: { name: '{{name}}' }, spec: made.spec },
    },
  });
  const of = (files: Files) => {
    const there = sideOf('now', files);
    return findSubjects(there.model, 'made').map((subject) => explain(there, subject));
  };
  const [brought] = of({ ...FILES, 'apps/set.json': set });
  expect(brought?.carriedBy.map(({ name }) => name)).toEqual(['root']);
  expect(brought?.ifChanged).toEqual([expect.stringContaining('Application root applies a change')]);
  const [alone] = of({ 'set.json': set });
  expect(alone?.carriedBy).toEqual([]);
  expect(alone?.ifChanged).toEqual([expect.stringContaining('ApplicationSet all makes it anew')]);
  expect(alone && explanationText(alone, () => undefined, false)).toContain(
    'somebody applies the ApplicationSet by hand',
  );
});
