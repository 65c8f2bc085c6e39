import { application, object, settings } from '../analysis/manifests';
import { findings } from '../testing/rules';

const RULE = 'application-name-too-long';
const chart = (helm?: object) => ({
  source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0', helm },
});
const named = (length: number, spec: Record<string, unknown> = {}, namespace = 'argocd') => ({
  'app.yaml': application(spec, { name: 'a'.repeat(length), namespace }),
});

test('a chart is released under the name of its Application: 53 characters, not 54', () => {
  expect(findings(RULE, named(53, chart()))).toEqual([]);
  expect(findings(RULE, named(54, chart()))).toMatchObject([
    { severity: 'refuse', line: 4, message: expect.stringContaining('the length must not be longer than 53') },
  ]);
});

test('a release name of its own takes the place of it', () => {
  expect(findings(RULE, named(54, chart({ releaseName: 'web' })))).toEqual([]);
  expect(findings(RULE, named(3, chart({ releaseName: 'b'.repeat(54) })))).toMatchObject([{ line: 13 }]);
});

test('a directory that is a chart is released too, plain YAML is not', () => {
  const files = { 'deploy/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' };
  expect(findings(RULE, { ...files, ...named(54) })).toHaveLength(1);
  expect(findings(RULE, { 'deploy/a.yaml': object('ConfigMap', 'a'), ...named(200) })).toEqual([]);
});

test('a name becomes a label only where argocd-cm says so, with the namespace in front outside that of Argo CD', () => {
  const label = { 'cm.yaml': settings({ 'application.resourceTrackingMethod': 'label' }) };
  expect(findings(RULE, named(64))).toEqual([]);
  expect(findings(RULE, { ...label, ...named(63) })).toEqual([]);
  expect(findings(RULE, { ...label, ...named(64) })).toHaveLength(1);
  expect(findings(RULE, { ...label, ...named(60, {}, 'team') })).toMatchObject([
    { message: expect.stringContaining('must be no more than 63 characters') },
  ]);
});

test('no object has a name of more than 253 characters', () => {
  expect(findings(RULE, named(253))).toEqual([]);
  expect(findings(RULE, named(254))).toHaveLength(1);
});
