import { parseAllDocuments } from 'yaml';
import { RULE_NAMES } from '../../rules/registry';
import { type Files, judge, page } from '../../testing/rules';
import { fillUnknown, isUnknown, unknownNames, unknownText } from '../unknown';

// What is not known must not be concluded from. Every right example, made a template, stays right with any of its strings unknown.

type Application = { spec: object; metadata: { name: string } };

/** An ApplicationSet that generates an Application, with a server that tells the parameters. */
function templateOf({ metadata, spec }: Application): string {
  return JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'generated', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ plugin: { configMapRef: { name: 'tells' } } }],
      template: { metadata: { name: `${metadata.name}-{{ .id }}` }, spec },
    },
  });
}

/** A value with one string after the other replaced. */
function* variants(value: unknown): Generator<unknown> {
  if (typeof value === 'string') {
    yield '{{ .x }}';
    yield `${value}{{ .x }}`;
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) for (const other of variants(one)) yield value.with(index, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) for (const other of variants(one)) yield { ...value, [key]: other };
  }
}

const examples = RULE_NAMES.flatMap((name): readonly [string, Files, string, Application][] => {
  const { right } = page(name);
  return Object.entries(right).flatMap(([file, content]) => {
    const documents = parseAllDocuments(content.toString()).map((one) => one.toJS());
    const [only] = documents;
    if (documents.length !== 1 || only?.kind !== 'Application') return [];
    return [[name, right, file, only]];
  });
});

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(20);
});

test.each(examples)('%s: its right example as a template, with anything unknown', (_, files, file, application) => {
  const specs = [application.spec, ...variants(application.spec)];
  for (const spec of specs) {
    const set = templateOf({ ...application, spec: spec as object });
    const { findings } = judge({ ...files, [file]: set });
    expect({ spec, findings: findings.map(({ rule, message }) => `${rule} ${message}`) }).toEqual({
      spec,
      findings: [],
    });
  }
});

test('nothing that is reported shows the marks of what is not known', () => {
  const [, files, file, application] = examples[0] as (typeof examples)[number];
  const spec = { ...application.spec, project: '{{ .x }}', syncPolicy: { syncOptions: ['prune=false'] } };
  const report = judge({ ...files, [file]: templateOf({ ...application, spec }) });
  expect(report.findings.map(({ rule }) => rule)).toEqual(['sync-option-unknown']);
  expect(isUnknown(report)).toBe(false);
});

test('texts that are not known', () => {
  const text = `a-${unknownText('x')}-${unknownText('y')}`;
  expect(unknownNames(text)).toEqual(['x', 'y']);
  expect(fillUnknown(text, 'b')).toBe('a-b-b');
  expect([isUnknown(text), isUnknown('a'), isUnknown([{ a: text }])]).toEqual([true, false, true]);
});
