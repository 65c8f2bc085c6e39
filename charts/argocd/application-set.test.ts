import { documentsOf } from '../../test/documents';
import { ApplicationSet, type ApplicationSetProps } from './application-set';

const list = (key: string, values: readonly string[]) => ({
  list: { elements: values.map((value) => ({ [key]: value })) },
});

const matrix: ApplicationSetProps = {
  name: 'team-a',
  generators: [
    { matrix: { generators: [list('environment', ['dev', 'staging', 'prod']), list('app', ['frontend', 'backend'])] } },
  ],
  template: {
    name: '{{ .app }}-{{ .environment }}',
    project: 'team-a',
    source: {
      repoURL: 'https://github.com/orgname/team-a-{{ .app }}.git',
      targetRevision: 'main',
      path: 'deploy/{{ .environment }}',
    },
    destination: { namespace: 'team-a-{{ .environment }}' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
  },
};

test('the tutorial’s dev, staging and prod: one template for each environment and app', () => {
  expect(documentsOf((chart) => new ApplicationSet(chart, 'set', matrix))).toMatchSnapshot();
});

test('a missing parameter is always an error, never a text left over', () => {
  const [{ spec }] = documentsOf((chart) => new ApplicationSet(chart, 'set', matrix)) as never as [{ spec: object }];
  expect(spec).toMatchObject({ goTemplate: true, goTemplateOptions: ['missingkey=error'] });
});

test.each([
  ['a matrix of one', [{ matrix: { generators: [list('a', ['b'])] } }], 'a matrix takes exactly 2'],
  ['a merge of one', [{ merge: { mergeKeys: ['a'], generators: [list('a', ['b'])] } }], 'a merge takes at least 2'],
  ['a generator of two kinds', [{ list: {}, clusters: {} }], 'generators[0] has list and clusters'],
  ['a generator of no kind', [{}], 'generators[0] has no kind'],
])('%s is refused: the controller would change nothing at all', (_name, generators, message) => {
  expect(() =>
    documentsOf((chart) => new ApplicationSet(chart, 'set', { ...matrix, generators: generators as never })),
  ).toThrow(message);
});
