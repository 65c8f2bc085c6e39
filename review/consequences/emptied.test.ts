import { app, type Files, object, told, without } from '../testing/reviews';

const files = (automated: object): Files => ({
  'apps/web.json': app('web', { syncPolicy: { automated } }),
  'web/a.json': object('v1 ConfigMap', 'a'),
  'web/README': 'nothing is deployed here',
});
const after = (automated: object) => without(files(automated), 'web/a.json');

test('Argo CD refuses to prune all that an Application has', () => {
  const prune = { prune: true };
  expect(told('emptied', files(prune), after(prune))).toEqual([
    'fails: Application argocd/web is left with none of its 1 object, and Argo CD skips the sync: auto-sync will wipe out all resources',
  ]);
  expect(told('goes', files(prune), after(prune))).toEqual([]);
});

test('with allowEmpty it does, and without prune nothing goes', () => {
  const allowed = { prune: true, allowEmpty: true };
  expect(told('emptied', files(allowed), after(allowed))[0]).toMatch(/^interrupts/);
  expect(told('goes', files(allowed), after(allowed))).toHaveLength(1);
  expect(told('goes', files({}), after({}))).toEqual([]);
});

test('one that keeps an object, or had none, is not emptied', () => {
  const more = { ...files({ prune: true }), 'web/b.json': object('v1 ConfigMap', 'b') };
  expect(told('emptied', more, without(more, 'web/a.json'))).toEqual([]);
  expect(told('emptied', after({ prune: true }), after({ prune: true }))).toEqual([]);
});
