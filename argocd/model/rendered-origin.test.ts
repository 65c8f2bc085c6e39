import { treeOf } from '../testing/rules';
import { RenderedOrigin } from './rendered-origin';

const at = (template: string, kind: string, ...pointer: string[]) =>
  new RenderedOrigin('helm', treeOf({ 'web/a.yaml': template }), 'web/a.yaml', 'web', kind).locate(pointer);

const SERVICE = 'apiVersion: v1\nkind: Service\nspec:\n  type: {{ .Values.type }}\n';
const POD = 'kind: Pod\nspec:\n  type: x\n  image: {{ .Values.image }}\n  image: other\n';

test('a field that a template has once is pointed at', () => {
  expect(at(SERVICE, 'Service', 'spec', 'type')).toMatchObject({ file: 'web/a.yaml', line: 4, column: 3 });
  expect(at(`${SERVICE}---\n${POD}`, 'Service', 'spec', 'type').line).toBe(4);
  expect(at(`${SERVICE}---\n${POD}`, 'Pod', 'spec', 'type').line).toBe(8);
});

test('a field that it has twice, or not at all, is in the object', () => {
  expect(at(POD, 'Pod', 'spec', 'image').line).toBe(1);
  expect(at(SERVICE, 'Service', 'metadata', 'name').line).toBe(2);
});

test('where several objects are of one kind, or none is, only the file is known', () => {
  const nowhere = { file: 'web/a.yaml', line: 0, column: 0, endLine: 0, endColumn: 0 };
  expect(at(`${SERVICE}---\n${SERVICE}`, 'Service', 'spec', 'type')).toEqual(nowhere);
  expect(at('{{ include "all" . }}\n', 'Service', 'spec')).toEqual(nowhere);
  expect(new RenderedOrigin('helm', treeOf({}), 'web/charts/sub-1.0.0.tgz').locate(['a'])).toMatchObject({ line: 0 });
});
