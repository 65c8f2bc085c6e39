import { mergeValues } from './merge-values';
import { shownMisfit, shownValue, withoutUserinfo } from './shown-value';

describe('what a message may show of a value, because messages end in the logs of CI', () => {
  test.each<[string, string, unknown, unknown, string]>([
    ['a number', 'expose.nodePort.ports.http.nodePort', 30003, 30002, '30003'],
    ['a switch', 'encryption.enabled', false, true, 'false'],
    ['a text', 'routingMode', 'native', 'tunnel', '"native"'],
    ['texts', 'ipam.operator.clusterPoolIPv4PodCIDRList', ['10.1.0.0/16'], ['10.2.0.0/16'], '["10.1.0.0/16"]'],
    ['nothing, which is no secret', 'registry.credentials.password', '', 'x', '""'],
  ])('%s is shown', (_, path, value, fact, shown) => {
    expect(shownValue(path.split('.'), value, fact)).toBe(shown);
  });

  test.each<[string, string, unknown, unknown]>([
    ['a password', 'database.internal.password', 'hunter2', ''],
    ['a password of digits', 'database.internal.password', 4711, ''],
    ['a key', 'tls.ca.key', 'hunter2', ''],
    ['whatever is below a key that names a secret', 'configs.secret.extra', 'hunter2', {}],
    ['an environment variable', 'database.internal.extraEnvVars', [{ name: 'X', value: 'hunter2' }], []],
    ['texts in place of a map', 'database.internal', ['hunter2'], {}],
    ['a text in place of a map', 'database.internal', 'hunter2', {}],
    ['a map in place of a text', 'externalURL', { password: 'hunter2' }, 'http://x'],
    ['user and password in a URL', 'externalURL', 'https://admin:hunter2@harbor.example.com', 'http://x'],
    ['a token in a query', 'externalURL', 'https://harbor.example.com/?x=hunter2', 'http://x'],
  ])('%s is not', (_, path, value, fact) => {
    expect(shownValue(path.split('.'), value, fact)).not.toMatch(/hunter2|4711/);
  });

  test.each([
    ['url', 'https://admin:hunter2@h/x?t=1', 'https://…@h/x?…'],
    ['no URL', 'admin:hunter2@h', '…@h'],
    ['nothing in it', 'http://10.0.24.28:30002', 'http://10.0.24.28:30002'],
  ])('%s', (_, url, shown) => {
    expect(withoutUserinfo(url)).toBe(shown);
  });

  test('a value of another type than the chart’s is shown where it can be no secret', () => {
    const enumerated = "encryption.type: \"wiregaurd\" is not 'ipsec' | 'wireguard'";
    expect(shownMisfit(enumerated)).toBe(enumerated);
    expect(shownMisfit('trivvy: unknown key')).toBe('trivvy: unknown key');
    expect(shownMisfit('trivy.enabled: "yes" is not boolean')).toContain('"yes"');
    expect(shownMisfit('harborAdminPassword: 4711 is not string')).toMatch(/^harborAdminPassword: (?!.*4711).*string$/);
    expect(shownMisfit('database: "hunter2 is not \\"x" is not an object')).not.toContain('hunter2');
    expect(shownMisfit('core.extraEnvVars: "hunter2" is not EnvVar[]')).not.toContain('hunter2');
  });
});

test('a forbidden value is reported once', () => {
  const derived = { facts: { password: '' }, forbidden: [{ path: 'password', because: 'it would be in Git' }] };
  expect(mergeValues(derived, { password: 'hunter2' }).errors).toEqual([
    'values.password must not be set: it would be in Git',
  ]);
  expect(mergeValues({ facts: { password: '' } }, { password: 'hunter2' }).errors).toEqual([
    'values.password is something that may be secret, and is not repeated here, but what is declared gives "": ' +
      'change the declaration, or remove the value',
  ]);
});
