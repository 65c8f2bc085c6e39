/**
 * Asks the API server's own code about custom resources, and says where `judgement` finds something else.
 *
 *     npx jiti tools/crd-oracle/compare.ts ./crd-oracle 36 1 2000 [vectors.json]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { judgement } from '../../argocd/analysis/objects/definition/refusals';
import { schemaOf } from '../../argocd/analysis/objects/definition/schema';
import { type Answer, answerOf } from '../../argocd/analysis/objects/definition/testing/answer';
import { Random } from '../../review/objects/testing/random';
import { FORMATTED, schemaFor, value } from './generate';

const [program = '', minor = '36', first = '1', count = '2000', output] = process.argv.slice(2);

interface Question {
  readonly schema: Record<string, unknown>;
  readonly objects: readonly object[];
}

/** Every text of every format, each in a schema of its own. */
const formats: Question[] = Object.entries(FORMATTED).map(([format, texts]) => ({
  schema: { type: 'object', properties: { a: { type: 'string', format } } },
  objects: texts.map((a) => ({ a })),
}));

const number = (type: string, format: string) => ({ type, format });

/** What chance seldom makes. */
const byHand: Question[] = [
  {
    schema: {
      type: 'object',
      properties: {
        set: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
        map: {
          type: 'array',
          items: { type: 'object', properties: { a: { type: 'string' } } },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['a'],
        },
      },
    },
    objects: [
      { set: ['a', 'a', 'a', 'b'] },
      { map: [{ a: 'x' }, { a: 'x' }, { a: 'x' }] },
      { map: [{}, {}, { a: 'x' }] },
      { map: [1] },
    ],
  },
  {
    // Whether a format belongs to the type counts since 1.36.
    schema: {
      type: 'object',
      properties: {
        a: number('integer', 'int32'),
        b: number('number', 'float'),
        c: number('boolean', 'date'),
        d: number('integer', 'date'),
        e: { type: 'integer', maximum: 3.5 },
      },
    },
    objects: [
      { a: 2147483648 },
      { a: 1.5 },
      { a: true },
      { b: 1e39 },
      { c: 'x' },
      { c: ['x'] },
      { c: 1 },
      { d: 'x' },
      { d: true },
      { e: 1 },
      { e: 4 },
    ],
  },
  {
    // What is kept in a list reaches its elements, and no further.
    schema: {
      type: 'object',
      properties: {
        kept: {
          type: 'array',
          'x-kubernetes-preserve-unknown-fields': true,
          items: { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'string' } } } } },
        },
      },
    },
    objects: [{ kept: [{ x: 1, a: { b: 'x', y: 1 } }] }],
  },
];

const made = Array.from({ length: Number(count) }, (_, index): Question => {
  const random = new Random(Number(first) + index);
  const schema = schemaFor(random);
  return { schema, objects: [0, 0.05, 0.05, 0.1, 0.3].map((wrong) => value(random, schema, wrong)).map(asObject) };
});

function asObject(one: unknown): object {
  return typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {};
}

const { QUESTIONS } = process.env;
const questions: readonly Question[] =
  QUESTIONS === undefined
    ? [...formats, ...byHand, ...made]
    : readFileSync(QUESTIONS, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
const { stdout, status, stderr } = spawnSync(program, [`1.${Number(minor) - 1}`], {
  input: questions.map((one) => JSON.stringify(one)).join('\n'),
  maxBuffer: 2 ** 31,
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);
const answers: (readonly Answer[] | { readonly schema: string })[] = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const tally = { right: 0, refused: 0, unknown: 0, different: 0, 'no schema': 0 };
const vectors: unknown[] = [];
questions.forEach((question, index) => {
  const theirs = answers[index] as readonly Answer[] | { readonly schema: string };
  const schema = schemaOf(question.schema);
  if ('schema' in theirs || !schema) {
    tally['no schema'] += 1;
    return;
  }
  question.objects.forEach((object, at) => {
    const answer = theirs[at] as Answer;
    tally[answer.refused ? 'refused' : 'right'] += 1;
    if (answer.unknown) tally.unknown += 1;
    const ours = answerOf(judgement(object, schema, Number(minor)));
    if (JSON.stringify(ours) === JSON.stringify(answerOf(answer))) return;
    tally.different += 1;
    if (tally.different > 12) return;
    const right = answerOf(answer);
    const only = (some: readonly string[] = [], others: readonly string[] = []) =>
      some.filter((one) => !others.includes(one));
    console.log(JSON.stringify(question.schema), JSON.stringify(object));
    console.log('  only here:', only(ours.refused, right.refused), only(ours.unknown, right.unknown));
    console.log('  only there:', only(right.refused, ours.refused), only(right.unknown, ours.unknown));
  });
  vectors.push([question.schema, ...question.objects.map((object, at) => [object, theirs[at]])]);
});
console.log(JSON.stringify(tally));
if (output) writeFileSync(output, `[\n${vectors.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
