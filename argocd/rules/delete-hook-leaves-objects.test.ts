import { application, documents, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const hook = (annotations: object = { 'argocd.argoproj.io/hook': 'PostDelete' }) =>
  object('Job', 'clean', { annotations, spec: {} }, 'batch/v1');
const plain = object('ConfigMap', 'settings');
const FINALIZER = { finalizers: ['resources-finalizer.argocd.argoproj.io'] };
const PRUNES = { automated: { prune: true } };

function judged(manifests: readonly string[], { metadata = {}, syncPolicy = PRUNES as object, root = true } = {}) {
  const files: Record<string, string> = {
    'apps/app.yaml': application({}, { metadata }),
    'deploy/all.yaml': documents(...manifests),
  };
  if (root)
    files['root.yaml'] = application({ source: { repoURL: REPOSITORY, path: 'apps' }, syncPolicy }, { name: 'root' });
  return findings('delete-hook-leaves-objects', files).map(({ severity, message }) => `${severity} ${message}`);
}

test('a hook that runs at the end of an Application, whose objects stay', () => {
  expect(judged([plain, hook()])).toEqual([
    'warn PostDelete hook Job clean of Application website will run when the Application is removed from Git, but its other object stays: it has no resources finalizer',
  ]);
  expect(judged([plain, object('ConfigMap', 'b'), hook({ 'helm.sh/hook': 'pre-delete' })])).toEqual([
    expect.stringMatching(/^warn PreDelete hook .* its 2 other objects stay/),
  ]);
});

test.each<[string, readonly string[], Parameters<typeof judged>[1]]>([
  ['its objects go with it', [plain, hook()], { metadata: FINALIZER }],
  ['it has no such hook', [plain, hook({ 'argocd.argoproj.io/hook': 'PostSync' })], {}],
  ['it has nothing else', [hook()], {}],
  ['nobody prunes it', [plain, hook()], { syncPolicy: { automated: {} } }],
  ['somebody deletes it by hand, and says then what becomes of its objects', [plain, hook()], { root: false }],
])('%s: nothing is said', (_, manifests, more) => {
  expect(judged(manifests, more)).toEqual([]);
});
