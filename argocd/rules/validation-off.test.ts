import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(syncOptions: string[], annotations?: object) {
  return findings('validation-off', {
    'app.yaml': application({ syncPolicy: { syncOptions } }),
    'deploy/a.yaml': object('ConfigMap', 'a', { annotations }),
  }).map(({ file, message }) => `${file} ${message}`);
}

test('the option of an Application and that of an object switch validation off', () => {
  expect(judged(['Validate=false'])).toEqual([
    expect.stringMatching(/^app.yaml Validate=false: objects of Application/),
  ]);
  expect(judged([], { 'argocd.argoproj.io/sync-options': 'Prune=false, Validate=false' })).toEqual([
    expect.stringMatching(/^deploy\/a.yaml Validate=false: ConfigMap a/),
  ]);
});

test.each([[['Validate=true']], [[]], [['validate=false']]])('%j does not', (options) => {
  expect(judged(options)).toEqual([]);
});
