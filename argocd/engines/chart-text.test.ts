import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { treeOf } from '../testing/rules';
import { filesOfArchive } from './archive';
import { actionsOf, chartText } from './chart-text';
import { Contents } from './contents';

const TAR = (() => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'archive-'));
  try {
    const long = `redis/templates/${'deep/'.repeat(30)}a.yaml`;
    fs.mkdirSync(path.join(dir, path.dirname(long)), { recursive: true });
    fs.writeFileSync(path.join(dir, long), '{{ randAlphaNum 5 }}');
    fs.writeFileSync(path.join(dir, 'redis/Chart.yaml'), 'name: redis\nversion: 1.0.0\n');
    fs.writeFileSync(path.join(dir, 'redis/values.yaml'), 'port: 6379\nhost: a\n');
    return execFileSync('tar', ['-cz', '-C', dir, 'redis'], { encoding: 'buffer' });
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
})();

test('a subchart is read in a folder, in a package and at a path of the repository, under its alias', () => {
  const tree = treeOf({
    'web/Chart.yaml':
      'name: web\ndependencies: [{name: redis, alias: cache, condition: "cache.enabled,x.y"}, {name: common}, {name: lib, repository: "file://../lib"}]\n',
    'web/values.yaml': 'cache: {host: b}\nown: 1\n',
    'web/charts/redis-1.0.0.tgz': TAR,
    'web/charts/common/Chart.yaml': 'name: common\n',
    'web/charts/common/templates/a.tpl': '{{ "common" }}',
    'lib/Chart.yaml': 'name: lib\n',
    'lib/values.yaml': 'in: lib\n',
    'lib/templates/NOTES.txt': '{{ "notes" }}',
  });
  const chart = chartText(new Contents(tree), 'web', ['web', 'lib']);
  expect(chart.defaults).toEqual({ cache: { port: 6379, host: 'b' }, own: 1, common: {}, lib: { in: 'lib' } });
  expect(chart.subcharts.map(({ key, conditions }) => [key, conditions])).toEqual([
    [
      'cache',
      [
        ['cache', 'enabled'],
        ['x', 'y'],
      ],
    ],
    ['common', []],
    ['lib', []],
  ]);
  expect(actionsOf(chart)).toEqual(['{{ randAlphaNum 5 }}', '{{ "common" }}']);
});

test('a chart that was fetched is one of them, too', () => {
  const tree = treeOf({ 'web/Chart.yaml': 'name: web\ndependencies: [{name: redis}]\n' });
  const redis = treeOf({ 'Chart.yaml': 'name: redis\n', 'values.yaml': 'a: 1\n', 'templates/a.yaml': '{{ uuidv4 }}' });
  const chart = chartText(new Contents(tree), 'web', ['web'], new Map([['redis', new Contents(redis)]]));
  expect([chart.defaults, actionsOf(chart)]).toEqual([{ redis: { a: 1 } }, ['{{ uuidv4 }}']]);
});

test('what is no archive, or one that grows without end, is none', () => {
  expect(filesOfArchive(Buffer.from('no'))).toBeUndefined();
  expect(filesOfArchive(gzipSync(Buffer.alloc(65 * 2 ** 20)))).toBeUndefined();
});

test('a template of 10 MB is read once, whatever is in it', () => {
  const chart = (template: string) => ({
    templates: [template],
    notes: '',
    values: '',
    documentation: [],
    schema: undefined,
    subcharts: [],
    defaults: {},
  });
  // Of these, each would be looked through to the end from each place, if that were done.
  expect(actionsOf(chart('{{'.repeat(5_000_000)))).toEqual([]);
  expect(actionsOf(chart(`${'{'.repeat(10_000_000)}}}`))).toHaveLength(1);
  expect(actionsOf(chart('{{a}}'.repeat(1_000)))).toHaveLength(1_000);
});
