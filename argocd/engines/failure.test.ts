import { treeOf } from '../testing/rules';
import { cleanWords, helmPlace, kustomizePlace, templateOf } from './failure';

test('what a program says is shown without temporary paths, colours, hints, and what may be a secret', () => {
  const said =
    'walk.go:75: found symbolic link in path: x\n\u001b[31mError: open /tmp/g-1/tree-2/charts/web/no.yaml: no such file\u001b[0m\nUse --debug flag to render out invalid YAML\n';
  expect(cleanWords(said, ['/tmp/g-1', '/tmp/g-1/tree-2'])).toBe('Error: open charts/web/no.yaml: no such file');
  expect(cleanWords('Error: unknown flag: --x\nUsage:\n  helm\n', [])).toBe('Error: unknown flag: --x');
  expect(cleanWords('Error: values: password: hunter2\n', [])).not.toContain('hunter2');
  expect(cleanWords('Error: https://me:hunter2@git.example.com refuses\n', [])).not.toContain('hunter2');
  expect(cleanWords('', [])).toBe('it failed and said nothing');
  expect(cleanWords(`Error: ${'x'.repeat(5000)}`, []).length).toBeLessThan(1600);
});

const tree = treeOf({
  'charts/web/templates/a.yaml': 'one\ntwo\n  three\n',
  'charts/web/charts/sub/templates/b.yaml': 'one\n',
  'charts/web/charts/redis-1.2.3.tgz': 'x',
  'app/kustomization.yaml': '# comment\nresources:\n  - no.yaml\n',
});

test.each([
  ['Error: execution error at (web/templates/a.yaml:3:2): x', 'charts/web/templates/a.yaml', 3],
  [
    'Error: template: web/templates/a.yaml:2:4: executing "web/templates/a.yaml" at <x>: nil',
    'charts/web/templates/a.yaml',
    2,
  ],
  ['Error: parse error at (web/templates/a.yaml:1): unclosed action', 'charts/web/templates/a.yaml', 1],
  ['Error: YAML parse error on web/templates/a.yaml: error converting', 'charts/web/templates/a.yaml', 1],
  ['Error: execution error at (web/charts/sub/templates/b.yaml:1:1): x', 'charts/web/charts/sub/templates/b.yaml', 1],
])('the template that Helm names: %s', (words, file, line) => {
  expect(helmPlace(words, tree, 'charts/web').location).toMatchObject({ file, line });
});

test('where Helm names none, it is the chart; a template of a packaged chart is in its archive', () => {
  expect(helmPlace('Error: boom', tree, 'charts/web')).toEqual({ tree, path: 'charts/web/Chart.yaml' });
  expect(templateOf(tree, 'charts/web', 'web/charts/redis/templates/a.yaml')).toBe('charts/web/charts/redis-1.2.3.tgz');
});

test('the line of a kustomization that names what is wrong, otherwise its first one', () => {
  const place = (words: string) => kustomizePlace(words, tree, 'app/kustomization.yaml').location?.line;
  expect(place("accumulating resources from 'no.yaml': no such file")).toBe(3);
  expect(place('something else')).toBe(2);
});
