import { app, consequences, type Files, object, told } from '../testing/reviews';

const files = (spec: object): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': object('v1 Service', 'web', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } }),
});

test.each([
  [{ ports: [{ port: 81, targetPort: 80 }] }, 'port: 80 → 81'],
  [{ ports: [{ port: 80, targetPort: 'http' }] }, 'targetPort: 80 → http'],
  [{ selector: { app: 'other' } }, 'selector: app=web → app=other'],
  [{ type: 'NodePort' }, 'type: ClusterIP → NodePort'],
])('%j', (spec, what) => {
  const [one] = consequences('service-changes', files({}), files(spec));
  expect(one).toMatchObject({ severity: 'interrupts', details: [what] });
});

test('a port more, and a default that is written', () => {
  const named = files({ ports: [{ name: 'http', port: 80 }] });
  expect(
    told(
      'service-changes',
      named,
      files({
        ports: [
          { name: 'http', port: 80 },
          { name: 'more', port: 81 },
        ],
      }),
    ),
  ).toEqual([]);
  expect(
    told('service-changes', files({}), files({ type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] })),
  ).toEqual([]);
});
