import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { readYaml } from '../../argocd/yaml/text';
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
  'false',
  'False',
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
const treeOf = (double: fc.Arbitrary<number>) =>
  fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
    leaf: fc.oneof(tricky, fc.string(), fc.integer(), double, fc.boolean(), fc.constant(null), fc.maxSafeInteger()),
    list: fc.array(tie('tree'), { maxLength: 4 }),
    map: fc.dictionary(key, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  })).tree;
const tree = treeOf(fc.double());
// JSON has neither infinities nor NaN, and Go writes no negative zero.
const jsonTree = treeOf(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)));

/** Texts that cdk8s writes as they are, and Go's library refuses or reads as others. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^\n*(?:\t|[ \t]+\n)/;

/** Whether a value holds a text, or a key, that cdk8s leaves bare and Argo CD reads as something else. */
function misread(value: unknown): boolean {
  if (typeof value === 'string' && UNSAFE.test(value)) return true;
  if (typeof value === 'string')
    return Yaml.stringify({ k: value }) === `k: ${value}\n` && !same(`${value}: ${value}\n`, { [value]: value });
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([k, v]) => (!Array.isArray(value) && misread(k)) || misread(v));
}

function same(text: string, value: unknown): boolean {
  return JSON.stringify(readYaml(text).documents[0]?.value) === JSON.stringify(value);
}

test.each([
  // Seen with sigs.k8s.io/yaml: a tab where an indentation is to be found out, and a block whose first line is blank.
  ['\tall:\n\techo\n', 'k: "\\tall:\\n\\techo\\n"\n'],
  [' \n', 'k: " \\n"\n'],
  // Line ends of Unicode, and control characters.
  ['a\u2028* b', 'k: "a\\u2028* b"\n'],
  ['\x7f', 'k: "\\u007f"\n'],
  ['0b-1', 'k: "0b-1"\n'],
  // A tab further down stands behind an indentation that is known.
  ['all:\n\techo\n', 'k: |\n  all:\n  \techo\n'],
])('%j is written so that Argo CD reads it', (value, text) => {
  expect(toYaml({ k: value })).toBe(text);
});

test('an infinity beside a key that the library writes stays one: null would be another manifest', () => {
  expect(toYaml({ a: Number.POSITIVE_INFINITY, '': 1 })).toBe('a: .inf\n"": 1\n');
});

test('whatever the values, the bytes are those of cdk8s’ own emitter', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), (documents) => {
      fc.pre(!misread(documents));
      expect(toYaml(...documents)).toBe(Yaml.stringify(...documents));
    }),
    { numRuns: 2_000 },
  );
});

test('texts that look like numbers, times, addresses or prose are written as cdk8s writes them, and read as they are', () => {
  const text = fc.oneof(
    fc.stringMatching(/^[0-9A-Za-z$/-][ -~]{0,12}$/),
    fc.stringMatching(/^[0-9]{1,3}\.[0-9]{1,3}\.[0-9][0-9a-zA-Z_:/.=@ -]{0,9}$/),
    fc.stringMatching(/^[0-9]{1,4}[ .:eExo_KMGTismh%TZ+-]{0,2}[0-9]{0,3}[ .:TZi%+-]{0,2}[0-9]{0,3}[.:]?[0-9a-z]{0,2}$/),
    fc.stringMatching(/^[A-Za-z$/][a-z]{0,3}[ :#,;*'"{}[\]&%@!|>-]{0,3}[a-z0-9 :#]{0,3}$/),
  );
  fc.assert(
    fc.property(text, (value) => {
      const document = { k: value, l: [value], m: { [value]: 1 } };
      const written = toYaml(document);
      if (!misread(value)) expect(written).toBe(Yaml.stringify(document));
      expect(readYaml(written).documents.map(({ value: read }) => read)).toEqual([document]);
    }),
    { numRuns: 1_000 },
  );
});

test('each word that YAML 1.1 reads as something else stays a text, as a key and as a value', () => {
  const words = ['y', 'n', 'yes', 'no', 'true', 'false', 'on', 'off', 'null', 'e1', 'e-1', 'e+12', 'e123456'].flatMap(
    (word) => [word, word.toUpperCase(), word[0]?.toUpperCase() + word.slice(1)],
  );
  for (const word of words) {
    const written = toYaml({ [word]: word, list: [word] });
    expect(written).toBe(Yaml.stringify({ [word]: word, list: [word] }));
    expect(readYaml(written).documents[0]?.value).toEqual({ [word]: word, list: [word] });
  }
});

test.each(['0o7', '0b11', '1_0', '+0x1', '<<'])('the text %s is quoted where Argo CD would read a number', (text) => {
  const value = { metadata: { annotations: { [text]: text } } };
  expect(readYaml(toYaml(value)).documents[0].value).toEqual(value);
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

test('Argo CD’s reader gets back what was written, so a plan may be judged without being parsed again', () => {
  const document = fc.dictionary(key, jsonTree, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => {
      const read = readYaml(`# a comment\n${toYaml(...documents)}`);
      expect(read.problems).toEqual([]);
      expect(read.documents.map(({ value }) => value)).toEqual(documents);
    }),
    { numRuns: 1_000 },
  );
});
