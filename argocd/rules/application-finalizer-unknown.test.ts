import { application } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(...finalizers: unknown[]) {
  const files = { 'app.yaml': application({}, { metadata: { finalizers } }) };
  return findings('application-finalizer-unknown', files).map(({ line, message }) => [line, message]);
}

test.each([
  'resources-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/foreground',
  'resources-finalizer.argocd.argoproj.io/background',
  'post-delete-finalizer.argocd.argoproj.io',
  'post-delete-finalizer.argocd.argoproj.io/cleanup',
  'pre-delete-finalizer.argocd.argoproj.io',
  'foregroundDeletion',
  'backup.example.com/keep',
])('%s has a controller that answers to it, or may have', (finalizer) => {
  expect(judged(finalizer)).toEqual([]);
});

test.each([
  'resource-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/foregound',
  'resources-finalizer.argocd.argoproj.io/Background',
  'resources-finalizer.argoproj.io',
  'finalizer.argocd.argoproj.io',
])('%s hangs the deletion', (finalizer) => {
  expect(judged(finalizer)).toEqual([[7, expect.stringContaining("is not one of Argo CD's")]]);
});

test('of two ways to delete the first counts', () => {
  const base = 'resources-finalizer.argocd.argoproj.io';
  expect(judged(`${base}/background`, base)).toEqual([[8, expect.stringContaining(`finalizer ${base} is ignored`)]]);
});

test('what is no string is left to other rules', () => {
  expect(judged(1, null, {})).toEqual([]);
});
