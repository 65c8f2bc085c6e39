import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
let project: string;

/** Runs groundwork in a project of its own, whose main.ts has one Application. */
function groundwork(...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'bin/groundwork.js'), ...args], {
    cwd: project,
    encoding: 'utf8',
    env,
  });
  return { status, output: stdout + stderr };
}

function declare(revision: string): void {
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { Application, AppProject, GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'charts'))};

const app = new GroundworkApp();
new Application(app.file('apps/shop'), 'application', {
  name: 'shop',
  project: new AppProject(app.file('projects/shop'), 'project', { name: 'shop' }),
  source: { repoURL: 'https://github.com/orgname/shop.git', path: 'deploy', targetRevision: '${revision}' },
  destination: { namespace: 'shop' },
});
app.synth();
`,
  );
}

beforeAll(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-check-stale-'));
  declare('main');
  expect(groundwork('synth')).toMatchObject({ status: 0 });
});

afterAll(() => {
  fs.rmSync(project, { recursive: true });
});

afterEach(() => {
  declare('main');
  expect(groundwork('synth').status).toBe(0);
});

test('what was just rendered is not stale', () => {
  expect(groundwork('check', '--stale')).toEqual({
    status: 0,
    output: 'what is committed is what the platform renders\n',
  });
});

test('after a change of main.ts the file and its source are named', () => {
  declare('next');
  const { status, output } = groundwork('check', '--stale');
  expect(output).toContain('dist/apps/shop.yaml: main.ts renders something else by now');
  expect(status).toBe(1);
});

test('an edited PLATFORM.md is found as well', () => {
  fs.appendFileSync(path.join(project, 'PLATFORM.md'), 'mine');
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 1,
    output: expect.stringContaining('PLATFORM.md: is not what main.ts gives'),
  });
});

test('an edit by hand is called one, and what to edit instead is named', () => {
  fs.appendFileSync(path.join(project, 'dist/apps/shop.yaml'), '# mine\n');
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 1,
    output: expect.stringContaining('dist/apps/shop.yaml: was edited by hand'),
  });
});

test('a killed synth is seen by check, with and without --stale', () => {
  fs.mkdirSync(path.join(project, 'dist/.groundwork'));
  for (const args of [['check'], ['check', '--stale']]) {
    expect(groundwork(...args)).toMatchObject({
      status: 1,
      output: expect.stringContaining('a groundwork synth was killed while it wrote'),
    });
  }
});

test('a main.ts that ends the process, or synthesizes too late, is an error, and nothing is written', () => {
  fs.writeFileSync(path.join(project, 'main.ts'), 'process.exit(0);\n');
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 2,
    output: expect.stringContaining('remove process.exit()'),
  });
  declare('late');
  const text = fs
    .readFileSync(path.join(project, 'main.ts'), 'utf8')
    .replace('app.synth();', 'setTimeout(() => app.synth(), 10);');
  fs.writeFileSync(path.join(project, 'main.ts'), text);
  const before = fs.readFileSync(path.join(project, 'dist/SHA256SUMS'), 'utf8');
  for (const args of [['check', '--stale'], ['synth']]) {
    const { status, output } = groundwork(...args);
    expect({ status, stack: output.includes('    at ') }).toEqual({ status: 2, stack: false });
  }
  expect(fs.readFileSync(path.join(project, 'dist/SHA256SUMS'), 'utf8')).toBe(before);
});

test('somebody’s own PLATFORM.md is refused before anything is written', () => {
  const document = path.join(project, 'PLATFORM.md');
  fs.writeFileSync(document, '# mine\n');
  declare('next');
  expect(groundwork('synth')).toMatchObject({
    status: 1,
    output: expect.stringContaining('PLATFORM.md was not written by groundwork'),
  });
  expect(fs.readFileSync(path.join(project, 'dist/apps/shop.yaml'), 'utf8')).not.toContain('next');
  expect(fs.readFileSync(document, 'utf8')).toBe('# mine\n');
  fs.rmSync(document);
});

test('a main.ts that cannot be rendered is told in one message, without a stack', () => {
  fs.writeFileSync(path.join(project, 'main.ts'), "throw new Error('no platform today');\n");
  expect(groundwork('check', '--stale')).toEqual({ status: 2, output: 'groundwork: no platform today\n' });
});

test('removing most of the Applications is refused, and the flag allows it', () => {
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'charts'))};\nnew GroundworkApp().synth();\n`,
  );
  expect(groundwork('synth')).toMatchObject({ status: 1, output: expect.stringContaining('needs --allow-removal') });
  expect(fs.existsSync(path.join(project, 'dist/apps/shop.yaml'))).toBe(true);
  expect(groundwork('synth', '--allow-removal')).toMatchObject({ status: 0 });
  expect(fs.existsSync(path.join(project, 'dist/apps/shop.yaml'))).toBe(false);
});
