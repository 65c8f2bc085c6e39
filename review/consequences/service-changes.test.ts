import { app, consequences, type Files, object, told, workload } from '../testing/reviews';

const files = (spec: object): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': object('v1 Service', 'web', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } }),
});

test.each([
  [{ ports: [{ port: 81, targetPort: 80 }] }, 'port: 80 → 81', 'is reached otherwise: who uses it has to follow'],
  [
    { ports: [{ port: 80, targetPort: 'http' }] },
    'targetPort: 80 → http',
    'leads to other pods, or to another port of them',
  ],
  [{ selector: { app: 'other' } }, 'selector: app=web → app=other', 'leads to other pods, or to another port of them'],
  [{ type: 'NodePort' }, 'type: ClusterIP → NodePort', 'is reached otherwise: who uses it has to follow'],
])('%j', (spec, what, happens) => {
  const [one] = consequences('service-changes', files({}), files(spec));
  expect(one).toMatchObject({ severity: 'interrupts', details: [what], happens });
});

test('the name of a port in the place of its number is no change, where the pods say so', () => {
  const pods = (name: string): Files => ({
    'web/pods.json': workload('Deployment', 'web', 'web:1', {}, { ports: [{ name, containerPort: 80 }] }),
  });
  const named = files({ ports: [{ port: 80, targetPort: 'http' }] });
  expect(told('service-changes', { ...files({}), ...pods('http') }, { ...named, ...pods('http') })).toEqual([]);
  expect(told('service-changes', { ...files({}), ...pods('other') }, { ...named, ...pods('other') })).toHaveLength(1);
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
