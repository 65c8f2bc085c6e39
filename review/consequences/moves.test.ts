import { app, claim, type Files, object, syncOptions, told } from '../testing/reviews';

const both = (one: object = {}, other: object = {}): Files => ({
  'apps/one.json': app('one', { namespace: 'web', ...one }),
  'apps/two.json': app('two', { namespace: 'web', ...other }),
  'one/a.json': object('v1 ConfigMap', 'a'),
  'two/b.json': object('v1 ConfigMap', 'b'),
});
const data = (metadata: object = {}) => claim('data', {}, metadata);

test('the old Application may prune it before the new one has it', () => {
  expect(told('moves', { ...both(), 'one/data.json': data() }, { ...both(), 'two/data.json': data() })).toEqual([
    'loses data: PersistentVolumeClaim web/data moves to Application argocd/two, and is deleted (pruned by Application one) if Application argocd/one is synced before Application argocd/two has taken it over',
  ]);
});

test('one that is not pruned may be taken over, but not against FailOnSharedResource', () => {
  const safe = syncOptions('Prune=false');
  const [before, after] = [{ 'one/data.json': data(safe) }, { 'two/data.json': data() }];
  expect(told('moves', { ...both(), ...before }, { ...both(), ...after })).toEqual([]);
  const strict = { syncPolicy: { automated: {}, syncOptions: ['FailOnSharedResource=true'] } };
  expect(told('moves', { ...both({}, strict), ...before }, { ...both({}, strict), ...after })[0]).toMatch(/^fails/);
});

test('what both had, and what moves between files of one, does not move', () => {
  const shared = { ...both(), 'one/data.json': data(), 'two/data.json': data() };
  expect(told('moves', shared, shared)).toEqual([]);
  expect(told('moves', { ...both(), 'one/data.json': data() }, { ...both(), 'one/other.json': data() })).toEqual([]);
});

test('an Application that moves to another parent takes along what it deployed, if it has the finalizer', () => {
  const child = (finalizers: readonly string[]) => app('child', { path: 'two', finalizers });
  const parents: Files = {
    'one.json': app('one', { namespace: 'argocd' }),
    'other.json': app('other', { namespace: 'argocd' }),
    'one/a.json': object('v1 ConfigMap', 'a'),
    'other/b.json': object('v1 ConfigMap', 'b'),
    'two/data.json': data(),
  };
  const move = (finalizers: readonly string[]) =>
    told(
      'moves',
      { ...parents, 'one/child.json': child(finalizers) },
      { ...parents, 'other/child.json': child(finalizers) },
    );
  expect(move(['resources-finalizer.argocd.argoproj.io'])[0]).toMatch(
    /^loses data: Application argocd\/child moves to /,
  );
  expect(move([])[0]).toMatch(/^interrupts: /);
});
