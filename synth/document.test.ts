import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { markdownMarker } from '../argocd/model/marker';
import { documentPath, documentProblem, writeDocument } from './document';

const home = process.cwd();
let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-document-'));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(home);
  fs.rmSync(dir, { recursive: true });
});

test('the document stands beside the folder, and is named after one that is not dist; a folder elsewhere has none', () => {
  expect(documentPath('dist')).toBe('PLATFORM.md');
  expect(documentPath(path.join(dir, 'dist'))).toBe('PLATFORM.md');
  expect(documentPath('dist-other')).toBe('PLATFORM.dist-other.md');
  expect(documentPath('clusters/prod/dist')).toBe('clusters/prod/PLATFORM.md');
  expect(documentPath('clusters/prod')).toBe('clusters/PLATFORM.prod.md');
  expect(documentPath(path.join(dir, '..', 'dist'))).toBeUndefined();
  writeDocument(path.join(dir, '..', 'dist'), 'text');
  expect(fs.readdirSync('.')).toEqual([]);
  writeDocument('dist', 'text');
  expect(fs.readdirSync('.')).toEqual(['PLATFORM.md']);
});

test('a folder in the project that only the environment asks for has none', () => {
  process.env.CDK8S_OUTDIR = 'compared';
  try {
    expect(documentPath('compared')).toBeUndefined();
    expect(documentPath('dist')).toBe('PLATFORM.md');
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
});

test('what was generated, is the same, or was torn by a merge is replaced; anything else stays', () => {
  const generated = `${markdownMarker('main.ts')}\nold\n`;
  for (const [present, replaced] of [
    [generated, true],
    ['text', true],
    [`<<<<<<< HEAD\n${generated}`, true],
    ['# mine\n', false],
    ['', false],
  ] as const) {
    fs.writeFileSync('PLATFORM.md', present);
    expect([present, documentProblem('dist', 'text') === undefined]).toEqual([present, replaced]);
  }
  fs.rmSync('PLATFORM.md');
  fs.symlinkSync('elsewhere.md', 'PLATFORM.md');
  expect(documentProblem('dist', 'text')).toBe(
    'PLATFORM.md is not a file, and a document of that name is generated: move it away',
  );
});

test('one that cannot be written leaves nothing half-written', () => {
  fs.mkdirSync(path.join('PLATFORM.md', 'in-the-way'), { recursive: true });
  expect(() => writeDocument('dist', 'text')).toThrow();
  expect(fs.readdirSync('.')).toEqual(['PLATFORM.md']);
});
