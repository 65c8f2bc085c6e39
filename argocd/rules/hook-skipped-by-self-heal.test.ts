import { application, documents, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const hook = (name: string, type = 'PostSync') =>
  object('Job', name, { annotations: { 'argocd.argoproj.io/hook': type }, spec: {} }, 'batch/v1');
const plain = object('ConfigMap', 'settings');

function judged(automated: unknown, ...manifests: string[]) {
  const app = application({ syncPolicy: { automated } });
  return findings('hook-skipped-by-self-heal', { 'app.yaml': app, 'deploy/all.yaml': documents(...manifests) });
}

test('an Application that heals itself runs no hooks when it does: one warning for it', () => {
  expect(judged({ selfHeal: true }, plain, hook('a'), hook('b'))).toMatchObject([
    {
      severity: 'warn',
      message: expect.stringContaining('PostSync hook Job a, PostSync hook Job b of Application website'),
    },
  ]);
});

test.each([
  ['it does not heal itself', {}, [plain, hook('a')]],
  ['it is not automated', { selfHeal: true, enabled: false }, [plain, hook('a')]],
  ['it has no hooks', { selfHeal: true }, [plain]],
  ['it has nothing but hooks', { selfHeal: true }, [hook('a')]],
  ['its hooks belong to the deletion', { selfHeal: true }, [plain, hook('a', 'PostDelete')]],
  ['the object is skipped', { selfHeal: true }, [plain, hook('a', 'Skip')]],
])('nothing is skipped where %s', (_, automated, manifests) => {
  expect(judged(automated, ...manifests)).toEqual([]);
});
