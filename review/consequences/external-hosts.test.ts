import { app, consequences, type Files, object, told } from '../testing/reviews';

const files = (url: string, more: Files = {}): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': object('v1 ConfigMap', 'a', { data: { url } }),
  ...more,
});

test('a host that is new', () => {
  const [one] = consequences(
    'external-hosts',
    files('http://api.web.svc'),
    files('https://user@telemetry.example.com/v1'),
  );
  expect(one).toMatchObject({ severity: 'note', details: ['telemetry.example.com'] });
});

test('names inside, and hosts that were named before elsewhere', () => {
  for (const url of ['http://api.other.svc.cluster.local:80', 'http://10.0.0.1', 'http://api'])
    expect(told('external-hosts', files('x'), files(url))).toEqual([]);
  const other = { 'web/b.json': object('v1 ConfigMap', 'b', { data: { url: 'https://telemetry.example.com' } }) };
  expect(told('external-hosts', files('x', other), files('https://telemetry.example.com/v2', other))).toEqual([]);
});

test('a host that a route of the platform answers to is none from outside', () => {
  const files = (url: string): Files => ({
    'apps/web.json': app('web'),
    'web/route.json': object('gateway.networking.k8s.io/v1 HTTPRoute', 'web', {
      spec: { hostnames: ['app.example.com'] },
    }),
    'web/config.json': object('v1 ConfigMap', 'web', { data: { url } }),
  });
  expect(told('external-hosts', files(''), files('https://app.example.com/x'))).toEqual([]);
  expect(told('external-hosts', files(''), files('https://other.example.com/x'))).toHaveLength(1);
});
