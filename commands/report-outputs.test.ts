import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { outputsOf, writeOutput } from './report-outputs';

const FORMATS = { text: { summary: 'for people' }, json: { summary: 'for programs' } };

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'outputs-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const outputs = (...given: string[]) => outputsOf(given, FORMATS);

test('each names its format and its file', () => {
  const file = path.join(dir, 'a=b.json');
  expect(outputs(`json=${file}`, `text=${dir}/b.txt`)).toEqual([
    { format: 'json', file },
    { format: 'text', file: `${dir}/b.txt` },
  ]);
});

test.each([
  ['json', '--output json is not of the form FORMAT=FILE, for example json=review.json; the formats are text, json'],
  ['json=', 'is not of the form FORMAT=FILE'],
  ['yaml=a.yaml', 'the formats are text, json'],
  ['toString=a', 'the formats are text, json'],
  ['json=no-such-folder/a.json', 'there is no folder no-such-folder; make it first'],
])('%s is refused', (given, message) => {
  expect(() => outputs(given)).toThrow(message);
});

test('an older report is replaced, and a file of the repository is not', () => {
  const file = path.join(dir, 'report.json');
  fs.writeFileSync(file, 'old');
  writeOutput(file, '{}');
  expect(fs.readFileSync(file, 'utf8')).toBe('{}\n');

  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir });
  git('init', '-q');
  expect(outputs(`json=${file}`)).toHaveLength(1);
  git('add', 'report.json');
  expect(() => outputs(`json=${file}`)).toThrow(
    `${file} is in Git, and a report would replace it: name another file, or take it out of Git`,
  );
});
