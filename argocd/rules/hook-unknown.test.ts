import { object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(annotations: Record<string, string>) {
  const file = { 'a.yaml': object('Job', 'a', { annotations, spec: {} }, 'batch/v1') };
  return findings('hook-unknown', file).map(({ message }) => message);
}

const hook = (value: string) => ({ 'argocd.argoproj.io/hook': value });
const helm = (value: string) => ({ 'helm.sh/hook': value });
const policy = (value: string) => ({ 'argocd.argoproj.io/hook-delete-policy': value });

test.each([
  {},
  hook('PreSync'),
  hook('PreSync, PostSync,'),
  hook('Skip'),
  hook('PreDelete'),
  hook('PostDelete,SyncFail'),
  helm('pre-install,post-upgrade'),
  helm('post-delete'),
  helm('test'),
  helm('crd-install'),
  { ...hook('Sync'), ...policy('HookSucceeded,BeforeHookCreation') },
  { ...helm('pre-install'), 'helm.sh/hook-delete-policy': 'before-hook-creation' },
])('%j is known', (annotations) => {
  expect(judged(annotations)).toEqual([]);
});

test.each([hook('presync'), hook('Pre-Sync'), hook(''), hook('PreSync;PostSync'), helm('pre-instal'), helm('')])(
  '%j is never applied, and nothing says so',
  (annotations) => {
    expect(judged(annotations)).toEqual([
      expect.stringContaining('is taken for a hook without a phase, and never applied'),
    ]);
  },
);

test('an unknown hook among known ones is ignored', () => {
  expect(judged(hook('PreSync,Post-Sync'))).toEqual([
    'argocd.argoproj.io/hook: "Post-Sync" is no hook that Argo CD knows and is ignored; the rest of "PreSync,Post-Sync" counts',
  ]);
});

test("Helm's hook counts where Argo CD's own names nothing known", () => {
  expect(judged({ ...hook('Before'), ...helm('pre-install') })).toEqual([
    'argocd.argoproj.io/hook: "Before" is no hook that Argo CD knows and is ignored; helm.sh/hook: "pre-install" counts',
  ]);
});

test('Skip counts only when it is alone', () => {
  expect(judged(hook('Skip,PreSync'))).toEqual([expect.stringContaining('Skip counts only when it is alone')]);
});

test('an unknown delete policy means that the hook is deleted before it runs again', () => {
  expect(judged({ ...hook('Sync'), ...policy('OnSuccess') })).toEqual([
    expect.stringContaining('the hook is deleted BeforeHookCreation, before it runs again'),
  ]);
  expect(judged({ ...hook('Sync'), ...policy('HookSucceeded,hook-failed') })).toEqual([
    expect.stringContaining('"hook-failed" is no delete policy that Argo CD knows and is ignored; the rest'),
  ]);
});
