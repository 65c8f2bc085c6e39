import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { toYaml } from './yaml';

/** Strings that YAML reads as something else, or that need care: where an emitter of one's own goes wrong first. */
const tricky = fc.constantFrom(
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'N',
  'true',
  'null',
  'Null',
  '~',
  '',
  ' ',
  'a b',
  'a: b',
  'a:',
  ':a',
  '- a',
  '-',
  '?',
  '#a',
  'a #b',
  'a#b',
  '1',
  '0777',
  '0o7',
  '0x1f',
  'e0',
  'E+7',
  'e12a',
  '1e3',
  '1_000',
  '12:30',
  '12:30:45',
  '.5',
  '.inf',
  '.NaN',
  '-.inf',
  '+1',
  '2001-01-01',
  '2001-12-14t21:59:43.10-05:00',
  '<<',
  '=',
  '!tag',
  '&a',
  '*a',
  '@a',
  '`a',
  '%a',
  '|',
  '>',
  '{a}',
  '[a]',
  ',',
  'a,b',
  "it's",
  '"q"',
  'tab\there',
  'line\nline',
  'line\n',
  '\nline',
  ' lead',
  'trail ',
  'ünïcode',
  '\u2028',
  '\u0000',
  '\ud83d\ude00',
  'https://kubernetes.default.svc',
  '/a/b',
  '$values/dist/x.yaml',
  'a/b:c@d=e',
  '10.0.24.28:30002',
  'sha256:65645c7b',
  '*/*',
  'team-a-*',
  'x'.repeat(200),
  '---',
  '--- a',
  '...',
  'a\r\nb',
  'constructor',
  '__proto__x',
);
const key = fc
  .oneof(fc.stringMatching(/^[a-z][A-Za-z./-]{0,12}$/), tricky, fc.string({ maxLength: 6 }))
  .filter((k) => k !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
  leaf: fc.oneof(tricky, fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.maxSafeInteger()),
  list: fc.array(tie('tree'), { maxLength: 4 }),
  map: fc.dictionary(key, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
}));

test('whatever the values, the bytes are those of cdk8s’ own emitter', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), (documents) => {
      expect(toYaml(...documents)).toBe(Yaml.stringify(...documents));
    }),
    { numRuns: 2_000 },
  );
});

test('an object that occurs twice keeps the anchor that cdk8s writes', () => {
  const shared = { a: 1 };
  expect(toYaml({ x: shared, y: shared })).toBe(Yaml.stringify({ x: shared, y: shared }));
  expect(toYaml({ x: shared }, { y: shared })).toBe(Yaml.stringify({ x: shared }, { y: shared }));
});

test('undefined becomes null, an undefined document an empty line, as in cdk8s', () => {
  expect(toYaml({ a: undefined, b: [undefined] }, undefined)).toBe(
    Yaml.stringify({ a: undefined, b: [undefined] }, undefined),
  );
});
