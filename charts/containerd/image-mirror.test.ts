import { PUBLIC_REGISTRIES, registriesOfMirror, unmirrored } from './image-mirror';

test('a prefix: each public registry has a folder of its name, and nothing else is asked', () => {
  const { registries, errors } = registriesOfMirror('harbor.example.com:8443/mirror/');
  expect(errors).toEqual([]);
  expect(registries.map(({ host }) => host)).toEqual(PUBLIC_REGISTRIES);
  expect(registries[0]).toEqual({
    host: 'docker.io',
    mirrors: [{ scheme: 'https', host: 'harbor.example.com', port: 8443, path: '/v2/mirror/docker.io' }],
    fallback: 'none',
  });
});

test('a registry alone has them at its top, as `groundwork mirror --to` it copies them', () => {
  expect(registriesOfMirror('mirror.example.com').registries[1]?.mirrors[0]).toMatchObject({
    host: 'mirror.example.com',
    path: '/v2/ecr-public.aws.com',
  });
});

test('a map: each where it says, and the others stay public', () => {
  const ca = { configMap: 'corp-ca', key: 'ca.crt' };
  expect(
    registriesOfMirror({ 'docker.io': 'harbor.example.com/hub', 'r.example.com:5000': 'copy.example.com' }, ca),
  ).toEqual({
    errors: [],
    registries: [
      {
        host: 'docker.io',
        mirrors: [{ scheme: 'https', host: 'harbor.example.com', path: '/v2/hub', ca }],
        fallback: 'none',
      },
      {
        host: 'r.example.com',
        port: 5000,
        mirrors: [{ scheme: 'https', host: 'copy.example.com', ca }],
        fallback: 'none',
      },
    ],
  });
});

test.each([
  ['https://harbor.example.com/mirror', 'mirror.images: https://harbor.example.com/mirror: write HOST[:PORT]/PATH'],
  ['', 'mirror.images: '],
  [
    { 'docker.io/library': 'harbor.example.com/hub' },
    'mirror.images: docker.io/library: harbor.example.com/hub: write',
  ],
  [{ 'docker.io': 'HARBOR/hub' }, 'mirror.images: docker.io: HARBOR/hub: write'],
])('%j is refused once, with the form that it has', (mirror, message) => {
  const { errors } = registriesOfMirror(mirror);
  expect(errors).toEqual([expect.stringContaining(message)]);
});

test('an image of a registry that a prefix does not stand for is told, with what permits it', () => {
  const known = [{ host: 'docker.io' }, { host: 'corp.example.com', port: 5000 }];
  const used = ['docker.io', 'docker.elastic.co', 'corp.example.com:5000', 'harbor.example.com', 'docker.elastic.co'];
  expect(unmirrored('harbor.example.com/mirror', known, used)).toEqual([
    expect.stringContaining(
      "images of docker.elastic.co: name it in registries, with a mirror, or as { host: 'docker.elastic.co'",
    ),
  ]);
  expect(unmirrored({ 'docker.io': 'harbor.example.com/hub' }, known, used)).toEqual([]);
});
