import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { staleReport } from './report';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-stale-report-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

test.each([
  ['the first that differs', 'a\nX\nc\n', 2],
  ['the last, where the rest is missing', 'a\nb', 2],
  ['the last, where the end is missing', 'a\nb\nc', 3],
  ['behind all that is rendered, where there is more', 'a\nb\nc\nd\n', 4],
  ['the first, of a file that is not there', undefined, 1],
])('a stale file is shown at its line: %s', (_, present, line) => {
  const file = path.join(dir, 'a.yaml');
  if (present !== undefined) fs.writeFileSync(file, present);
  const found = [{ file, kind: 'stale', message: 'm', fix: 'f' }] as const;
  const report = staleReport({ found, plan: { files: [] }, rendered: new Map([[file, 'a\nb\nc\n']]) }, '3.4.4');
  expect(report.findings).toMatchObject([{ file, line, location: { line, endLine: line } }]);
});
