import fc from 'fast-check';
import { parseChallenges } from './www-authenticate';

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

test.each([
  // As Docker Hub, Amazon's public registry, Harbor and docker-registry with htpasswd send them.
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/busybox:pull"',
    [
      [
        'bearer',
        {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:library/busybox:pull',
        },
      ],
    ],
  ],
  [
    'Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"',
    [['bearer', { realm: 'https://public.ecr.aws/token/', service: 'public.ecr.aws', scope: 'aws' }]],
  ],
  ['Basic realm="Registry Realm"', [['basic', { realm: 'Registry Realm' }]]],
  [
    'Bearer realm="https://h/service/token",service="harbor-registry", Basic realm="harbor"',
    [
      ['bearer', { realm: 'https://h/service/token', service: 'harbor-registry' }],
      ['basic', { realm: 'harbor' }],
    ],
  ],
  // The grammar's corners.
  ['bearer REALM = "a,b\\"c" , service=x', [['bearer', { realm: 'a,b"c', service: 'x' }]]],
  ['Bearer realm="first",Realm="second"', [['bearer', { realm: 'first' }]]],
  ['Negotiate', [['negotiate', {}]]],
  [
    'Negotiate YWJj==, Basic realm="x"',
    [
      ['negotiate', {}],
      ['basic', { realm: 'x' }],
    ],
  ],
  [',, Basic realm=x,,', [['basic', { realm: 'x' }]]],
  ['Bearer realm="unclosed', [['bearer', { realm: 'unclosed' }]]],
  ['@@@, Basic realm="x"', [['basic', { realm: 'x' }]]],
  ['', []],
])('%s', (header, expected) => {
  expect(read(header)).toEqual(expected);
});

test('any header is read, in time, and what is written as a challenge is read again', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (header) => void parseChallenges(header)));
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const challenge = fc.tuple(name, fc.dictionary(name, fc.string({ maxLength: 20 }), { minKeys: 1, maxKeys: 4 }));
  fc.assert(
    fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
      const header = challenges
        .map(([scheme, parameters]) => {
          const quoted = Object.entries(parameters).map(
            ([key, value]) => `${key}="${value.replace(/["\\]/g, '\\$&')}"`,
          );
          return `${scheme} ${quoted.join(',')}`;
        })
        .join(', ');
      expect(read(header)).toEqual(challenges.map(([scheme, parameters]) => [scheme, { ...parameters }]));
    }),
  );
});
