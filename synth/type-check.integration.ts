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

test('a version of a chart whose values are not typed: the way out is printed, and leads out', () => {
  fs.symlinkSync(ROOT, file('node_modules/cdk8s-groundwork'));
  fs.writeFileSync(
    file('main.ts'),
    `import { type CiliumVersion, GroundworkApp } from 'cdk8s-groundwork';

export const version: CiliumVersion = '1.17.18';
new GroundworkApp().synth();
`,
  );
  const { status, stderr } = synth();
  expect(status).toBe(1);
  expect(stderr).toContain('The values of the chart cilium are typed for 1.16.5, 1.19.6, 1.20.0. If 1.17.18 has');
  const [declaration = ''] = /^declare module [\s\S]*?^}$/m.exec(stderr) ?? [];
  expect(declaration).toContain("readonly '1.17.18': CiliumValuesOf['1.16.5'];");
  fs.mkdirSync(file('imports'), { recursive: true });
  fs.writeFileSync(file('imports/helm-values.d.ts'), `import 'cdk8s-groundwork';\n\n${declaration}\n`);
  expect(synth().stderr).not.toContain('does not compile');
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

describe('a JSON file that main.ts imports', () => {
  const withTeams = (imported: string): void => {
    fs.writeFileSync(
      file('main.ts'),
      `import teams from ${imported};
import { AppProject, GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts/index.js'))};

const app = new GroundworkApp();
for (const name of teams.names) new AppProject(app.file(\`projects/\${name}\`), 'project', { name });
app.synth();
`,
    );
  };
  beforeEach(() => fs.writeFileSync(file('teams.json'), '{ "names": ["shop", "bank"] }'));

  test.each([
    ['in a CommonJS project', 'commonjs', "'./teams.json'"],
    ['in a project of ES modules', 'module', "'./teams.json' with { type: 'json' }"],
  ])('is data with types, %s', (_, type, imported) => {
    fs.writeFileSync(file('package.json'), JSON.stringify({ type }));
    withTeams(imported);
    expect(synth()).toEqual({ status: 0, stderr: '' });
    expect(fs.readdirSync(file('dist/projects'))).toEqual(['bank.yaml', 'shop.yaml']);

    // WHEN it changes, so that its types are others
    fs.writeFileSync(file('teams.json'), '{ "names": [5] }');
    expect(synth().stderr).toMatch(/main\.ts\(5,\d+\).*'number' is not assignable to type 'string'/s);
  });
});

test('a folder without tsconfig.json is no TypeScript project: types are not checked', () => {
  fs.rmSync(file('tsconfig.json'));
  declare("descripton: 'a shop'");
  expect(synth()).toMatchObject({ status: 0 });
});

describe('what was right is checked again when', () => {
  /** Whether the compiler was needed: it is not there any more. */
  const isCheckedAgain = () => synth().stderr.includes('are not checked');

  beforeEach(() => declare("description: 'a shop'"));

  function checkOnce(): void {
    expect(synth()).toEqual({ status: 0, stderr: '' });
    fs.rmSync(file('node_modules/typescript'));
    expect(isCheckedAgain()).toBe(false);
  }

  test('a tsconfig that its own one extends changes, in the repository or in a linked package of it', () => {
    const linked = file('packages/options');
    fs.mkdirSync(linked, { recursive: true });
    fs.symlinkSync(linked, file('node_modules/options'));
    fs.writeFileSync(path.join(linked, 'strict.json'), '{}');
    const base = (strict: boolean) =>
      `// for all\n{ "extends": ["${ROOT}/tsconfig", "options/strict"], "compilerOptions": { "strict": ${strict}, }, }`;
    fs.writeFileSync(file('base.json'), base(true));
    fs.writeFileSync(file('tsconfig.json'), '{ "extends": "./base" /* .json */ }');
    checkOnce();
    fs.writeFileSync(file('base.json'), base(false));
    expect(isCheckedAgain()).toBe(true);
    fs.writeFileSync(file('base.json'), base(true));
    expect(isCheckedAgain()).toBe(false);
    fs.writeFileSync(path.join(linked, 'strict.json'), '{ "compilerOptions": {} }');
    expect(isCheckedAgain()).toBe(true);
  });

  test('a declaration is added to imports/', () => {
    fs.mkdirSync(file('imports/deep'), { recursive: true });
    checkOnce();
    fs.writeFileSync(file('imports/deep/more.d.ts'), 'declare const more: string;\n');
    expect(isCheckedAgain()).toBe(true);
  });

  const LOCKS = [
    'package-lock.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'bun.lock',
    'node_modules/.package-lock.json',
    'node_modules/.yarn-state.yml',
    'node_modules/.modules.yaml',
  ];

  // In one test: the compiler takes seconds, and is needed once for all of them.
  test(`a lock changes: ${LOCKS.join(', ')}`, () => {
    for (const lock of LOCKS) fs.writeFileSync(file(lock), 'one');
    checkOnce();
    const found = LOCKS.map((lock) => {
      fs.writeFileSync(file(lock), 'other');
      const again = isCheckedAgain();
      fs.writeFileSync(file(lock), 'one');
      return [lock, again];
    });
    expect(found).toEqual(LOCKS.map((lock) => [lock, true]));
  });
});

describe('a compiler that cannot be run is not taken for a program that does not compile', () => {
  function breakCompiler(tsc: string): void {
    fs.rmSync(file('node_modules/typescript'));
    fs.mkdirSync(file('node_modules/typescript/bin'), { recursive: true });
    fs.writeFileSync(file('node_modules/typescript/package.json'), '{}');
    fs.writeFileSync(file('node_modules/typescript/bin/tsc'), tsc);
  }

  test.each([
    ["require('./gone')", /could not be run: Error: Cannot find module '\.\/gone'/],
    ["process.kill(process.pid, 'SIGKILL')", /could not be run: it was ended by SIGKILL/],
    ["console.log('no such platform\\nmore'); process.exitCode = 1", /could not be run: no such platform\. /],
    ['process.exitCode = 3', /could not be run: it ended with exit code 3 and said nothing/],
  ])('%s', (tsc, why) => {
    declare("description: 'a shop'");
    breakCompiler(tsc);
    const { status, stderr } = synth();
    expect(status).toBe(2);
    expect(stderr).toMatch(why);
    expect(stderr).toContain('--no-type-check');
    expect(stderr).not.toMatch(/does not compile|^\s+at /m);
    expect(synth('--no-type-check')).toMatchObject({ status: 0 });
  });
});
