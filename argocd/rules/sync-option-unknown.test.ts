import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const RULE = 'sync-option-unknown';

function onApplication(...syncOptions: unknown[]) {
  return findings(RULE, { 'app.yaml': application({ syncPolicy: { syncOptions } }) });
}

function onObject(value: string, annotation = 'sync-options') {
  const annotations = { [`argocd.argoproj.io/${annotation}`]: value };
  return findings(RULE, { 'a.yaml': object('ConfigMap', 'a', { annotations }) });
}

test.each([
  'CreateNamespace=true',
  'CreateNamespace=false',
  'Prune=confirm',
  'Prune=false',
  'Delete=confirm',
  'Validate=false',
  'Validate=true',
  'PrunePropagationPolicy=foreground',
  'ServerSideApply=true',
  'ClientSideApplyMigration=false',
  'RespectIgnoreDifferences=true',
  'FailOnSharedResource=true',
])('%s is an option of an Application', (option) => {
  expect(onApplication(option)).toEqual([]);
});

test.each([
  ['createNamespace=true', 'Write CreateNamespace=true.'],
  ['CreateNamespace = true', 'Write CreateNamespace=true.'],
  ['CreateNamespace: true', 'Write CreateNamespace=true.'],
  ['CreateNamespaces=true', 'Write CreateNamespace=true.'],
  [' PruneLast=true', 'Write PruneLast=true.'],
  ['Force=true', 'Move it to the annotation argocd.argoproj.io/sync-options of the objects that need it.'],
  ['CreateNamespace=true,PruneLast=true', 'Write one item for each: `- CreateNamespace=true`, `- PruneLast=true`.'],
  ['Prune=never', 'Correct it or remove it.'],
  ['PrunePropagationPolicy=Foreground', 'Write PrunePropagationPolicy=foreground.'],
  ['Whatever=true', 'Correct it or remove it.'],
  ['', 'Correct it or remove it.'],
])('%j is none', (option, fix) => {
  expect(onApplication('CreateNamespace=true', option)).toMatchObject([
    { severity: 'silent', line: 17, fix: expect.stringContaining(fix) },
  ]);
});

test.each([
  'Prune=false',
  'Prune=false, Delete=confirm ,',
  'Force=true,Replace=true',
  'ServerSideApply=false',
  'SkipDryRunOnMissingResource=true',
  'PruneLast=false',
  'Validate=true',
])('%s are options of an object', (options) => {
  expect(onObject(options)).toEqual([]);
});

test.each([
  ['CreateNamespace=true', 'Move it to spec.syncPolicy.syncOptions of the Application.'],
  ['ApplyOutOfSyncOnly=true', 'Move it to spec.syncPolicy.syncOptions of the Application.'],
  ['prune=false', 'Write Prune=false.'],
  ['Prune=false;Delete=false', 'Correct it or remove it.'],
])('%s is not an option of an object', (options, fix) => {
  expect(onObject(options)).toMatchObject([{ fix: expect.stringContaining(fix) }]);
});

test('an object cannot take back what its Application has switched on', () => {
  const annotations = { 'argocd.argoproj.io/sync-options': 'Replace=false' };
  const files = (syncOptions: string[]) => ({
    'app.yaml': application({ syncPolicy: { syncOptions } }),
    'deploy/a.yaml': object('ConfigMap', 'a', { annotations }),
  });
  expect(findings(RULE, files(['PruneLast=true']))).toEqual([]);
  expect(findings(RULE, files(['Replace=true']))).toMatchObject([
    { file: 'deploy/a.yaml', message: expect.stringContaining('Application website has Replace=true') },
  ]);
});

test('each wrong option of an annotation is reported, the right ones are not', () => {
  expect(onObject('Prune=false,prune=false,Whatever=1')).toHaveLength(2);
});

test('options of the comparison are judged too', () => {
  expect(onObject('IgnoreExtraneous', 'compare-options')).toEqual([]);
  expect(onObject('ignoreExtraneous', 'compare-options')).toMatchObject([
    { fix: expect.stringContaining('Did you mean IgnoreExtraneous?') },
  ]);
  expect(onObject('ServerSideDiff=true', 'compare-options')).toMatchObject([
    { message: expect.stringContaining('it is one of an Application') },
  ]);
});

test.each(['CreateNamespace=true', { CreateNamespace: true }])(
  'the API server refuses what is no list: %j',
  (syncOptions) => {
    expect(findings(RULE, { 'app.yaml': application({ syncPolicy: { syncOptions } }) })).toMatchObject([
      { severity: 'refuse', message: expect.stringContaining('must be of type array') },
    ]);
  },
);

test('what is no string is left to other rules', () => {
  expect(onApplication(1, null, { a: 1 })).toEqual([]);
});
