import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { WORKSPACE } from './lock';
import { RECORD } from './record';
import { staleFiles } from './stale';
import { writeTree } from './writer';

let dir: string;

beforeEach(() => {
  dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-stale-')), 'dist');
  writeTree(
    dir,
    new Map([
      ['a.yaml', '1\n'],
      ['sub/b.yaml', '2\n'],
    ]),
  );
});

afterEach(() => {
  fs.rmSync(path.dirname(dir), { recursive: true, force: true });
});

const rendered = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([file, text]) => [file, { text, source: 'teams/a.ts' }]));
const found = (files: Record<string, string>) =>
  staleFiles(dir, rendered(files)).map(({ file, kind }) => [path.relative(dir, file), kind]);
const AS_WRITTEN = { 'a.yaml': '1\n', 'sub/b.yaml': '2\n' };

test('a folder that is as rendered has nothing', () => {
  expect(found(AS_WRITTEN)).toEqual([]);
});

test('a file whose source has changed is stale, and the source is named', () => {
  const [stale] = staleFiles(dir, rendered({ ...AS_WRITTEN, 'a.yaml': 'new\n' }));
  expect(stale).toMatchObject({
    kind: 'stale',
    message: expect.stringContaining('teams/a.ts renders something else by now'),
  });
});

test('an edited file is distinguished from a stale one, and the message names what to edit instead', () => {
  fs.writeFileSync(path.join(dir, 'a.yaml'), 'edited\n');
  const [edited] = staleFiles(dir, rendered(AS_WRITTEN));
  expect(edited).toMatchObject({ kind: 'edited', fix: expect.stringContaining('change teams/a.ts') });
});

test('a file with the markers of a merge is no edit to move elsewhere: the next synth renders it anew', () => {
  fs.writeFileSync(path.join(dir, 'a.yaml'), '<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> theirs\n');
  expect(staleFiles(dir, rendered(AS_WRITTEN))).toMatchObject([
    { kind: 'edited', message: 'has the conflict markers of a merge', fix: expect.stringContaining('from teams/a.ts') },
  ]);
});

test('a file that is missing, left over, left over and edited, or not in the record', () => {
  expect(found({ ...AS_WRITTEN, 'c.yaml': '3\n' })).toEqual([['c.yaml', 'missing']]);
  expect(found({ 'a.yaml': '1\n' })).toEqual([['sub/b.yaml', 'left over']]);
  fs.writeFileSync(path.join(dir, 'sub/b.yaml'), 'edited\n');
  expect(staleFiles(dir, rendered({ 'a.yaml': '1\n' }))[0].fix).toContain('it was edited by hand');
  fs.writeFileSync(path.join(dir, 'c.yaml'), '3\n');
  fs.writeFileSync(path.join(dir, 'sub/b.yaml'), '2\n');
  expect(found({ ...AS_WRITTEN, 'c.yaml': '3\n' })).toEqual([['c.yaml', 'not recorded']]);
});

test('a foreign manifest is found, of each kind that Argo CD would deploy', () => {
  const names = ['sub/mine.json', 'sub/mine.jsonnet', 'sub/mine.yaml', 'sub/mine.yml'];
  for (const name of names) fs.writeFileSync(path.join(dir, name), '{}');
  fs.writeFileSync(path.join(dir, 'README.md'), 'not for Argo CD\n');
  expect(found(AS_WRITTEN)).toEqual(names.map((name) => [name, 'foreign']));
});

test('a folder without a record, and one that never was', () => {
  fs.rmSync(path.join(dir, RECORD));
  expect(found(AS_WRITTEN)).toEqual([
    [RECORD, 'missing'],
    ['a.yaml', 'not recorded'],
    ['sub/b.yaml', 'not recorded'],
  ]);
  fs.rmSync(dir, { recursive: true });
  expect(found({ 'a.yaml': '1\n' })).toEqual([
    [RECORD, 'missing'],
    ['a.yaml', 'missing'],
  ]);
});

test('line ends that Git changed are reported once, and not as an edit of every file', () => {
  const crlf = (file: string) => {
    const full = path.join(dir, file);
    fs.writeFileSync(full, fs.readFileSync(full, 'utf8').replaceAll('\n', '\r\n'));
  };
  for (const file of [RECORD, 'a.yaml', 'sub/b.yaml']) crlf(file);
  expect(found(AS_WRITTEN)).toEqual([[RECORD, 'line ends']]);
  const [{ message, fix }] = staleFiles(dir, rendered(AS_WRITTEN));
  expect(message).toContain('CRLF line ends (and 2 more files)');
  expect(fix).toMatch(/^add ".*dist\/\*\* -text" to \.gitattributes/);
  // What else is the matter is still found, and still for what it is.
  fs.appendFileSync(path.join(dir, 'sub/b.yaml'), '# mine\r\n');
  expect(found({ 'a.yaml': 'new\n', 'sub/b.yaml': '2\n' })).toEqual([
    ['a.yaml', 'stale'],
    ['sub/b.yaml', 'edited'],
    [RECORD, 'line ends'],
  ]);
  expect(found({ 'sub/b.yaml': '2\n' })[1]).toEqual(['a.yaml', 'left over']);
});

test('what a killed synth left is recognised, although every file is right', () => {
  fs.mkdirSync(path.join(dir, WORKSPACE));
  expect(found(AS_WRITTEN)).toEqual([['', 'incomplete']]);
});
