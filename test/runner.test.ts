import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');

/** A project with the runner, its own cache, and the real dependencies. */
let project: string;

beforeEach(() => {
  project = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'runner-'));
  fs.cpSync(path.join(ROOT, 'bin'), path.join(project, 'bin'), { recursive: true });
  fs.mkdirSync(path.join(project, 'node_modules'));
  for (const name of ['@swc', 'constructs']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(project, 'node_modules', name));
  }
  write('node_modules/dependency/index.js', "exports.answer = require('./lib').answer;\n");
  write('node_modules/dependency/lib.js', 'exports.answer = 1;\n');
  write('value.ts', "export const value: string = 'first';\n");
  write(
    'main.ts',
    "import { answer } from 'dependency';\nimport { value } from './value';\n\nconsole.log(value, answer);\n",
  );
});

afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const target = path.join(project, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

const args = (file: string) => ['--require', './bin/typescript.js', file];

function run(env: NodeJS.ProcessEnv = {}, file = 'main.ts'): string {
  const options = { cwd: project, env: { ...process.env, ...env }, encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, args(file), options).trim();
}

function failure(file = 'main.ts', env: NodeJS.ProcessEnv = {}): string {
  try {
    run(env, file);
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
  throw new Error(`${file} did not fail`);
}

const folder = () => path.join(project, 'node_modules/.cache/groundwork');

function cacheFile(): string {
  const files = fs.readdirSync(folder()).filter((name) => !name.endsWith('.rest'));
  expect(files).toHaveLength(1);
  return path.join(folder(), files[0]);
}

/** A swc that prints the name of each file that it transforms. */
function sayWhatSwcIsAskedFor(): void {
  fs.rmSync(path.join(project, 'node_modules/@swc'), { recursive: true });
  const real = path.join(ROOT, 'node_modules/@swc/core');
  write('node_modules/@swc/core/package.json', fs.readFileSync(path.join(real, 'package.json'), 'utf8'));
  write(
    'node_modules/@swc/core/index.js',
    `exports.transformSync = (code, options) => { console.log(require('node:path').basename(options.filename)); return require(${JSON.stringify(real)}).transformSync(code, options); };\n`,
  );
}

test('what was kept is used: a second run does not need swc, and writes nothing', () => {
  expect(run()).toBe('first 1');
  const { mtimeMs, ino } = fs.statSync(cacheFile());
  // GIVEN a swc that would end the process
  fs.rmSync(path.join(project, 'node_modules/@swc'));
  write(
    'node_modules/@swc/core/package.json',
    fs.readFileSync(path.join(ROOT, 'node_modules/@swc/core/package.json'), 'utf8'),
  );
  write('node_modules/@swc/core/index.js', 'process.exit(3);\n');

  expect(run()).toBe('first 1');
  expect(fs.statSync(cacheFile())).toMatchObject({ mtimeMs, ino });
});

/** A program that runs when the project's files are no longer new: their times alone tell then whether they are the same. */
function later(): NodeJS.ProcessEnv {
  write('later.js', 'const { now } = Date;\nDate.now = () => now() + 60_000;\n');
  return { NODE_OPTIONS: `--require ${JSON.stringify(path.join(project, 'later.js'))}` };
}

test.each([
  ['new', () => ({})],
  ['older', later],
])('an edit of a %s file counts at once, also one that leaves size and time as they were', (_, env) => {
  for (const _ of ['first', 'from the cache']) expect(run(env())).toBe('first 1');
  for (const [file, before, after] of [
    ['value.ts', 'first', 'other'],
    ['node_modules/dependency/lib.js', '1', '2'],
  ]) {
    const { atime, mtime } = fs.statSync(path.join(project, file));
    write(file, fs.readFileSync(path.join(project, file), 'utf8').replace(before, after));
    fs.utimesSync(path.join(project, file), atime, mtime);
  }
  for (const _ of ['first', 'from the cache']) expect(run(env())).toBe('other 2');
});

test('an old file takes the place of another one of its size and time: a restored backup, say', () => {
  write('backup.ts', "export const value: string = 'other';\n");
  const { atime, mtime } = fs.statSync(path.join(project, 'value.ts'));
  fs.utimesSync(path.join(project, 'backup.ts'), atime, mtime);
  expect(run(later())).toBe('first 1');
  fs.renameSync(path.join(project, 'backup.ts'), path.join(project, 'value.ts'));
  expect(run(later())).toBe('other 1');
});

test('many files with other times and the same bytes, as npm ci leaves them, are read once and noted', () => {
  const names = Array.from({ length: 30 }, (_, at) => `part-${at}`);
  for (const name of names) write(`${name}.ts`, `export const name = '${name}';\n`);
  write('main.ts', `${names.map((name) => `import './${name}';\n`).join('')}console.log('ok');\n`);
  expect(run(later())).toBe('ok');
  const before = fs.readFileSync(cacheFile());
  for (const name of names) write(`${name}.ts`, `export const name = '${name}';\n`);
  expect(run(later())).toBe('ok');
  const after = fs.readFileSync(cacheFile());
  expect(after.equals(before)).toBe(false);
  expect(run(later())).toBe('ok');
  expect(fs.readFileSync(cacheFile()).equals(after)).toBe(true);
});

test('an inline source map is not kept, and what only looks like one is', () => {
  const map = 'data:application/json;base64,eyJ2ZXJzaW9uIjozfQ==';
  write('node_modules/dependency/index.js', `exports.answer = 1;\n//# sourceMappingURL=${map}\n`);
  for (const _ of ['first', 'from the cache']) expect(run()).toBe('first 1');
  expect(fs.readFileSync(cacheFile()).includes(map)).toBe(false);
  write('node_modules/dependency/index.js', `exports.answer = \`\n//# sourceMappingURL=${map}\`.length;\n`);
  for (const _ of ['first', 'from the cache']) expect(run()).toBe(`first ${map.length + 22}`);
});

test.each(['latin-1: ä', 'wider: ’ €', 'outside: 😀'])('texts are what they were: %s', (text) => {
  write('main.ts', `console.log('${text}');\n`);
  for (const _ of ['first', 'from the cache']) expect(run()).toBe(text);
});

test('a module that has become a folder is found there', () => {
  run();
  fs.rmSync(path.join(project, 'value.ts'));
  write('value/index.ts', "export const value = 'folder';\n");
  expect(run()).toBe('folder 1');
});

test('a name means to each folder what it means to Node there', () => {
  write('plain/a.ts', "export { answer } from 'dependency';\n");
  write('own/deep/b.ts', "export { answer } from 'dependency';\n");
  write('own/node_modules/dependency/index.js', "exports.answer = 'own';\n");
  write('scope/c.ts', "export { answer } from 'itself';\n");
  write('scope/package.json', '{ "name": "itself", "exports": "./itself.js" }');
  write('scope/itself.js', "exports.answer = 'itself';\n");
  write('node_modules/itself/index.js', "exports.answer = 'not itself';\n");
  const names = { a: './plain/a', b: './own/deep/b', c: './scope/c', d: 'itself' };
  for (const order of ['abcd', 'dcba']) {
    const imports = [...order].map((name) => `import * as ${name} from '${names[name as keyof typeof names]}';\n`);
    write('main.ts', `${imports.join('')}console.log(a.answer, b.answer, c.answer, d.answer);\n`);
    for (const _ of ['first', 'from the cache']) expect(run()).toBe('1 own itself not itself');
  }
});

test('another swc makes everything anew', () => {
  run();
  fs.rmSync(path.join(project, 'node_modules/@swc'));
  write(
    'node_modules/@swc/core/package.json',
    JSON.stringify({ name: '@swc/core', version: '99.0.0', main: 'index.js' }),
  );
  write('node_modules/@swc/core/index.js', "exports.transformSync = () => ({ code: 'console.log(99)' });\n");
  expect(run()).toBe('99');
});

test('a damaged cache is not run: V8 itself would not notice', () => {
  run();
  const whole = fs.readFileSync(cacheFile());
  const flipped = (at: number) => {
    const bytes = Buffer.from(whole);
    bytes[at] ^= 0x40;
    return bytes;
  };
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('not a cache'),
    whole.subarray(0, whole.length / 2),
    Buffer.alloc(whole.length),
    // The checksum, the length of the index, the index, and what it points into, up to the last byte that is not padding.
    flipped(3),
    flipped(17),
    flipped(40),
    flipped(whole.length - 9),
  ]) {
    fs.writeFileSync(cacheFile(), bytes);
    expect(run()).toBe('first 1');
    // It has been replaced by a good one.
    expect(fs.readFileSync(cacheFile()).equals(bytes)).toBe(false);
  }
});

test('a cache that cannot be written, or that is no folder, is only slow', () => {
  // A file in the place of the folder stops root, too, which a read-only folder does not.
  write('node_modules/.cache', '');
  expect(run()).toBe('first 1');
  expect(run()).toBe('first 1');
  fs.rmSync(path.join(project, 'node_modules/.cache'));
  expect(run()).toBe('first 1');
  fs.rmSync(folder(), { recursive: true });
  expect(run()).toBe('first 1');
});

test('two at once: both are right, and one whole file remains', async () => {
  const outputs = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, args('main.ts'), { cwd: project });
      let output = '';
      child.stdout.on('data', (data) => {
        output += data;
      });
      return new Promise((resolve) => child.on('close', (code) => resolve(`${code} ${output.trim()}`)));
    }),
  );
  expect(new Set(outputs)).toEqual(new Set(['0 first 1']));
  const { mtimeMs } = fs.statSync(cacheFile());
  expect(run()).toBe('first 1');
  expect(fs.statSync(cacheFile()).mtimeMs).toBe(mtimeMs);
});

test('what most runs do not load is kept in a second file, and is run only if that is whole', () => {
  const large = `export const text = '${'x'.repeat(400_000)}';\n`;
  write('large.ts', large);
  write('main.ts', "if (process.env.LARGE) require('./large');\nconsole.log('ok');\n");
  run({ LARGE: '1' });
  const size = fs.statSync(cacheFile()).size;
  run();
  expect(fs.statSync(cacheFile()).size).toBeLessThan(size - 400_000);
  const { mtimeMs } = fs.statSync(cacheFile());
  sayWhatSwcIsAskedFor();
  expect(run({ LARGE: '1' })).toBe('ok');
  expect(fs.statSync(cacheFile()).mtimeMs).toBe(mtimeMs);
  const rest = `${cacheFile()}.rest`;
  const bytes = fs.readFileSync(rest);
  bytes[bytes.length - 9] ^= 0x40;
  fs.writeFileSync(rest, bytes);
  expect(run({ LARGE: '1' })).toBe('large.ts\nok');
  expect(run({ LARGE: '1' })).toBe('ok');
});

test('a module with import() is run by Node, also when nothing has changed, and an edit of it counts', () => {
  const text = "exports.answer = 1;\nimport('node:path').then(({ sep }) => console.log('imported', typeof sep));\n";
  write('node_modules/dependency/index.js', text);
  for (const _ of ['first', 'from the cache', 'again']) expect(run()).toBe('first 1\nimported string');
  write('node_modules/dependency/index.js', "exports.answer = 'edited';\n");
  for (const _ of ['first', 'from the cache']) expect(run()).toBe('first edited');
});

test('a run that fails leaves what the one before has made', () => {
  write('main.ts', "import './late';\nconsole.log('ok');\n");
  write('late.ts', "import './value';\n");
  run();
  // WHEN main.ts fails before it loads the others
  write('main.ts', "throw new Error('typo');\n");
  failure();
  write('main.ts', "import './late';\nconsole.log('ok');\n");
  // THEN they need no swc
  sayWhatSwcIsAskedFor();
  expect(run()).toBe('main.ts\nok');
});

test('an error names the file, and with GROUNDWORK_DEBUG the line of the source', () => {
  write('main.ts', "interface Unused {\n  a: string;\n}\n\nthrow new Error('here');\n");
  for (const _ of ['first', 'from the cache']) expect(failure()).toMatch(/at .*main\.ts:\d+:\d+/);
  expect(failure('main.ts', { GROUNDWORK_DEBUG: '1' })).toContain('main.ts:5:7');
});

test('a syntax error is told with its file, in TypeScript and in a dependency', () => {
  write('main.ts', 'const a: = 1;\n');
  expect(failure()).toContain('main.ts');
  write('main.ts', "import 'dependency';\n");
  write('node_modules/dependency/index.js', 'const = 1;\n');
  expect(failure()).toMatch(/dependency\/index\.js:1\b[\s\S]*SyntaxError/);
});

test('modules have what Node gives them', () => {
  write('node_modules/dependency/data.json', '{ "a": 1 }');
  write(
    'node_modules/dependency/index.js',
    `exports.answer = [
      require.main.filename === ${JSON.stringify(path.join(project, 'main.ts'))},
      require.resolve('./lib') === require('path').join(__dirname, 'lib.js'),
      require.resolve.paths('x')[0] === require('path').join(__dirname, 'node_modules'),
      Object.keys(require.cache).includes(__filename),
      require('./data').a === 1,
      this === exports,
      module.exports === exports,
      module.children.length > 0,
    ].join();\n`,
  );
  for (const _ of ['first', 'from the cache']) expect(run()).toBe(`first ${Array(8).fill('true').join()}`);
});
