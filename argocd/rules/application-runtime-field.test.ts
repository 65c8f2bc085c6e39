import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(options: Parameters<typeof application>[1], spec = {}) {
  const found = findings('application-runtime-field', { 'app.yaml': application(spec, options) });
  return found.map(({ message }) => message.split(' ', 2).join(' '));
}

test('an Application that a person wrote has no finding', () => {
  expect(judged({ metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '1' } } })).toEqual([]);
  expect(judged({ top: { status: {} } })).toEqual([]);
});

test('what the controller writes is named, each field at its line', () => {
  const annotations = {
    'argocd.argoproj.io/refresh': 'hard',
    'argocd.argoproj.io/tracking-id': 'root:argoproj.io/Application:argocd/website',
  };
  const top = { operation: { sync: {} }, status: { health: { status: 'Healthy' } } };
  expect(judged({ metadata: { annotations }, top }, { operation: { sync: {} } })).toEqual([
    'annotation argocd.argoproj.io/refresh',
    'annotation argocd.argoproj.io/tracking-id',
    'operation is',
    'status is',
    'spec.operation is',
  ]);
});

test('the status of any other object is left to other rules', () => {
  expect(
    findings('application-runtime-field', { 'a.yaml': object('Pod', 'a', { status: { phase: 'Running' } }) }),
  ).toEqual([]);
});
