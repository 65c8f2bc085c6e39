import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { synthesized } from '.';

const ROOT = path.join(__dirname, '..');
let project: string;

/** One Application, in a file of its own. @param repository what its project permits */
function declare(repository: string): void {
  fs.writeFileSync(
    path.join(project, 'shop.ts'),
    `import { Application, AppProject, type GroundworkApp } from 'cdk8s-groundwork';
export const shop = (app: GroundworkApp) => new Application(app.file('apps/shop'), 'application', {
  name: 'shop',
  project: new AppProject(app.file('projects/shop'), 'project', { name: 'shop', sourceRepos: ['${repository}'] }),
  source: { repoURL: 'https://github.com/orgname/shop.git', targetRevision: 'main', path: 'deploy' },
  destination: { namespace: 'shop' },
});
`,
  );
}

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-testing-'));
  fs.mkdirSync(path.join(project, 'node_modules'));
  fs.symlinkSync(ROOT, path.join(project, 'node_modules', 'cdk8s-groundwork'), 'junction');
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { GroundworkApp } from 'cdk8s-groundwork';
import { shop } from './shop';

const app = new GroundworkApp();
shop(app);
app.synth();
`,
  );
  declare('https://github.com/orgname/shop.git');
});
afterEach(() => fs.rmSync(project, { recursive: true }));

const main = () => path.join(project, 'main.ts');

test('gives what synth would write, and writes nothing', async () => {
  const everything = () =>
    fs.readdirSync(project, { recursive: true }).filter((name) => !`${name}`.includes('node_modules'));
  const before = everything();
  // Where the output folder would be made.
  const home = process.cwd();
  process.chdir(project);
  const { files, documents, findings } = await synthesized('main.ts').finally(() => process.chdir(home));
  expect(Object.keys(files)).toEqual(['apps/shop.yaml', 'projects/shop.yaml']);
  expect(files['apps/shop.yaml']).toContain('kind: Application\n');
  expect(documents.map(({ kind }) => kind)).toEqual(['Application', 'AppProject']);
  expect(findings).toEqual([]);
  expect(everything()).toEqual(before);
});

test('gives what check would find, where synth would refuse to write', async () => {
  declare('https://github.com/orgname/another.git');
  const { findings } = await synthesized(main());
  expect(findings).toMatchObject([{ rule: 'project-source-not-permitted', severity: 'refuse' }]);
});

test('refuses a file that synthesizes twice, or never', async () => {
  fs.appendFileSync(main(), 'app.synth();\n');
  await expect(synthesized(main())).rejects.toThrow('called app.synth() twice');
  fs.writeFileSync(main(), "import 'cdk8s-groundwork';\n");
  await expect(synthesized(main())).rejects.toThrow('ended without app.synth()');
});

test('two that are wanted at once run one after the other, each with its own app', async () => {
  const other = path.join(project, 'other.ts');
  fs.copyFileSync(main(), other);
  const [first, failed, second] = await Promise.allSettled([
    synthesized(main()),
    synthesized('gone.ts'),
    synthesized(other),
  ]);
  expect(first).toMatchObject({ status: 'fulfilled', value: { findings: [] } });
  expect(failed).toMatchObject({ status: 'rejected' });
  expect(second).toMatchObject({ status: 'fulfilled', value: { findings: [] } });
});

test('a main file that runs another is refused, and not waited for', async () => {
  fs.appendFileSync(main(), "import { synthesized } from 'cdk8s-groundwork/testing';\nawait synthesized('shop.ts');\n");
  await expect(synthesized(main())).rejects.toThrow(/^shop\.ts is wanted by .*main\.ts, which runs/);
});

test('paths are meant from where it was asked for, wherever main.ts goes', async () => {
  const before = process.cwd();
  fs.writeFileSync(main(), fs.readFileSync(main(), 'utf8').replace('const app', "process.chdir('/');\nconst app"));
  const { files } = await synthesized(main());
  expect(process.cwd()).toBe(before);
  const source = path.relative(before, path.join(project, 'shop.ts')).split(path.sep).join('/');
  expect(files['apps/shop.yaml']).toContain(`from ${source}.`);
});

test('a folder or a pipe is refused as the main file, and not waited for', async () => {
  await expect(synthesized(project)).rejects.toThrow(
    `${project} is a folder, not a file: name the main file with --main, such as --main ${main()}`,
  );
  const pipe = path.join(project, 'pipe.ts');
  spawnSync('mkfifo', [pipe]);
  await expect(synthesized(pipe)).rejects.toThrow('pipe.ts is a pipe, a socket or a device, not a file');
});

test('says what is wrong with a file that is not there', async () => {
  await expect(synthesized('gone.ts')).rejects.toThrow('gone.ts does not exist');
});

test('works in Node’s own test runner, more than once in a process, and sees what has changed in between', () => {
  const test = path.join(project, 'main.test.mjs');
  fs.writeFileSync(
    test,
    `import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { synthesized } from 'cdk8s-groundwork/testing';

test('first', async () => {
  const { files, findings } = await synthesized();
  assert.deepEqual(findings, []);
  assert.deepEqual(Object.keys(files), ['apps/shop.yaml', 'projects/shop.yaml']);
});
test('second', async () => {
  fs.writeFileSync('shop.ts', fs.readFileSync('shop.ts', 'utf8').replace('apps/shop', 'apps/store'));
  assert.deepEqual(Object.keys((await synthesized('main.ts')).files), ['apps/store.yaml', 'projects/shop.yaml']);
});
`,
  );
  // Inside of another run of it, its own report is in a form for that one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ['--test', test], { cwd: project, encoding: 'utf8', env });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('pass 2') });
});
