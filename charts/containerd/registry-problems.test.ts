import type { Registry } from './registry-host';
import { registryProblems } from './registry-problems';

const problems = (...registries: object[]) => registryProblems(registries as Registry[]);
const http = { scheme: 'http', host: '10.0.24.28', port: 30002 };
const mirrored = (mirror: object, more: object = {}) => ({ host: 'docker.io', mirrors: [mirror], ...more });

test.each([
  ['the seed', http],
  ['a name', { scheme: 'https', host: 'registry.example.com' }],
  ['IPv6', { scheme: 'http', host: 'fd00::1', port: 5000 }],
  ['IPv6 in brackets', { scheme: 'http', host: '[fd00::1]' }],
  ['a single label', { scheme: 'http', host: 'registry', port: 65535 }],
  ['push', { ...http, capabilities: ['pull', 'resolve', 'push'] }],
  ['a project', mirrored({ ...http, project: 'dockerhub-proxy' }, { fallback: 'none' })],
  ['a mirror that resolves nothing', mirrored({ ...http, path: '/v2/a/b', capabilities: ['pull'] })],
])('%s is fine', (_, registry) => {
  expect(problems(registry)).toEqual([]);
});

test.each([
  [{ ...http, host: 'http://10.0.24.28' }, '.host: "http://10.0.24.28" is a URL'],
  [{ ...http, host: '10.0.24.28:30002' }, '.host: "10.0.24.28:30002" has a port in it; write it in port.'],
  [{ ...http, host: '10.0.24.28/v2' }, '.host: "10.0.24.28/v2" has a path in it'],
  [{ ...http, host: 'robot:pw@registry' }, '.host: "…@registry" has user information in it'],
  [{ ...http, host: '10.0.24.256' }, '.host: "10.0.24.256" is not an IP address.'],
  [{ ...http, host: '10.0.24' }, '.host: "10.0.24" is not an IP address.'],
  [{ ...http, host: 'fe80::1%eth0' }, '.host: "fe80::1%eth0" has a port in it'],
  [{ ...http, host: 'Registry.example.com' }, '.host: "Registry.example.com" has upper-case letters'],
  [{ ...http, host: 'regi stry' }, '.host: "regi stry" is not a DNS name'],
  [{ ...http, host: '-registry' }, '.host: "-registry" is not a DNS name'],
  [{ ...http, host: '..' }, '.host: ".." is not an IP address.'],
  [{ ...http, host: '' }, '.host: "" is not a host'],
  [{ scheme: 'http' }, '.host: undefined is not a host'],
  [
    { ...http, host: 'index.docker.io' },
    '.host: "index.docker.io" is Docker Hub, which image references call docker.io',
  ],
  [{ ...http, port: 0 }, '.port: 0 is not a TCP port; allowed are 1 to 65535.'],
  [{ ...http, port: 65536 }, '.port: 65536 is not a TCP port'],
  [{ ...http, port: 30002.5 }, '.port: 30002.5 is not a TCP port'],
  [{ ...http, port: '30002' }, '.port: "30002" is not a TCP port'],
  [{ host: 'a' }, '.scheme: undefined is neither http nor https, and there are no mirrors.'],
  [{ ...http, scheme: 'HTTP' }, '.scheme: "HTTP" is neither http nor https'],
  [{ ...http, capabilities: ['pull', 'resovle'] }, '.capabilities: "resovle" is not one of pull, resolve, push.'],
  [{ ...http, capabilities: ['pull'] }, '.capabilities: without resolve the nodes cannot pull a tag from it.'],
  [{ ...http, capabilities: ['pull', 'resolve', 'pull'] }, '.capabilities: one of them is there twice.'],
  [
    { ...http, capabilities: ['pull', 'resolve', 'referrers'] },
    'containerd before 2.2 rejects the whole file for referrers',
  ],
  [
    { ...http, ca: { configMap: 'ca', key: 'ca.crt' } },
    '.ca: with a CA containerd would try TLS on an http endpoint first',
  ],
  [{ ...http, project: 'x' }, 'registries[0]: only a mirror has a project or a path'],
  [{ ...http, headers: { 'X:Y': { secret: 'a', key: 'b' } } }, '.headers: "X:Y" is not the name of an HTTP header.'],
  [{ ...http, headers: { A: { configMap: 'a', key: 'b' } } }, '.headers.A: it has to be { secret, key }.'],
  [{ ...http, headers: { A: { secret: 'A_B', key: 'b' } } }, '.headers.A: "A_B" is not the name of a Secret.'],
  [{ ...http, headers: { A: { secret: 'a', key: '../b' } } }, '.headers.A.key: "../b" is not a key'],
  [{ scheme: 'https', host: 'a', ca: { key: 'x' } }, '.ca: it has to be { configMap, key } or { secret, key }.'],
  [{ scheme: 'https', host: 'a', ca: { secret: 'a', configMap: 'b', key: 'x' } }, '.ca: it has to be'],
  [{ scheme: 'https', host: 'a', ca: { configMap: 'b' } }, '.ca.key: undefined is not a key'],
  [{ host: 'quay.io', mirrors: [] }, '.mirrors: quay.io has no mirror'],
  [{ ...mirrored(http), scheme: 'http' }, '.scheme: a mirrored registry has no scheme of its own'],
  [mirrored(http, { fallback: 'never' }), '.fallback: "never" is neither upstream nor none.'],
  [mirrored({ ...http, project: 'x', path: '/v2/x' }), '.mirrors[0]: project and path both say where the API lies'],
  [
    mirrored({ ...http, project: 'Docker/Hub' }),
    '.mirrors[0].project: "Docker/Hub" is not the name of a Harbor project',
  ],
  [mirrored({ ...http, path: '/v2/x?y' }), '.mirrors[0].path: "/v2/x?y" is not a path'],
  [mirrored({ ...http, path: 'v2' }), '.mirrors[0].path: "v2" is not a path'],
  [mirrored({ ...http, capabilities: ['resolve'] }), '.mirrors[0].capabilities: a mirror that nothing is pulled from'],
  [
    { host: 'docker.io', mirrors: [http, http] },
    '.mirrors[1]: http://10.0.24.28:30002 is a mirror of docker.io already.',
  ],
])('%j is refused', (registry, message) => {
  expect(problems(registry)).toEqual([expect.stringContaining(message)]);
  expect(problems(registry)[0]).toMatch(/^registries\[0\]/);
});

test('a credential written out is refused without being repeated', () => {
  const [problem, ...others] = problems({ ...http, headers: { Authorization: 'Basic cm9ib3Q6cGFzc3dvcmQ=' } });
  expect(others).toEqual([]);
  expect(problem).toBe(
    'registries[0].headers.Authorization: its value is written out here, and would end in Git; name where it lies: { secret, key }.',
  );
});

test('two registries of one name are refused, naming both', () => {
  expect(problems(http, { scheme: 'https', host: 'quay.io' }, { ...http, scheme: 'https' })).toEqual([
    'registries[2]: 10.0.24.28:30002 is declared already by registries[0]; a registry has one hosts.toml.',
  ]);
});

test('everything that is wrong is reported at once', () => {
  expect(problems({ scheme: 'ftp', host: 'A', port: 0 }, mirrored({ ...http, port: -1 }))).toHaveLength(4);
});
