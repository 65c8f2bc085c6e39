import { app, type Files, object, told } from '../testing/reviews';

const files = (protocol: string): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': object('v1 Service', 'a', { spec: { ports: [{ port: 80, protocol }] } }),
});

test('what the API server refuses', () => {
  expect(told('newly-refused', files('TCP'), files('HTTP'))).toEqual([
    expect.stringMatching(/^fails: Service a is refused \(object-invalid\): /),
  ]);
});

test('what was refused before is not new', () => {
  const old = files('HTTP');
  expect(told('newly-refused', old, { ...old, 'web/b.json': object('v1 ConfigMap', 'b') })).toEqual([]);
});
