import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import schema from '../../schemas/groundwork.config.schema.json';
import { loadConfig } from './load-config';
import { settingsOf } from './settings';

const home = process.cwd();
let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'config-'));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(home);
  fs.rmSync(dir, { recursive: true });
});

const valid = new Ajv({ allErrors: true }).compile({ ...schema, $schema: undefined });

const WHOLE = `argocdVersion: '3.5.1'
kubeVersion: '1.36'
repositories: {https://git.example.com/platform.git: .}
strict: true
exclude: [vendor, 'legacy/**/*.yaml']
severity: {image-not-pinned: off}
overrides:
  - files: [clusters/dev/**]
    severity: {secret-in-git: warn}
baseline: accepted.yaml
`;

test('a whole configuration is read, and the schema that editors use takes it', async () => {
  fs.writeFileSync('groundwork.config.yaml', WHOLE);
  const { config, file } = await loadConfig(true);
  expect(file).toBe('groundwork.config.yaml');
  expect(config).toEqual(parse(WHOLE));
  expect(valid(parse(WHOLE)) ? [] : valid.errors).toEqual([]);
});

test.each([
  ['throws an error', 'throw new Error("boom");', 'boom'],
  ['throws something else', 'throw "boom";', "groundwork.config.ts threw 'boom'"],
  ['throws nothing', 'throw undefined;', 'groundwork.config.ts threw undefined'],
  ['has no default export', 'export const strict = true;', 'groundwork.config.ts has no default export'],
  ['is empty', '', 'groundwork.config.ts has no default export'],
  ['exports a function', 'export default () => ({});', 'is not a map'],
  [
    'is cyclic',
    'const a = { strict: null }; a.strict = a; export default a;',
    'strict: <ref *1> { strict: [Circular *1] }',
  ],
  ['throws when it is looked at', 'export default new Proxy({}, { get() { throw new Error("trap") } });', 'trap'],
  ['is huge', 'export default { exclude: Array(200_000).fill("a") };', 'exclude: a list of 200000: 5000 at most'],
])('a configuration that %s', async (_, text, words) => {
  fs.writeFileSync('groundwork.config.ts', text);
  await expect(loadConfig(true)).rejects.toThrow(words);
});

/** Lists of lists, by aliases. */
const bomb = (): string =>
  ['a: &a [x, x, x, x, x, x, x, x, x]', 'b: &b [A]', 'c: &c [B]', 'd: &d [C]', 'exclude: [*d]']
    .join('\n')
    .replace(/[ABC]/g, (name) => Array(9).fill(`*${name.toLowerCase()}`).join(', '));

test.each([
  ['a folder', () => fs.mkdirSync('groundwork.config.yaml'), 'groundwork.config.yaml is no file'],
  ['a pipe', () => spawnSync('mkfifo', ['groundwork.config.yaml']), 'groundwork.config.yaml is no file'],
  [
    'a text that grows when it is read',
    () => fs.writeFileSync('groundwork.config.yaml', bomb()),
    'groundwork.config.yaml: Excessive alias count',
  ],
])('in place of a configuration, %s', async (_, make, words) => {
  make();
  await expect(loadConfig(true)).rejects.toThrow(words);
});

test.each([
  ['a field that there is not', 'strikt: true\n', ':1: strikt: there is no such field: there are argocdVersion, '],
  [
    'a version that YAML takes for a number',
    'strict: true\nargocdVersion: 3.5\n',
    ':2: argocdVersion: 3.5 is not a version in quotes',
  ],
  [
    'a severity that there is not',
    'severity:\n  image-not-pinned: error\n',
    ':2: severity.image-not-pinned: "error" is not one of refuse, silent, warn, off',
  ],
  [
    'an override for no file',
    'overrides:\n  - files: []\n    severity: {}\n',
    ':2: overrides[0].files: [] is not a list that is not empty',
  ],
  ['an override without severities', 'overrides:\n  - files: [a]\n', ':2: overrides[0]: severity is missing'],
  ['a list that is a string', 'exclude: vendor\n', ':1: exclude: "vendor" is not a list'],
  ['a list as a whole', '- a\n', ':1: ["a"] is not a map'],
  ['rules, which are code', 'rules: []\n', ':1: rules: rules are code: write them in groundwork.config.ts'],
])('%s: the file and the line, and the schema refuses it too', async (_name, text, message) => {
  fs.writeFileSync('groundwork.config.yaml', text);
  await expect(loadConfig(true)).rejects.toThrow(`groundwork.config.yaml${message}`);
  expect(valid(parse(text))).toBe(false);
});

test('everything that is wrong is said at once', async () => {
  fs.writeFileSync('groundwork.config.yaml', 'strict: 1\nbaseline: 2\n');
  await expect(loadConfig(true)).rejects.toThrow(/:1: strict: .*\n.*:2: baseline: /);
});

test('what is no YAML says where, and not what stands there', async () => {
  fs.writeFileSync('groundwork.config.yaml', 'a: 1\nb: [hunter2\n');
  const error = await loadConfig(true).catch((thrown: Error) => thrown);
  expect((error as Error).message).toMatch(/^groundwork\.config\.yaml:\d+: not YAML/);
  expect((error as Error).message).not.toContain('hunter2');
});

test.each([
  ['no object', '3', 'rules[0]: 3 is not a rule'],
  [
    'without a name for ignore comments',
    "{ name: 'My rule', severity: 'warn', summary: 'a', check() {} }",
    'rules[0].name: "My rule" is not a name in kebab-case',
  ],
  [
    'without a summary',
    "{ name: 'mine', severity: 'warn', check() {} }",
    'rules[0].summary: undefined is not one sentence',
  ],
])('a rule that is %s is refused', async (_name, rule, message) => {
  fs.writeFileSync('groundwork.config.mjs', `export default { rules: [${rule}] };\n`);
  await expect(loadConfig(true)).rejects.toThrow(`groundwork.config.mjs: ${message}`);
});

test('it is found from a folder below, in the same checkout only, and only one', async () => {
  fs.writeFileSync('groundwork.config.yaml', 'strict: true\nbaseline: accepted.yaml\n');
  fs.mkdirSync('deep/er', { recursive: true });
  fs.mkdirSync('other/.git', { recursive: true });
  fs.writeFileSync('.git', 'gitdir: elsewhere\n');
  process.chdir('deep/er');
  // Its paths count from its own folder.
  expect(await settingsOf({})).toMatchObject({ strict: true, baseline: path.join('..', '..', 'accepted.yaml') });
  process.chdir('../../other');
  expect((await settingsOf({})).strict).toBe(false);
  process.chdir('..');
  fs.writeFileSync('groundwork.config.json', '{}');
  await expect(loadConfig(true)).rejects.toThrow('groundwork.config.yaml and groundwork.config.json are both in');
  expect((await loadConfig(false)).config).toEqual({});
  expect((await loadConfig('groundwork.config.json')).config).toEqual({});
  await expect(loadConfig('gone.yaml')).rejects.toThrow('--config gone.yaml: there is no such file');
});

test('what the command line says holds against it', async () => {
  fs.writeFileSync('groundwork.config.yaml', WHOLE);
  const settings = await settingsOf({ argocdVersion: '3.4.4', baseline: 'mine.yaml', repo: ['https://a.example/b=.'] });
  expect(settings).toMatchObject({
    argocdVersion: '3.4.4',
    baseline: 'mine.yaml',
    strict: true,
    repo: ['https://a.example/b=.', 'https://git.example.com/platform.git=.'],
  });
});

test('globs: a folder means all that is in it, and what is outside of the folder of the file is never meant', async () => {
  fs.writeFileSync('groundwork.config.yaml', "exclude: [vendor/, './legacy/**/*.yaml', '*.tmp.yaml']\n");
  const { exclude } = await settingsOf({});
  const files = ['vendor', 'vendor/a/b.yaml', 'legacy/a.yaml', 'legacy/b/c.yaml', 'x.tmp.yaml'];
  expect(files.filter((file) => !exclude(file))).toEqual([]);
  const others = ['vendors/a.yaml', 'legacy/a.json', 'deep/x.tmp.yaml', '../vendor/a.yaml'];
  expect(others.filter((file) => exclude(file))).toEqual([]);
});
