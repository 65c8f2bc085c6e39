import { application, object } from '../analysis/manifests';
import { RenderedOrigin } from '../model/rendered-origin';
import type { RandomObject } from '../model/types';
import { readModel } from '../read/read-model';
import type { KnownRenderings } from '../render/source-renderings';
import { REPOSITORY, treeOf } from '../testing/rules';
import { compareRenderings } from './compare-renderings';
import { printedObjects, resourcesOf } from './rendered-objects';

function rendered(text: string, random: readonly RandomObject[] = []) {
  const files = {
    'app.yaml': application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web' } }),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'charts/web/templates/a.yaml': '',
  };
  const tree = treeOf(files);
  const resources = resourcesOf(
    printedObjects(Buffer.from(text)),
    () => new RenderedOrigin('helm', tree, 'charts/web/templates/a.yaml'),
  );
  const renderings: KnownRenderings = { get: () => ({ resources, by: 'helm', trials: { random, idle: [] } }) };
  const repositories = [{ url: REPOSITORY, tree, because: 'given' }];
  return readModel({ directories: [{ tree, dir: '' }], repositories, argocdVersion: '3.4.4', renderings }).model;
}

const map = (name: string, data: object) => object('ConfigMap', name, { data });

test('objects that differ are told with their fields; those that are the same, and another order, are not', () => {
  const before = rendered(`${map('a', { x: '1', y: '1' })}\n---\n${map('b', {})}\n---\n${map('c', {})}`);
  const after = rendered(`${map('d', {})}\n---\n${map('b', {})}\n---\n${map('a', { x: '2', y: '1' })}`);
  expect(compareRenderings(before, before)).toEqual([]);
  expect(compareRenderings(before, after)).toMatchObject([
    {
      application: 'website',
      objects: 3,
      differences: [
        { what: 'changed', kind: 'ConfigMap', name: 'a', paths: [['data', 'x']], from: 'charts/web/templates/a.yaml' },
        { what: 'only before', name: 'c' },
        { what: 'only after', name: 'd' },
      ],
    },
  ]);
});

test('what is random, and the values of Secrets, are no difference', () => {
  const secret = (value: string) => object('Secret', 's', { stringData: { a: value } });
  const random: RandomObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: '',
    name: 'a',
    template: 'web/templates/a.yaml',
    paths: [['data', 'x']],
    hook: false,
  };
  const of = (value: string) => `${map('a', { x: value })}\n---\n${secret(value)}`;
  expect(compareRenderings(rendered(of('1'), [random]), rendered(of('2')))).toEqual([]);
  expect(compareRenderings(rendered(of('1')), rendered(of('2')))).toHaveLength(1);
});
