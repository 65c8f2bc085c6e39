import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const ROOT = path.join(__dirname, '../..');
let project: string;

/** Runs groundwork in a project of its own, whose main.ts has one Application. */
function groundwork(...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'bin/groundwork.js'), ...args], {
    cwd: project,
    encoding: 'utf8',
    env,
  });
  return { status, output: stdout + stderr, stdout, stderr };
}

function declare(revision: string): void {
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { Application, AppProject, GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts'))};

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

/** As it was after the synth. A copy, because a synth takes a second, and each test spoils it. */
let right: string;

beforeAll(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-check-stale-'));
  declare('main');
  expect(groundwork('synth')).toMatchObject({ status: 0 });
  right = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-check-stale-right-'));
  fs.cpSync(project, right, { recursive: true });
});

afterAll(() => {
  fs.rmSync(project, { recursive: true });
  fs.rmSync(right, { recursive: true });
});

afterEach(() => {
  fs.rmSync(project, { recursive: true });
  fs.cpSync(right, project, { recursive: true });
});

test('what was just rendered is not stale', () => {
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 0,
    output: 'the files on disk are what the platform renders\n',
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

test('a checkout with CRLF (core.autocrlf) is reported once, as such', () => {
  for (const file of ['PLATFORM.md', 'dist/SHA256SUMS', 'dist/apps/shop.yaml', 'dist/projects/shop.yaml']) {
    const full = path.join(project, file);
    fs.writeFileSync(full, fs.readFileSync(full, 'utf8').replaceAll('\n', '\r\n'));
  }
  const told = 'add "dist/** -text" to .gitattributes, or Git (core.autocrlf) changes them at each checkout';
  const { status, output } = groundwork('check', '--stale');
  expect({ status, lines: output.trimEnd().split('\n') }).toEqual({
    status: 1,
    lines: [expect.stringMatching(/^dist\/SHA256SUMS: has CRLF line ends \(and 2 more files\): /)],
  });
  expect(output).toContain(told);
  const { stderr } = groundwork('synth', '--quiet');
  expect(stderr).toBe(`dist/SHA256SUMS (and 2 more files) had CRLF line ends; they are as rendered again: ${told}\n`);
});

test('an edit by hand is called one, and what to edit instead is named', () => {
  fs.appendFileSync(path.join(project, 'dist/apps/shop.yaml'), '# mine\n');
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 1,
    output: expect.stringContaining('dist/apps/shop.yaml: was edited by hand'),
  });
});

describe('for programs', () => {
  /** One of everything that can be wrong at once. */
  function spoil(): void {
    const dist = path.join(project, 'dist');
    const shop = path.join(dist, 'apps/shop.yaml');
    fs.writeFileSync(shop, fs.readFileSync(shop, 'utf8').replace('targetRevision: main', 'targetRevision: mine'));
    fs.rmSync(path.join(dist, 'projects/shop.yaml'));
    fs.writeFileSync(path.join(dist, 'apps/old.yaml'), 'a: 1\n');
    fs.appendFileSync(path.join(dist, 'SHA256SUMS'), `${'0'.repeat(64)}  apps/old.yaml\nnot a line\n`);
    fs.writeFileSync(path.join(dist, 'apps/foreign.yaml'), 'a: 1\n');
    fs.appendFileSync(path.join(project, 'PLATFORM.md'), 'mine');
  }
  test('json is one object of the form that a check has, with a rule, a file, a line and a way out for each finding', () => {
    spoil();
    const { status, stdout, stderr } = groundwork('check', '--stale', '--format', 'json');
    expect([status, stderr]).toEqual([1, '']);
    const { version, findings, summary } = JSON.parse(stdout);
    const shop = fs.readFileSync(path.join(project, 'dist/apps/shop.yaml'), 'utf8').split('\n');
    const record = fs.readFileSync(path.join(project, 'dist/SHA256SUMS'), 'utf8').split('\n');
    const document = fs.readFileSync(path.join(project, 'PLATFORM.md'), 'utf8').split('\n');
    const at = findings.map(({ rule, file, line }: { rule: string; file: string; line: number }) => [rule, file, line]);
    expect(at).toEqual([
      ['stale-edited', 'dist/SHA256SUMS', record.indexOf('not a line') + 1],
      ['stale-edited', 'dist/apps/shop.yaml', shop.findIndex((line) => line.includes('mine')) + 1],
      ['stale-missing', 'dist/projects/shop.yaml', 1],
      ['stale-left-over', 'dist/apps/old.yaml', 1],
      ['stale-foreign', 'dist/apps/foreign.yaml', 1],
      ['stale-file', 'PLATFORM.md', document.length],
    ]);
    for (const finding of findings) {
      expect(Object.keys(finding)).toEqual(
        expect.arrayContaining(['severity', 'column', 'resource', 'message', 'fix']),
      );
      expect(finding.severity).toBe('silent');
      expect(finding.message).not.toBe('');
      expect(finding.fix).not.toBe('');
    }
    expect([version, summary.silent, summary.refuse, summary.applications]).toEqual([1, 6, 0, 1]);
  });

  test('sarif is valid, and its paths are from the top of the checkout, wherever the platform is in it', () => {
    spoil();
    const outer = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-outer-'));
    fs.mkdirSync(path.join(outer, '.git'));
    const home = project;
    fs.renameSync(home, path.join(outer, 'my platform'));
    project = path.join(outer, 'my platform');
    const { status, stdout, stderr } = groundwork('check', '--stale', '--format', 'sarif');
    fs.renameSync(project, home);
    project = home;
    fs.rmSync(outer, { recursive: true });
    expect([status, stderr]).toEqual([1, '']);
    const log = JSON.parse(stdout);
    const { $schema: _, id: __, ...schema } = sarifSchema as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    expect(ajv.validate(schema, log) ? [] : ajv.errors).toEqual([]);
    const [{ results, tool }] = log.runs;
    const uris = results.map((result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      decodeURIComponent(result.locations[0].physicalLocation.artifactLocation.uri),
    );
    expect(uris).toContain('my platform/dist/apps/shop.yaml');
    expect(uris).toContain('my platform/PLATFORM.md');
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test('nothing wrong is an empty list, and code 0', () => {
    const { status, stdout } = groundwork('check', '--stale', '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, findings: [], summary: { silent: 0 } });
    expect(JSON.parse(groundwork('check', '--stale', '--format', 'sarif').stdout).runs[0].results).toEqual([]);
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

test('a PLATFORM.md that groundwork did not write is refused before anything is written', () => {
  const document = path.join(project, 'PLATFORM.md');
  fs.writeFileSync(document, '# mine\n');
  declare('next');
  expect(groundwork('synth')).toMatchObject({
    status: 1,
    output: expect.stringContaining('PLATFORM.md was not written by groundwork'),
  });
  expect(fs.readFileSync(path.join(project, 'dist/apps/shop.yaml'), 'utf8')).not.toContain('next');
  expect(fs.readFileSync(document, 'utf8')).toBe('# mine\n');
});

test('a main.ts that cannot be rendered is reported in one message, without a stack', () => {
  fs.writeFileSync(path.join(project, 'main.ts'), "throw new Error('no platform today');\n");
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 2,
    output: 'groundwork: no platform today (main.ts:1)\n',
  });
});

test('removing most of the Applications is refused, and the flag allows it', () => {
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts'))};\nnew GroundworkApp().synth();\n`,
  );
  expect(groundwork('synth')).toMatchObject({ status: 1, output: expect.stringContaining('needs --allow-removal') });
  expect(fs.existsSync(path.join(project, 'dist/apps/shop.yaml'))).toBe(true);
  expect(groundwork('synth', '--allow-removal')).toMatchObject({ status: 0 });
  expect(fs.existsSync(path.join(project, 'dist/apps/shop.yaml'))).toBe(false);
});

test.each([
  ["throw Object.assign(new Error('no'), { code: 1, exitCode: 0 });", 'groundwork: no (main.ts:1)'],
  ["throw 'just a text';", "groundwork: main.ts threw 'just a text'"],
  ['throw undefined;', 'groundwork: main.ts threw undefined'],
  ["throw new AggregateError([new Error('first'), new Error('second')]);", 'groundwork: first: second (main.ts:1)'],
])('whatever main.ts throws is an error, and never a success: %s', (text, output) => {
  fs.writeFileSync(path.join(project, 'main.ts'), `${text}\n`);
  expect(groundwork('synth', '--no-type-check')).toMatchObject({ status: 2, output: `${output}\n` });
});

test('a main.ts that catches the refusal of its synth does not make it a success', () => {
  const text = fs.readFileSync(path.join(project, 'main.ts'), 'utf8').replace("namespace: 'shop'", "namespace: ''");
  const caught = text.replace('app.synth();', 'try { app.synth(); app.synth(); } catch {}');
  fs.writeFileSync(path.join(project, 'main.ts'), caught);
  const { status, output } = groundwork('synth', '--no-type-check');
  expect({ status, output }).toEqual({ status: 2, output: expect.stringContaining('called app.synth() twice') });
});
