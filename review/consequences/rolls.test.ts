import { app, consequences, type Files, object, told, workload } from '../testing/reviews';

const files = (...objects: readonly string[]): Files => ({
  'apps/web.json': app('web'),
  ...Object.fromEntries(objects.map((one, index) => [`web/${index}.json`, one])),
});

test('an image, with the reason, the wave, and what is replaced with it', () => {
  const state = (image: string) =>
    files(workload('Deployment', 'front', image, { replicas: 3 }), workload('StatefulSet', 'db', image));
  const found = consequences('rolls', state('a:1'), state('a:2'));
  expect(found.map(({ object, happens }) => `${object.name} ${happens}`)).toEqual([
    'front replaces its pods: step by step, a new one is started first',
    'db replaces its pods: its only one: none runs meanwhile',
  ]);
  expect(found[0]?.details).toEqual([
    'spec.template.spec.containers[0].image: "a:1" → "a:2"',
    'In wave 0, together with StatefulSet web/db.',
  ]);
});

test('a checksum is a reason too, but not its value', () => {
  const state = (sum: string) =>
    files(
      JSON.stringify({
        ...JSON.parse(workload('DaemonSet', 'agent', 'a:1')),
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: {
            metadata: { labels: { app: 'agent' }, annotations: { 'checksum/config': sum } },
            spec: { containers: [{ name: 'a', image: 'a:1' }] },
          },
        },
      }),
    );
  const [one] = consequences('rolls', state('0123abcd'), state('4567cdef'));
  expect(one?.happens).toBe('replaces its pods: on every node, 1 at a time');
  expect(one?.details[0]).toBe('spec.template.metadata.annotations["checksum/config"]: changed (not shown)');
});

test.each([
  ['Recreate', { strategy: { type: 'Recreate' } }, 'all at once (Recreate): none runs meanwhile'],
  ['one replica', {}, 'its only one, a new one is started first'],
  [
    'no surge',
    { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
    'its only one, which may stop before another runs: none runs meanwhile',
  ],
  [
    'maxUnavailable',
    { replicas: 2, strategy: { rollingUpdate: { maxUnavailable: '100%' } } },
    'all of 2 may stop at once (maxUnavailable 100%)',
  ],
])('%s', (_, spec, how) => {
  const state = (image: string) => files(workload('Deployment', 'front', image, spec));
  expect(told('rolls', state('a:1'), state('a:2'))).toEqual([
    `interrupts: Deployment web/front replaces its pods: ${how}`,
  ]);
});

test.each([
  ['no replicas', { replicas: 0 }],
  ['paused', { paused: true }],
])('nothing is replaced: %s', (_, spec) => {
  const state = (image: string) => files(workload('Deployment', 'front', image, spec));
  expect(told('rolls', state('a:1'), state('a:2'))).toEqual([]);
});

test('another number of replicas, a default that is written, and a Job replace nothing', () => {
  const state = (spec: object, container: object = {}) =>
    files(workload('Deployment', 'front', 'a:1', spec, container));
  expect(told('rolls', state({ replicas: 1 }), state({ replicas: 2 }))).toEqual([]);
  expect(told('rolls', state({}), state({}, { terminationMessagePath: '/dev/termination-log' }))).toEqual([]);
  const job = (image: string) =>
    files(
      object('batch/v1 CronJob', 'job', {
        spec: {
          schedule: '@daily',
          jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', image }] } } } },
        },
      }),
    );
  expect(told('rolls', job('a:1'), job('a:2'))).toEqual([]);
});

// Percentages of what may be missing are rounded down: 25% of 3 is none.
test.each([
  ['a new one is started first', 2, {}],
  ['at most 2 of 8 missing', 8, {}],
  ['at most 1 of 3 missing', 3, { maxSurge: 0, maxUnavailable: '25%' }],
])('how many are missing meanwhile: %s', (words, replicas, rollingUpdate) => {
  const state = (image: string) =>
    files(workload('Deployment', 'front', image, { replicas, strategy: { rollingUpdate } }));
  expect(told('rolls', state('a:1'), state('a:2'))[0]).toBe(
    `interrupts: Deployment web/front replaces its pods: step by step, ${words}`,
  );
});
