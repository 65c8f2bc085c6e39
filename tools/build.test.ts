import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const GOOD = 'export const one: number = 1;\n';
let project: string;

const file = (name: string) => path.join(project, name);
const write = (name: string, text: string) => fs.writeFileSync(file(name), text);

/** What lib/ has for its users, with its text. */
function lib(): Record<string, string> {
  const files = fs.readdirSync(file('lib'), { recursive: true, encoding: 'utf8' });
  const shipped = files.filter((name) => /\.(js|ts|md)$/.test(name)).sort();
  return Object.fromEntries(shipped.map((name) => [name, fs.readFileSync(file(`lib/${name}`), 'utf8')]));
}

function build() {
  const script = `require(${JSON.stringify(path.join(__dirname, 'build.js'))}).build(process.argv[1])`;
  return spawnSync(process.execPath, ['-e', script, project], { encoding: 'utf8' });
}

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-build-'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), file('node_modules'));
  fs.copyFileSync(path.join(ROOT, 'tsconfig.json'), file('tsconfig.json'));
  const config = JSON.parse(fs.readFileSync(path.join(ROOT, 'tsconfig.build.json'), 'utf8'));
  write('tsconfig.build.json', JSON.stringify({ ...config, include: ['charts/**/*.ts'] }));
  fs.mkdirSync(file('charts'));
  write('charts/kept.ts', GOOD);
  write('charts/gone.ts', GOOD);
  write('charts/page.md', 'page');
  expect(build()).toMatchObject({ status: 0 });
});

afterEach(() => fs.rmSync(project, { recursive: true }));

test('what has no source any more is removed', () => {
  fs.rmSync(file('charts/gone.ts'));
  fs.rmSync(file('charts/page.md'));
  expect(build()).toMatchObject({ status: 0 });
  expect(Object.keys(lib())).toEqual(['charts/kept.d.ts', 'charts/kept.js']);
});

test('sources that do not compile leave lib/ as it was, and are compiled when they are right again', () => {
  const before = lib();
  fs.rmSync(file('charts/gone.ts'));
  write('charts/kept.ts', "export const two: number = 'two';\n");
  write('charts/new.ts', GOOD);
  const { status, stderr } = build();
  expect(status).not.toBe(0);
  expect(stderr).toContain('lib/ is as it was');
  expect(lib()).toEqual(before);
  write('charts/kept.ts', 'export const two: number = 2;\n');
  expect(build()).toMatchObject({ status: 0 });
  expect(Object.keys(lib()).filter((name) => name.endsWith('.js'))).toEqual(['charts/kept.js', 'charts/new.js']);
  expect(lib()['charts/kept.js']).toContain('two = 2');
});

test.each(['kept.js', 'kept.d.ts'])('%s is made again if it is lost or empty', (name) => {
  const before = lib();
  fs.rmSync(file(`lib/charts/${name}`));
  expect(build()).toMatchObject({ status: 0 });
  expect(lib()).toEqual(before);
  write(`lib/charts/${name}`, '');
  expect(build()).toMatchObject({ status: 0 });
  expect(lib()).toEqual(before);
  // WHEN what the compiler remembers is half written, too
  write('lib/tsconfig.tsbuildinfo', '{');
  fs.rmSync(file(`lib/charts/${name}`));
  expect(build()).toMatchObject({ status: 0 });
  expect(lib()).toEqual(before);
});
