import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../testing/rules';
import { application } from '../manifests';

/**
 * What the API server of Kubernetes 1.36 says of an object: the fields that it does not know, why it cannot read the
 * object, or why it refuses it. From `tools/kubernetes/oracle`, about objects that were made wrong by chance.
 */
interface Answer {
  readonly unknown?: readonly string[];
  readonly unreadable?: string;
  readonly invalid?: readonly string[];
}

const VECTORS = JSON.parse(readFileSync(join(__dirname, 'api-server.vectors.json'), 'utf8')) as [
  { readonly kind: string },
  Answer,
][];

/** What this package says of the same objects, each applied by one Application. */
function judged() {
  const files: Record<string, string> = { 'apps/website.yaml': application() };
  VECTORS.forEach(([object], i) => {
    files[`deploy/${String(i).padStart(4, '0')}.json`] = JSON.stringify(object);
  });
  const { findings, unchecked } = judge(files, { kubeVersion: '1.36' });
  return VECTORS.map(([object, answer], i) => {
    const file = `deploy/${String(i).padStart(4, '0')}.json`;
    const here = findings.filter((one) => one.file === file && JUDGES.test(one.rule));
    const unknown = here
      .filter(({ rule }) => rule === 'object-unknown-field')
      .map(({ message }) => /^unknown field "([^"]*)"/.exec(message)?.[1]);
    const refused = here.filter(({ severity }) => severity === 'refuse').map(({ message }) => message);
    return { object, answer, unknown, refused, skipped: unchecked.some((one) => one.file === file) };
  }).filter(({ skipped }) => !skipped);
}

const JUDGES = /^(object|selector|kind|api|document-shape)/;
const all = judged();

test('what the API server takes is never refused', () => {
  const right = all.filter(({ answer }) => !answer.unreadable && !answer.invalid);
  expect(right.length).toBeGreaterThan(100);
  expect(right.filter(({ refused }) => refused.length > 0)).toEqual([]);
});

test('every type that the decoder refuses is found', () => {
  const unreadable = all.filter(({ answer }) => answer.unreadable);
  expect(unreadable.length).toBeGreaterThan(100);
  expect(unreadable.filter(({ refused }) => refused.length === 0)).toEqual([]);
});

test('the unknown fields are the same', () => {
  // What cannot be read is not searched for unknown fields by the API server.
  const readable = all.filter(({ answer }) => !answer.unreadable);
  const different = readable.filter(
    ({ answer, unknown }) => String([...unknown].sort()) !== String([...(answer.unknown ?? [])].sort()),
  );
  expect(different).toEqual([]);
});

test('of what its validation refuses, nearly all is found', () => {
  const invalid = all.filter(({ answer }) => answer.invalid);
  const missed = invalid.filter(({ refused }) => refused.length === 0);
  expect(invalid.length).toBeGreaterThan(100);
  expect(missed.length / invalid.length).toBeLessThan(0.2);
});
