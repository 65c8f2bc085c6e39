import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { GROUNDWORK, runNode } from '../test/new-project';
import { application, sixty, URL, write as writeIn } from './adopt/sixty.fixture';

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-adopt-test-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeIn(folder, file, text);
const run = (...args: readonly string[]) => runNode(GROUNDWORK, args, folder);

test('sixty hand-written Applications are taken over without a difference', () => {
  sixty(folder);
  const adopted = run('adopt', 'old', '--into', 'new', '--root', 'new-root', '--no-render');
  expect(adopted).toMatchObject({ status: 0, stderr: '' });
  expect(adopted.stdout).toContain('60 Applications and 1 project or set were adopted into new');
  expect(adopted.stdout).toContain('48 as files of apps, in apps/');
  expect(adopted.stdout).toContain(
    'app-8 (old/argocd/apps/app-8.yaml:1): syncPolicy.syncOptions[0] is "Replace=false"',
  );
  expect(adopted.stdout).toContain('app-9 (old/argocd/apps/app-9.yaml:1): it has 2 finalizers');
  expect(adopted.stdout).toContain('replaced by the new root: old-root (old/bootstrap/root.yaml:1)');
  expect(adopted.stdout).toMatch(/equal: the synth has the same Applications/);
});

test('nothing is written over what is there, and nothing beside it', () => {
  write('old/a.yaml', application('a'));
  write('new/apps/adopted/a.yaml', 'mine\n');
  const { status, stderr } = run('adopt', 'old', '--into', 'new', '--no-render');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      'groundwork: nothing was written, because these are there already: apps/adopted/a.yaml. Move them away, or name --into\n',
  });
  expect(fs.readdirSync(path.join(folder, 'new'))).toEqual(['apps']);
});

test('a root with the name of one that is there is refused: it would prune what it does not bring itself', () => {
  sixty(folder);
  const { status, stderr } = run('adopt', 'old', '--into', 'new', '--root', 'old-root', '--no-render');
  expect(status).toBe(2);
  expect(stderr).toContain('--root old-root: there is an Application of that name (old/bootstrap/root.yaml:1)');
  expect(fs.existsSync(path.join(folder, 'new'))).toBe(false);
});

test('what comes together with other objects stays where it is, and is told', () => {
  write('old/bootstrap/root.yaml', application('mixed', { source: { repoURL: URL, path: 'all' } }));
  write('old/all/a.yaml', application('a'));
  write('old/all/b.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n');
  const { status, stdout } = run('adopt', 'old', '--into', 'new', '--no-render');
  expect(status).toBe(0);
  expect(stdout).toContain('not adopted: Application a: mixed brings it together with what is no Application');
  expect(fs.readdirSync(path.join(folder, 'new/apps/adopted'))).toEqual(['mixed.yaml']);
});

test('a folder of two clusters, one without Applications, and none are refused', () => {
  write('old/one/a.yaml', application('a'));
  write('old/two/a.yaml', application('a'));
  write('empty/a.txt', '');
  expect(run('adopt', 'old', '--no-render').stderr).toMatch(
    /Application a is there twice \(old\/one\/a.yaml:1 and old\/two/,
  );
  expect(run('adopt', 'empty', '--no-render').stderr).toContain('in empty there is no Application');
  expect(run('adopt', 'nowhere').stderr).toBe('groundwork: nowhere is no folder\n');
});
