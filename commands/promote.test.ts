import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { command } from './promote';

const FILE = 'shop:\n  dev: v2 # new\n  prod: v1\n';
const before = process.cwd();
let printed: string[];
beforeEach(() => {
  process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-promote-')));
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((line) => void printed.push(String(line)));
  fs.writeFileSync('versions.yaml', FILE);
});
afterEach(() => {
  jest.restoreAllMocks();
  const here = process.cwd();
  process.chdir(before);
  fs.rmSync(here, { recursive: true });
});

const run = (...args: string[]) => command().exitOverride().parseAsync(args, { from: 'user' });
const written = () => fs.readFileSync('versions.yaml', 'utf8');

test('it says what it changes, and changes that alone', async () => {
  await run('shop', 'dev', 'prod', '--dry-run');
  expect(written()).toBe(FILE);
  await run('shop', 'dev', 'prod');
  expect(written()).toBe('shop:\n  dev: v2 # new\n  prod: v2\n');
  await run('shop', 'dev', 'prod');
  expect(printed).toEqual([
    'versions.yaml:3: shop on prod: v1 → v2',
    'nothing was written (--dry-run)',
    'versions.yaml:3: shop on prod: v1 → v2',
    'written: run npm run synth, review and commit',
    'versions.yaml stays: shop is on prod as on dev',
  ]);
});

test.each<[readonly string[], string]>([
  [['shopp', 'dev', 'prod'], 'versions.yaml has no app "shopp": it has shop'],
  [['shop', 'dev', 'live'], 'versions.yaml has no environment "live" of shop: it has dev, prod'],
  [['shop', 'dev', 'dev'], 'FROM and TO are both dev'],
  [['shop', 'dev', 'prod', '--file', 'other.yaml'], 'other.yaml does not exist'],
])('%j is refused, and nothing is written', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
  expect(written()).toBe(FILE);
});

test('a file that cannot be replaced is left as it was, and the reason is told', async () => {
  fs.renameSync('versions.yaml', 'real.yaml');
  fs.symlinkSync('real.yaml', 'versions.yaml');
  await expect(run('shop', 'dev', 'prod')).rejects.toThrow(
    'cannot be written, the old one is untouched: it is a symbolic link',
  );
  expect(written()).toBe(FILE);
});
