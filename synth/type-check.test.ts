import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
let project: string;

/** Runs synth in a project of its own that has the types of this one. */
function synth(...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const command = [path.join(ROOT, 'bin/groundwork.js'), 'synth', '--quiet', ...args];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8', env });
  return { status, stderr };
}

const file = (name: string) => path.join(project, name);

function declare(property: string): void {
  fs.writeFileSync(
    file('main.ts'),
    `import { AppProject, GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts'))};
import { name } from './name';

const app = new GroundworkApp();
new AppProject(app.file('projects/shop'), 'project', { name, ${property} });
app.synth();
`,
  );
}

/** The packages of this project in that one; what is remembered there is its own. */
function install(...names: readonly string[]): void {
  fs.mkdirSync(file('node_modules'), { recursive: true });
  for (const name of names.length > 0 ? names : fs.readdirSync(path.join(ROOT, 'node_modules')))
    if (!name.startsWith('.')) fs.symlinkSync(path.join(ROOT, 'node_modules', name), file(`node_modules/${name}`));
}

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-types-'));
  install();
  fs.writeFileSync(
    file('tsconfig.json'),
    JSON.stringify({ extends: path.join(ROOT, 'tsconfig.json'), include: ['*.ts'] }),
  );
  fs.writeFileSync(file('name.ts'), "export const name: string = 'shop';\n");
});

afterEach(() => fs.rmSync(project, { recursive: true }));

test('a misspelt property is reported with its place, and nothing is written', () => {
  declare("descripton: 'a shop'");
  const { status, stderr } = synth();
  expect(status).toBe(1);
  expect(stderr).toContain('nothing was written: main.ts does not compile');
  expect(stderr).toMatch(/main\.ts\(5,\d+\).*descripton.*Did you mean/s);
  expect(fs.existsSync(file('dist'))).toBe(false);
  // WHEN it is requested nevertheless
  expect(synth('--no-type-check')).toMatchObject({ status: 0 });
});

test('what was right is not checked again, until any file of the program changes', () => {
  declare("description: 'a shop'");
  expect(synth()).toEqual({ status: 0, stderr: '' });
  // A compiler that is gone is missed only when it is needed.
  fs.rmSync(file('node_modules/typescript'));
  expect(synth()).toEqual({ status: 0, stderr: '' });
  fs.writeFileSync(file('name.ts'), 'export const name: number = 1;\n');
  expect(synth('--no-type-check').stderr).not.toContain('types');
  expect(synth().stderr).toContain('the types of main.ts are not checked: the package typescript is not installed');
  install('typescript');
  expect(synth().stderr).toContain("Type 'number' is not assignable to type 'string'");
});

test('a folder without tsconfig.json is no TypeScript project: types are not checked', () => {
  fs.rmSync(file('tsconfig.json'));
  declare("descripton: 'a shop'");
  expect(synth()).toMatchObject({ status: 0 });
});
