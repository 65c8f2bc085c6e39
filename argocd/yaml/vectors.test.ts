import { type Answer, difference, own } from '../testing/decoder';
import vectors from './yaml.vectors.json';

type Vector = readonly [text: string, documents: readonly unknown[], error?: string];

/**
 * Made by `tools/yaml-oracle` with the libraries of Argo CD 3.4.4. A value that Argo CD gets otherwise makes every rule
 * judge another file than the cluster runs; a file that it refuses and the check takes fails at the sync.
 */
test('each text is taken or refused, with the value, the words and the line, as by Argo CD', () => {
  const wrong = (vectors as unknown as readonly Vector[]).flatMap(([text, documents, error]) => {
    const answer: Answer = { documents, error };
    const found = difference(answer, own(Buffer.from(text)));
    return found === undefined ? [] : [`${JSON.stringify(text)}: ${found}`];
  });
  expect(wrong).toEqual([]);
  expect(vectors.length).toBeGreaterThan(3_000);
});
