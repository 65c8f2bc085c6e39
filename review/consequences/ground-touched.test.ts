import { app, consequences, type Files, object, told } from '../testing/reviews';

const cilium = (values: object, targetRevision = '1.16.5', spec: object = {}): Files => ({
  'apps/cilium.json': app('cilium', {
    spec: {
      source: { repoURL: 'https://helm.cilium.io', chart: 'cilium', targetRevision, helm: { valuesObject: values } },
      ...spec,
    },
  }),
});
const encrypted = { encryption: { enabled: true, type: 'wireguard' } };

test('the encryption is turned off', () => {
  const [one] = consequences(
    'ground-touched',
    cilium(encrypted),
    cilium({ encryption: { enabled: false, type: 'wireguard' } }),
  );
  expect(one).toMatchObject({
    severity: 'interrupts',
    happens: 'turns the encryption of the pod network off: from then on pods of different nodes talk in plain text',
  });
  expect(one?.details).toContain('encryption.enabled: true → false');
});

test('another version', () => {
  expect(told('ground-touched', cilium(encrypted), cilium(encrypted, '1.19.6'))).toEqual([
    'interrupts: Application argocd/cilium changes Cilium itself',
  ]);
});

test('its objects, where it is rendered', () => {
  const files = (wireguard: string): Files => ({
    'apps/net.json': app('net'),
    'net/agent.json': object('apps/v1 DaemonSet', 'cilium'),
    'net/config.json': object('v1 ConfigMap', 'cilium-config', { data: { 'enable-wireguard': wireguard } }),
  });
  expect(told('ground-touched', files('true'), files('false'))[0]).toContain(
    'turns the encryption of the pod network off',
  );
  expect(told('ground-touched', files('false'), files('true'))[0]).toContain('changes Cilium itself');
});

test('its sync policy alone, or another Application', () => {
  expect(told('ground-touched', cilium(encrypted), cilium(encrypted, '1.16.5', { syncPolicy: {} }))).toEqual([]);
  const other = (port: number): Files => ({
    ...cilium(encrypted),
    'apps/web.json': app('web'),
    'web/a.json': object('v1 ConfigMap', 'a', { data: { port: String(port) } }),
  });
  expect(told('ground-touched', other(1), other(2))).toEqual([]);
});
