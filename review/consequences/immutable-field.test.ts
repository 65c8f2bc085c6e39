import { app, claim, type Files, object, syncOptions, told, workload } from '../testing/reviews';

const files = (deployment: string, policy: object = { automated: { prune: true } }): Files => ({
  'apps/web.json': app('web', { syncPolicy: policy }),
  'web/a.json': deployment,
});
const selecting = (label: string, metadata: object = {}) =>
  object(
    'apps/v1 Deployment',
    'web',
    {
      spec: {
        selector: { matchLabels: { app: label } },
        template: { metadata: { labels: { app: label } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
      },
    },
    metadata,
  );

test('the selector of a Deployment', () => {
  expect(told('immutable-field', files(selecting('a')), files(selecting('b')))).toEqual([
    'fails: Deployment web/web cannot be changed like that: the API server refuses it, and the sync fails',
  ]);
});

test('Replace=true replaces in place, which is refused too', () => {
  const replace = syncOptions('Replace=true');
  expect(told('immutable-field', files(selecting('a', replace)), files(selecting('b', replace)))[0]).toMatch(/^fails/);
});

test('Force=true deletes and makes again, unless the apply is server-side', () => {
  const force = syncOptions('Force=true');
  const policy = { automated: {}, syncOptions: ['ServerSideApply=true'] };
  expect(told('immutable-field', files(selecting('a')), files(selecting('b', force)))).toEqual([
    'interrupts: Deployment web/web is deleted and made again, because Force=true is set and a field of it cannot be changed',
  ]);
  expect(told('immutable-field', files(selecting('a'), policy), files(selecting('b', force), policy))[0]).toMatch(
    /^fails/,
  );
  const both = syncOptions('Force=true', 'Replace=true');
  expect(told('immutable-field', files(selecting('a'), policy), files(selecting('b', both), policy))[0]).toMatch(
    /^interrupts/,
  );
});

test('a claim that is made again loses its data', () => {
  const of = (storageClassName: string, metadata: object = {}) => files(claim('data', { storageClassName }, metadata));
  expect(told('immutable-field', of('slow'), of('fast'))[0]).toMatch(/^fails/);
  expect(told('immutable-field', of('slow'), of('fast', syncOptions('Force=true')))[0]).toMatch(/^loses data/);
});

test('an image, and the same object written in another way, are no reason', () => {
  const of = (image: string) => files(workload('Deployment', 'web', image));
  expect(told('immutable-field', of('a:1'), of('a:2'))).toEqual([]);
  expect(told('immutable-field', of('a:1'), of('a:1'))).toEqual([]);
});

test('a hook is made anew each time', () => {
  const job = (image: string) =>
    object(
      'batch/v1 Job',
      'job',
      { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image }] } } } },
      { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } },
    );
  expect(told('immutable-field', files(job('a:1')), files(job('a:2')))).toEqual([]);
  const plain = (image: string) => files(job(image).replace('argocd.argoproj.io/hook', 'other'));
  expect(told('immutable-field', plain('a:1'), plain('a:2'))).toHaveLength(1);
});
