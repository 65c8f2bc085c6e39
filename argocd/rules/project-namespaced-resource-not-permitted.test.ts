import { application, documents, object, project, settings } from '../analysis/manifests';
import { findings } from '../testing/rules';

const RULE = 'project-namespaced-resource-not-permitted';
const deployment = object('Deployment', 'a', {}, 'apps/v1');

function judged(spec: Record<string, unknown>, manifests = [deployment], more: Record<string, string> = {}) {
  return findings(RULE, {
    'project.yaml': project(spec),
    'app.yaml': application({ project: 'web' }),
    'deploy/all.yaml': documents(...manifests),
    ...more,
  }).map(({ message }) => message);
}

const white = (...items: object[]) => ({ namespaceResourceWhitelist: items });
const black = (...items: object[]) => ({ namespaceResourceBlacklist: items });

test.each([
  ['no list at all', {}],
  ['null, which is no list', { namespaceResourceWhitelist: null }],
  ['the kind', white({ group: 'apps', kind: 'Deployment' })],
  ['any kind of the group', white({ group: 'apps', kind: '*' })],
  ['a class of letters', white({ group: '*', kind: '[CD]*' })],
  ['a denial of another group', black({ group: '', kind: 'Deployment' })],
  ['a name, which is not looked at here', white({ group: 'apps', kind: 'Deployment', name: 'b' })],
])('%s permits', (_, spec) => {
  expect(judged(spec)).toEqual([]);
});

test.each([
  ['an empty list, which is not the same as none', white(), 'its namespaceResourceWhitelist is empty'],
  ['another kind', white({ group: 'apps', kind: 'StatefulSet' }), 'is [{group: apps, kind: StatefulSet}]'],
  ['a kind in another case', white({ group: 'apps', kind: 'deployment' }), 'kind: deployment'],
  ['a broken pattern, which matches nothing', white({ group: 'apps', kind: '[' }), "kind: '['"],
  ['a denial', black({ group: '*', kind: 'Deployment' }), '(project.yaml:16) denies it'],
])('%s: refused', (_, spec, reason) => {
  const [found] = judged(spec);
  expect(found).toContain(
    'resource apps:Deployment is not permitted in project web: Deployment a of Application website',
  );
  expect(found).toContain(reason);
});

test('hooks are judged like all else, cluster-scoped and unknown kinds are not', () => {
  const hook = object('Job', 'h', { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } }, 'batch/v1');
  const manifests = [hook, object('Namespace', 'n'), object('Whatever', 'w', {}, 'example.com/v1')];
  expect(judged(white(), manifests)).toEqual([expect.stringContaining('resource batch:Job is not permitted')]);
});

test('a global project with a whitelist restricts a project that had none', () => {
  const more = {
    'cm.yaml': settings({ globalProjects: '- {labelSelector: {}, projectName: global}' }),
    'global.yaml': project(white({ group: '', kind: 'ConfigMap' }), 'global'),
  };
  expect(judged({}, [deployment], more)).toHaveLength(1);
  expect(judged({}, [object('ConfigMap', 'c')], more)).toEqual([]);
});
