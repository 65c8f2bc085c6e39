import { app, consequences, type Files, object, told } from '../testing/reviews';

const files = (spec: object, container: object = {}): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': object('apps/v1 DaemonSet', 'agent', {
    spec: { selector: {}, template: { spec: { containers: [{ name: 'a', image: 'a:1', ...container }], ...spec } } },
  }),
});

test('all ways to the node', () => {
  const spec = { hostNetwork: true, volumes: [{ name: 'root', hostPath: { path: '/' } }] };
  const container = {
    securityContext: { privileged: true, capabilities: { add: ['SYS_ADMIN'] } },
    ports: [{ containerPort: 80, hostPort: 80 }],
  };
  const [one] = consequences('host-access', files({}), files(spec, container));
  expect(one?.details).toEqual([
    'hostNetwork',
    'hostPath /',
    'container a: privileged',
    'container a: capability SYS_ADMIN',
    'container a: hostPort 80',
  ]);
  expect(
    told('host-access', { 'apps/web.json': app('web'), 'web/b.json': object('v1 ConfigMap', 'b') }, files(spec)),
  ).toHaveLength(1);
});

test('what it had, and what it loses', () => {
  const spec = { hostNetwork: true };
  expect(told('host-access', files(spec), files(spec, { image: 'a:2' }))).toEqual([]);
  expect(told('host-access', files(spec), files({}))).toEqual([]);
});
