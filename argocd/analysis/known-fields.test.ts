import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldPath, judgeFields } from './known-fields';

/**
 * What a real kube-apiserver 1.34.1 with the CRDs of Argo CD 3.4.4 answered to each spec (it answered the same with those
 * of 3.5.1): the kind, the spec, the fields that `fieldValidation=Strict` calls unknown, and the causes of the refusal.
 */
type Vector = readonly [kind: string, spec: unknown, unknown: readonly string[], invalid: readonly string[]];

const VECTORS = JSON.parse(readFileSync(join(__dirname, 'known-fields.vectors.json'), 'utf8')) as readonly Vector[];

/** For a number or a string the API server says the same thing three times, once of each of `anyOf`. */
function once(invalid: readonly string[]): readonly string[] {
  const paths = invalid.filter((one) => one.includes('of type integer,string')).map((one) => one.split(': ')[0]);
  return invalid.filter(
    (one) =>
      !one.startsWith('<nil>:') &&
      !paths.some((path) => one.startsWith(`${path}: `) && !one.includes('of type integer,string')),
  );
}

/** What stands in a value of another type altogether is lost with it: one finding is enough. */
function outside(unknown: readonly string[], invalid: readonly string[]): readonly string[] {
  const paths = invalid.map((one) => one.split(': ')[0]);
  return unknown.filter((one) => !paths.some((path) => one.startsWith(`${path}.`) || one.startsWith(`${path}[`)));
}

test('fields are unknown, and values are refused, where and how the API server says', () => {
  const wrong = VECTORS.map(([kind, spec, unknown, invalid]) => {
    const found = judgeFields(kind, { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'x' }, spec });
    return {
      kind,
      spec,
      asked: [outside(unknown, invalid), once(invalid)],
      said: [
        found.unknown.map(({ pointer }) => fieldPath(pointer)).sort(),
        found.invalid.map((one) => one.message).sort(),
      ],
    };
  }).filter(({ asked, said }) => JSON.stringify(asked) !== JSON.stringify(said));
  expect(wrong).toEqual([]);
});

test('the vectors hold every kind, both verdicts and what is in order', () => {
  for (const kind of ['Application', 'AppProject', 'ApplicationSet']) {
    const own = VECTORS.filter(([one]) => one === kind);
    expect(own.some(([, , unknown]) => unknown.length > 0)).toBe(true);
    expect(own.some(([, , , invalid]) => invalid.length > 0)).toBe(true);
    expect(own.some(([, , unknown, invalid]) => unknown.length + invalid.length === 0)).toBe(true);
  }
});
