import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'order-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

function order(text: string): { code: number | null; out: string; err: string } {
  fs.writeFileSync(path.join(dir, 'x.yaml'), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, 'order', '.'], {
    cwd: dir,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test('a directory without any object of Argo CD is wrong use; one without Applications has no order', () => {
  expect(order('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining('found nothing to check in .: 1 file, but no Application'),
  });
  expect(order('apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: a}\n')).toEqual({
    code: 0,
    out: 'no Application found\n',
    err: '',
  });
});

test('the password of a URL is not printed, in text or in JSON', () => {
  const spec = `project: default, source: {repoURL: 'https://bob:hunter2@git.example.com/other.git', path: web}`;
  const text = `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec: {${spec}}\n`;
  const { code, out } = order(text);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('https://***@git.example.com/other.git') });
  const { stdout } = spawnSync(process.execPath, [GROUNDWORK, 'order', '.', '--format', 'json'], {
    cwd: dir,
    encoding: 'utf8',
  });
  for (const printed of [out, stdout, JSON.stringify(JSON.parse(stdout))]) expect(printed).not.toContain('hunter2');
});
