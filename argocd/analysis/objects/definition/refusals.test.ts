import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTACKS } from '../../../testing/attacks';
import { isNotOf } from './formats';
import { judgement } from './refusals';
import { schemaOf } from './schema';
import { type Answer, answerOf } from './testing/answer';

type Vector = readonly [schema: Record<string, unknown>, ...(readonly [object: unknown, answer: Answer])[]];

/** What the API server's own code said of objects that were made up: `tools/crd-oracle`. */
const vectors = (minor: number): readonly Vector[] =>
  JSON.parse(readFileSync(join(__dirname, `api-server-${minor}.vectors.json`), 'utf8'));

test.each([34, 36])('custom resources are judged as Kubernetes 1.%i judges them, word for word', (minor) => {
  let refused = 0;
  for (const [written, ...objects] of vectors(minor)) {
    const schema = schemaOf(written);
    if (!schema) throw new Error(JSON.stringify(written));
    for (const [object, answer] of objects) {
      const before = JSON.stringify(object);
      const ours = answerOf(judgement(object, schema, minor));
      expect({ written, object, ...ours }).toEqual({ written, object, ...answerOf(answer) });
      // The object belongs to others.
      expect(JSON.stringify(object)).toBe(before);
      refused += ours.refused?.length ?? 0;
    }
  }
  expect(refused).toBeGreaterThan(100);
});

test.each([
  { type: 'object', properties: { a: 1 } },
  { type: 'object', maxProperties: '1' },
  { type: 'object', $ref: '#/x' },
  { type: ['object', 'null'] },
  [],
  undefined,
])('nothing is said by what is no schema: %j', (written) => {
  expect(schemaOf(written)).toBeUndefined();
});

test('a schema without end is not read', () => {
  const written: Record<string, unknown> = { type: 'object' };
  written.properties = { again: written };
  expect(schemaOf(written)).toBeUndefined();
});

test('a list of many elements takes no longer than they are many', () => {
  const schema = schemaOf({
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'integer' }, 'x-kubernetes-list-type': 'set' } },
  });
  const a = Array.from({ length: 20_000 }, (_, index) => index);
  expect(judgement({ a }, schema as never, 36).refused).toEqual([]);
});

test.each(['duration', 'hostname', 'uri'])('no text makes the format %s take long', (format) => {
  expect(ATTACKS.filter((text) => isNotOf(format, text)).length).toBeGreaterThan(10);
});
