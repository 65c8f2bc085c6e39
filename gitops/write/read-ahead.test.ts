import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type ReadAhead, readAhead } from './read-ahead';
import { RECORD } from './record';
import { writeTree } from './writer';

const NAMES = ['a.yaml', 'apps/b.yaml', 'apps/c.yaml', 'd é.yaml'];
let dir: string;

beforeEach(() => {
  dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-ahead-')), 'dist');
  writeTree(dir, rendered());
});
afterEach(() => fs.rmSync(path.dirname(dir), { recursive: true }));

function rendered(change: Record<string, string> = {}): Map<string, string> {
  return new Map(NAMES.map((name) => [name, change[name] ?? `text: ${name}\n`]));
}

const record = () => fs.readFileSync(path.join(dir, RECORD), 'utf8');
const ahead = () => readAhead(dir, 1) as ReadAhead;

test('it knows the files that are as they were written, and only these', () => {
  fs.appendFileSync(path.join(dir, 'apps/b.yaml'), '# edited\n');
  fs.renameSync(path.join(dir, 'apps/c.yaml'), path.join(dir, 'elsewhere'));
  fs.symlinkSync('../elsewhere', path.join(dir, 'apps/c.yaml'));
  expect([...ahead().unchangedSince(record()).keys()]).toEqual(['a.yaml', 'd é.yaml']);
});

test('what another synth has replaced in the meantime does not count', () => {
  const before = ahead();
  writeTree(dir, rendered({ 'a.yaml': 'new\n' }));
  expect([...before.unchangedSince(record())]).toEqual([]);
});

test('a small folder, and one without a record, are not worth a thread', () => {
  expect(readAhead(dir)).toBeUndefined();
  expect(readAhead(path.join(dir, 'apps'), 0)).toBeUndefined();
});

test('a synth that was read ahead of does what one does that was not', () => {
  fs.appendFileSync(path.join(dir, 'apps/b.yaml'), '# edited\n');
  const next = rendered({ 'a.yaml': 'new\n' });
  const result = writeTree(dir, next, { ahead: ahead() });
  expect(result).toMatchObject({ changed: ['a.yaml', 'apps/b.yaml'], edited: ['apps/b.yaml'], unchanged: 2 });
  for (const [name, text] of next) expect(fs.readFileSync(path.join(dir, name), 'utf8')).toBe(text);
});

test('of a record with both sides of a merge conflict, the file of the other side is put right', () => {
  const [ours, theirs] = [record(), rendered({ 'a.yaml': 'theirs\n' })];
  writeTree(dir, theirs);
  fs.writeFileSync(path.join(dir, RECORD), `<<<<<<< ours\n${ours}=======\n${record()}>>>>>>> theirs\n`);
  expect(writeTree(dir, rendered(), { ahead: ahead() })).toMatchObject({ changed: ['a.yaml'], unchanged: 3 });
  expect(fs.readFileSync(path.join(dir, 'a.yaml'), 'utf8')).toBe('text: a.yaml\n');
});
