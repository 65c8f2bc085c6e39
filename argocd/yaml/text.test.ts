import { hasKind } from '../model/source-file';
import vectors from './__fixtures__/kubernetes-yaml.json';
import { decode, isFatal, readJson, readYaml } from './text';
import { MAX_DEPTH } from './value';

/** What the decoder of Kubernetes 1.34 (apimachinery 0.34.0, as in Argo CD 3.4.4) made of each text. */
interface Vector {
  readonly name: string;
  readonly text?: string;
  readonly base64?: string;
  readonly error?: string;
  readonly objects: readonly unknown[];
}

/** The objects up to the first mistake, as Argo CD reads them. */
function read(bytes: Buffer): { objects: unknown[]; error: boolean } {
  const { documents, problems } = readYaml(decode(bytes));
  const stop = problems.find(isFatal);
  const objects: unknown[] = [];
  for (const { value, start } of documents) {
    if (stop && (value === undefined || start > stop.offset)) break;
    if (value === null) continue;
    if (!hasKind(value)) return { objects, error: true };
    objects.push(value);
  }
  return { objects, error: stop !== undefined };
}

test.each(vectors as readonly Vector[])('reads $name as Kubernetes does', ({ text = '', base64, error, objects }) => {
  const bytes = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
  expect(read(bytes)).toEqual({ objects, error: error !== undefined });
});

test('a key that is given twice is a problem at the second place, and the last value counts', () => {
  const { documents, problems } = readYaml('a: 1\nb: {c: 1, c: 2}\n"a": 3\n');
  expect(documents[0]?.value).toEqual({ a: 3, b: { c: 2 } });
  expect(problems).toEqual([
    { kind: 'duplicate-key', message: 'key "c" already set in map', offset: 15, document: 0 },
    { kind: 'duplicate-key', message: 'key "a" already set in map', offset: 21, document: 0 },
  ]);
});

test('a key that overrides a merged one is no duplicate, nor is one in each of two aliased maps', () => {
  const { problems } = readYaml('x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\nz: {p: *x, q: *x}\n');
  expect(problems).toEqual([]);
});

test('JSON is searched for keys that are given twice, whatever its strings hold', () => {
  expect(readJson('{"a": "x:y", "b": {"c": "{\\":\\""}}').problems).toEqual([]);
  expect(readJson('{"a": 1,\n "a": 2}').problems).toMatchObject([{ kind: 'duplicate-key', offset: 10 }]);
});

test('a bomb of aliases ends before it goes off', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 12; at += 1)
    lines.push(
      `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  const { documents, problems } = readYaml(`${lines.join('\n')}\n`);
  expect(documents[0]?.value).toBeUndefined();
  expect(problems).toMatchObject([{ kind: 'alias-bomb', message: 'document contains excessive aliasing' }]);
});

test.each([
  ['lists', `a: ${'['.repeat(100_000)}`],
  ['closed lists', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['maps', Array.from({ length: 3_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
  ['JSON', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
])('%s nested without end are a problem, not an overflow', (_, text) => {
  const { problems } = readYaml(text);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every(({ kind }) => kind === 'too-deep' || kind === 'syntax')).toBe(true);
});

test(`${MAX_DEPTH / 10} levels are fine`, () => {
  const depth = MAX_DEPTH / 10;
  expect(readYaml(`a: ${'['.repeat(depth)}1${']'.repeat(depth)}`).problems).toEqual([]);
});

test.each([
  ['k: |\n  \tall:\n', 'found a tab character'],
  ['k: |\n\n \tall:\n  b\n', 'found a tab character'],
  ['k: >\n  a\n\tb\n', ''],
  ['k: |\n  all:\n  \techo\n', undefined],
  ['k: |2\n  \tall:\n', undefined],
])('%j: a tab in a block is taken as Go’s library takes it', (text, problem) => {
  // The answers are those of sigs.k8s.io/yaml 1.6.0.
  const { problems } = readYaml(text);
  expect(problems.map(({ message }) => message.toLowerCase())).toEqual(
    problem === undefined ? [] : [expect.stringContaining(problem)],
  );
});

test('a mistake belongs to its own document, also at the end of that, and those around it are read', () => {
  const { documents, problems } = readYaml('a: 1\n---\nb: [\n\n---\nc: 3\n');
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, undefined, { c: 3 }]);
  expect(problems).toMatchObject([{ document: 1, offset: 'a: 1\n---\nb: ['.length, kind: 'syntax' }]);
});

test('text on the line of a separator loses the document above it', () => {
  const { documents, problems } = readYaml('a: 1\n---\nb: 2\n--- c\nd: 4\n');
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, undefined]);
  expect(problems).toMatchObject([{ document: 1, message: 'invalid Yaml document separator' }]);
});

test('what is unfinished is told where it begins, if that is in another line', () => {
  const { problems } = readYaml('# a\na: b\nd: "e\nf\n');
  expect(problems.map(({ message }) => message)).toEqual([
    'found unexpected end of stream (a quoted scalar begins in line 3)',
  ]);
});

test.each([
  [' a: 1\nb: 2\n', 6],
  ['{a: 1}\nb: 2\n', 7],
  ['[a] b\n', 4],
])('%j: what comes behind the end of the document has no effect', (text, offset) => {
  const { problems } = readYaml(text);
  expect(problems).toMatchObject([{ kind: 'cut', offset }]);
  expect(problems.some(isFatal)).toBe(false);
});

test('ten thousand levels are refused in the words of Go, fewer in words of our own', () => {
  const words = (text: string) => readYaml(text).problems.map(({ message }) => message);
  expect(words('['.repeat(10_001))).toEqual(['exceeded max depth of 10000']);
  expect(words('- '.repeat(10_001))).toEqual(['exceeded max depth of 10000']);
  expect(words(`${'['.repeat(9_999)}${']'.repeat(9_999)}`)).toEqual([`nested more than ${MAX_DEPTH} levels deep`]);
  expect(words(`{"a":${'['.repeat(10_001)}`)).toEqual(['exceeded max depth of 10000']);
});

test('no message has anything of the text, but for the name of a key that is given twice: it may be a Secret', () => {
  const secret = 'hunter2';
  const put = [
    ...['|S', '>S', '*S', '*S!', '&S', '&S!', '!S!x y', '!<S', '!!int S', '!!float S', '!!binary S!', '!!timestamp S'],
    ...[
      '"S',
      "'S",
      '"S" S',
      '{S',
      '{{ S }}',
      '[S',
      '{[S]: x}',
      '@S',
      '`S',
      '%S',
      '\tS: S',
      'S: S: S',
      '"\\S"',
      '"\\xS"',
    ],
    ...['{S: .nan}', '? S\n  ? S', '<<: S', '&S [*S]', '\n--- S', '\n---S', '- S', '\x07S', '~: S\n  ? ~'],
  ];
  for (const start of ['password: ', '{"password": ', '{"password": "', '- ', '']) {
    for (const one of put) {
      for (const read of [readYaml, readJson]) {
        const { problems } = read(`${start}${one.replaceAll('S', secret)}\n`);
        const fatal = problems.filter(isFatal).map(({ message }) => message);
        expect(fatal.join('\n')).not.toContain(secret);
      }
    }
  }
});
