import { application } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

function found(text: string) {
  return findings('list-torn-apart', { 'apps/website.yaml': application(), 'deploy/web.yaml': text });
}

const items = 'items:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n';

test('a List and a ConfigMapList are lists; anything else with items is torn apart', () => {
  expect(found(`apiVersion: v1\nkind: List\n${items}`)).toEqual([]);
  expect(found(`apiVersion: v1\nkind: ConfigMapList\n${items}`)).toEqual([]);
  expect(found(`apiVersion: example.com/v1\nkind: Menu\nmetadata: {name: lunch}\n${items}`)).toMatchObject([
    { severity: 'silent', line: 4, resource: { kind: 'Menu', name: 'lunch' } },
  ]);
});

test('items below the top, or that are no list, tear nothing', () => {
  expect(found('apiVersion: example.com/v1\nkind: Menu\nmetadata: {name: lunch}\nspec: {items: [soup]}\n')).toEqual([]);
  expect(found('apiVersion: example.com/v1\nkind: Menu\nmetadata: {name: lunch}\nitems: {first: soup}\n')).toEqual([]);
});

test('the items of a list are objects of their own, each with its line', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a, labels: {b: 1}}\n';
  expect(
    judge({ 'apps/website.yaml': application(), 'deploy/web.yaml': list }, { only: 'document-shape' }).findings,
  ).toMatchObject([{ line: 6, resource: { kind: 'ConfigMap', name: 'a' } }]);
});
