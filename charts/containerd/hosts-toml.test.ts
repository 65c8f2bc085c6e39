import fc from 'fast-check';
import { parse } from 'smol-toml';
import { hostsDirectory } from './hosts-toml';
import { endpointUrl, type Mirror, type Registry } from './registry-host';

const read = (registry: Registry) => parse(hostsDirectory(registry).toml);

test('a plain HTTP registry says where it is and what for, and nothing of TLS, which would be tried first', () => {
  expect(hostsDirectory({ scheme: 'http', host: '10.0.24.28', port: 30002 })).toEqual({
    name: '10.0.24.28:30002',
    toml: [
      'server = "http://10.0.24.28:30002"',
      '',
      '[host."http://10.0.24.28:30002"]',
      'capabilities = [ "pull", "resolve" ]',
      '',
    ].join('\n'),
    authorities: [],
    headers: [],
  });
});

test('a TLS registry trusts its CA on the fallback too, so that the last error is not about another CA', () => {
  const registry: Registry = {
    scheme: 'https',
    host: 'registry.example.com',
    ca: { configMap: 'internal-ca', key: 'ca.crt' },
  };
  expect(read(registry)).toEqual({
    server: 'https://registry.example.com',
    ca: 'ca.crt',
    host: { 'https://registry.example.com': { capabilities: ['pull', 'resolve'], ca: 'ca.crt' } },
  });
  expect(hostsDirectory(registry).authorities).toEqual([
    { path: 'ca.crt', source: { configMap: 'internal-ca', key: 'ca.crt' } },
  ]);
});

describe('a mirrored registry', () => {
  const mirrors: Mirror[] = [
    { scheme: 'http', host: '10.0.24.28', port: 30002, project: 'dockerhub-proxy' },
    { scheme: 'https', host: 'mirror.example.com', path: '/v2/docker', ca: { secret: 'a', key: 'ca.crt' } },
    { scheme: 'https', host: 'last.example.com', capabilities: ['pull'], ca: { secret: 'b', key: 'ca.crt' } },
  ];

  test('asks its mirrors in their order, those below another path with override_path, then the registry itself', () => {
    const toml = read({ host: 'docker.io', mirrors });
    expect(Object.entries(toml.host)).toEqual([
      ['http://10.0.24.28:30002/v2/dockerhub-proxy', { capabilities: ['pull', 'resolve'], override_path: true }],
      [
        'https://mirror.example.com/v2/docker',
        { capabilities: ['pull', 'resolve'], override_path: true, ca: 'ca.crt' },
      ],
      ['https://last.example.com', { capabilities: ['pull'], ca: 'ca-2.crt' }],
    ]);
    expect(toml.server).toBe('https://registry-1.docker.io');
  });

  test.each([
    ['docker.io', undefined, 'https://registry-1.docker.io'],
    ['quay.io', undefined, 'https://quay.io'],
    ['ghcr.io', undefined, 'https://ghcr.io'],
    ['registry.k8s.io', undefined, 'https://registry.k8s.io'],
    ['registry.example.com', 5000, 'https://registry.example.com:5000'],
  ])('%s (port %s) falls back to %s', (host, port, server) => {
    expect(read({ host, port, mirrors })).toMatchObject({ server });
  });

  test('without a fallback never names the registry itself: nodes without a way out would wait for it', () => {
    const { toml } = hostsDirectory({ host: 'docker.io', mirrors: mirrors.slice(0, 2), fallback: 'none' });
    expect(toml).not.toContain('docker.io');
    expect(parse(toml)).toMatchObject({
      server: 'https://mirror.example.com/v2/docker',
      override_path: true,
      ca: 'ca.crt',
    });
    expect(parse(toml)).not.toHaveProperty('capabilities');
  });
});

test('a header is a placeholder, and its Secret is named beside it', () => {
  const { toml, headers } = hostsDirectory({
    scheme: 'https',
    host: 'registry.example.com',
    headers: { Authorization: { secret: 'robot', key: 'header' }, 'X.Tenant': { secret: 'tenant', key: 'name' } },
  });
  const header = { Authorization: '@headers/1@', 'X.Tenant': '@headers/2@' };
  expect(parse(toml)).toMatchObject({ header, host: { 'https://registry.example.com': { header } } });
  expect(headers).toEqual([
    { path: 'headers/1', source: { secret: 'robot', key: 'header' } },
    { path: 'headers/2', source: { secret: 'tenant', key: 'name' } },
  ]);
});

test.each([
  [{ host: 'fd00::1', port: 5000 }, '[fd00::1]:5000', 'http://[fd00::1]:5000'],
  [{ host: '[fd00::1]' }, '[fd00::1]', 'http://[fd00::1]'],
  [{ host: 'registry' }, 'registry', 'http://registry'],
])('%j lies in %s and is %s', (address, name, server) => {
  const directory = hostsDirectory({ scheme: 'http', ...address });
  expect(directory.name).toBe(name);
  expect(parse(directory.toml).server).toBe(server);
});

describe('whatever is declared', () => {
  const host = fc.constantFrom('10.0.24.28', 'registry.example.com', 'fd00::1');
  const port = fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined });
  const capabilities = fc.option(fc.subarray(['pull', 'resolve', 'push'] as const, { minLength: 1 }), {
    nil: undefined,
  });
  const secret = fc.record({ secret: fc.constantFrom('a', 'b'), key: fc.constantFrom('x', 'ca.crt') });
  const headers = fc.option(fc.dictionary(fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/), secret), {
    nil: undefined,
  });
  const endpoint = fc.oneof(
    fc.record({ scheme: fc.constant('http' as const), host, port, capabilities, headers }),
    fc.record({
      scheme: fc.constant('https' as const),
      host,
      port,
      capabilities,
      headers,
      ca: fc.option(secret, { nil: undefined }),
    }),
  );
  const project = fc.option(fc.constantFrom('dockerhub-proxy', 'quay'), { nil: undefined });
  const mirror = fc.tuple(endpoint, project).map(([at, name]): Mirror => (name ? { ...at, project: name } : at));
  const mirrored = fc.record({
    host: fc.constantFrom('docker.io', 'quay.io'),
    // The same URL twice is refused before anything is rendered.
    mirrors: fc.uniqueArray(mirror, { minLength: 1, maxLength: 4, selector: endpointUrl }),
    fallback: fc.constantFrom('upstream' as const, 'none' as const),
  });
  const registry: fc.Arbitrary<Registry> = fc.oneof(endpoint, mirrored);

  test('containerd gets what it accepts: a [host], every URL with its scheme, no TLS word on an http endpoint', () => {
    fc.assert(
      fc.property(registry, (declared) => {
        const { toml } = hostsDirectory(declared);
        const { server, host: hosts, ...top } = parse(toml) as Record<string, Record<string, object>>;
        expect(Object.keys(hosts).length).toBeGreaterThan(0);
        for (const [url, table] of [...Object.entries(hosts), [String(server), top] as const]) {
          expect(url).toMatch(/^https?:\/\//);
          const allowed = ['capabilities', 'override_path', 'header', ...(url.startsWith('https') ? ['ca'] : [])];
          expect(allowed).toEqual(expect.arrayContaining(Object.keys(table)));
        }
      }),
    );
  });

  test('each placeholder and each CA in the text has its file, and each file its place', () => {
    fc.assert(
      fc.property(registry, (declared) => {
        const { toml, headers: values, authorities } = hostsDirectory(declared);
        const named = (pattern: RegExp) => [...new Set([...toml.matchAll(pattern)].map(([, path]) => path))].sort();
        expect(named(/= "@(headers\/\d+)@"$/gm)).toEqual(values.map(({ path }) => path).sort());
        expect(named(/^ca = "([^@].*)"$/gm)).toEqual(authorities.map(({ path }) => path).sort());
      }),
    );
  });
});
