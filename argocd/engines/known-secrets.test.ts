import { secretsIn, secretsInYaml, withoutKnown } from './known-secrets';

test.each([
  ['by its key', 'auth: {password: hunter2, user: bob}'],
  ['below a key', 'tokens:\n  github: hunter2'],
  ['by the name beside it', 'env: [{name: DB_PASSWORD, value: hunter2}, {name: MODE, value: bob}]'],
  ['a parameter', 'parameters: [{name: auth.token, value: hunter2}]'],
  ['in a Secret', 'kind: Secret\nmetadata: {name: bob}\nstringData: {a: hunter2}'],
  ['in a second document', 'a: bob\n---\napiKey: hunter2'],
  ['of a generator', 'secretGenerator: [{name: bob, literals: [a=hunter2]}]'],
  ['in several lines', 'privateKey: |\n  hunter2\n'],
])('%s', (_, yaml) => {
  expect([...secretsInYaml(yaml)]).toEqual(['hunter2']);
});

test('names of Secrets, switches and short words are none: half of all words would be hidden', () => {
  const values = { existingSecret: 'web', secretName: 'web-tls', passwordFile: '/a/b', token: 'a', password: true };
  expect([...secretsIn(values)]).toEqual([]);
});

test('a program’s words lose them, as they are and as Base64; the longer one of two first', () => {
  const base64 = Buffer.from('hunter22').toString('base64');
  expect(withoutKnown(`bad hunter22, hunter2 (${base64})`, ['hunter2', 'hunter22'])).toBe('bad ***, *** (***)');
});
