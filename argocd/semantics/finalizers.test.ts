import { cascadeDeletion, isArgoCdFinalizer } from './finalizers';

describe('finalizers', () => {
  test('the first propagation finalizer decides, without one the resources stay', () => {
    const background = 'resources-finalizer.argocd.argoproj.io/background';
    expect(cascadeDeletion(['x', background, 'resources-finalizer.argocd.argoproj.io'])).toBe('background');
    expect(cascadeDeletion(['resources-finalizer.argocd.argoproj.io'])).toBe('foreground');
    expect(cascadeDeletion(['resources-finalizer.argocd.argoproj.io/Background'])).toBe('none');
  });

  test('a misspelt one belongs to no Application', () => {
    expect(isArgoCdFinalizer('resource-finalizer.argocd.argoproj.io')).toBe(false);
    expect(isArgoCdFinalizer('post-delete-finalizer.argocd.argoproj.io/cleanup')).toBe(true);
  });
});
