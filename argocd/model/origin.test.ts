import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { reportJson } from '../../report/json';
import { NOWHERE, wholeFile } from '../../report/location';
import { reportSarif } from '../../report/sarif';
import { reportText } from '../../report/text';
import { application, project, settings } from '../analysis/manifests';
import { check } from '../check';
import { readModel } from '../read/read-model';
import { renderKey } from '../render/source-renderings';
import { MemoryTree } from '../tree/memory-tree';
import { readYaml } from '../yaml/text';
import { fields, Manifest } from './resource';
import type { Fields, Origin, Resource } from './types';

const chart = { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0' };
const tree = new MemoryTree(
  new Map([
    ['web.yaml', application({ source: chart }, { name: 'web' })],
    ['web/templates/all.yaml', '{{ nothing that is YAML }}\nkind: Application # groundwork:ignore node-port-clash x'],
  ]),
);

const template: Origin = {
  name: 'web/templates/all.yaml',
  tree,
  path: 'web/templates/all.yaml',
  locate: () => wholeFile('web/templates/all.yaml'),
};
const live: Origin = { name: 'the cluster https://k.example.com', locate: () => NOWHERE };

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 30080}]}\n`;

/** Objects with which many rules have something to say. */
const objects: readonly Fields[] = [
  service('one'),
  service('two'),
  service('two'),
  'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: swordfish}\n',
  'apiVersion: v1\nkind: List\nmetadata: {name: l}\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad, annotations: {argocd.argoproj.io/sync-wave: x}}\n',
  settings({ 'resource.exclusions': '- kinds: [Job]' }),
  project({ namespaceResourceBlacklist: [{ group: '', kind: 'Service' }], destinations: [] }, 'default'),
  application(
    { source: { ...chart, helm: { values: 'a: [', valueFiles: ['$x/y.yaml'] } }, destination: {} },
    { name: 'child', namespace: undefined },
  ),
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'set' },
    spec: {
      generators: [{ list: { elements: [{ name: 'a' }] } }],
      template: { metadata: { name: '{{name}}-{{gone}}' }, spec: { project: 'none', source: chart } },
    },
  }),
].map((text) => fields(readYaml(text).documents[0]?.value));

/** A check of the Application whose chart is rendered to objects of an origin. */
function checkOf(origin: Origin): ReturnType<typeof check> {
  const input = { directories: [{ tree, dir: 'web.yaml' }], repositories: [], argocdVersion: '3.4.4' };
  const [source] = readModel(input).unrendered;
  if (!source) throw new Error('nothing is left to render');
  const resources: Resource[] = objects.map((object) => new Manifest(object, origin));
  return check({ ...input, renderings: new Map([[renderKey(source), { resources }]]) });
}

test.each([
  ['a template, whose file alone is known', template, 'web/templates/all.yaml'],
  ['a cluster, which is no file', live, ''],
])('objects that come from %s are judged and reported like others', (_, origin, file) => {
  const report = checkOf(origin);
  expect(report.summary).toMatchObject({ applications: 3, projects: 1, applicationSets: 1, ignored: 0 });
  const here = report.findings.filter((one) => one.file === file);
  expect(new Set(here.map(({ rule }) => rule)).size).toBeGreaterThan(8);
  for (const one of here) {
    expect(one).toMatchObject({ line: 0, location: { column: 0 } });
    expect(one.source).toBeUndefined();
  }
  // Where another object is named by its place, there is one to name.
  const clash = here.find(({ rule }) => rule === 'node-port-clash');
  expect(clash?.message).toContain(`which Service website/one has (${origin.name})`);

  const text = reportText(report, { color: false });
  if (file === '') expect(text).not.toContain('--> :');
  else expect(text).toContain(`--> ${file}\n`);
  expect(JSON.parse(reportJson(report)).findings).toContainEqual(
    expect.objectContaining({ rule: 'node-port-clash', file, line: 0, column: 0 }),
  );
  const { $schema: _schema, id: _id, ...schema } = sarifSchema as Record<string, unknown>;
  const fits = addFormats(new Ajv({ strict: false, unicodeRegExp: false })).compile(schema);
  fits(JSON.parse(reportSarif(report, [])));
  expect(fits.errors).toBeNull();
});
