import { app, type Files, told, workload } from '../testing/reviews';

const files = (replicas?: number): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': workload('Deployment', 'front', 'a:1', { replicas }),
});

test('to none, and to fewer', () => {
  expect(told('scaled-down', files(2), files(0))).toEqual(['interrupts: Deployment web/front stops: 2 → 0 replicas']);
  expect(told('scaled-down', files(3), files(2))).toEqual([
    'note: Deployment web/front gets fewer pods: 3 → 2 replicas',
  ]);
});

test('more, and as many in other words', () => {
  expect(told('scaled-down', files(1), files(2))).toEqual([]);
  expect(told('scaled-down', files(), files(1))).toEqual([]);
});
