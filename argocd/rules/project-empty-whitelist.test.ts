import { application, project } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(spec: Record<string, unknown>) {
  return findings('project-empty-whitelist', {
    'project.yaml': project(spec),
    'app.yaml': application({ project: 'web' }),
  });
}

test('an absent list, null and a list with items are what they seem', () => {
  expect(judged({})).toEqual([]);
  expect(judged({ namespaceResourceWhitelist: null })).toEqual([]);
  expect(judged({ namespaceResourceWhitelist: [{ group: '*', kind: '*' }] })).toEqual([]);
});

test('an empty list is not the same as none, until argocd-server writes it', () => {
  expect(judged({ namespaceResourceWhitelist: [] })).toMatchObject([
    { severity: 'silent', line: 15, message: expect.stringContaining('allows no namespaced kind to website') },
  ]);
});

test('an empty list of cluster-scoped kinds is the same as none', () => {
  expect(judged({ clusterResourceWhitelist: [] })).toEqual([]);
});
