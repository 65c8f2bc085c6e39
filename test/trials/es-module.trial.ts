/** A project of ES modules. */
import * as os from 'node:os';
import { Folder, MAIN, MANIFEST, packageJson } from './trial';

const folder = new Folder({
  'package.json': packageJson({
    type: 'module',
    devDependencies: { typescript: MANIFEST.devDependencies.typescript },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, outDir: 'out', rootDir: '.', types: [] },
    include: ['*.ts'],
  }),
  'main.ts': MAIN,
  'own.ts': `import { check, MemoryTree } from 'cdk8s-groundwork/check';
import * as testing from 'cdk8s-groundwork/testing';

const tree = new MemoryTree(new Map([['a.yaml', 'kind: ConfigMap\\n']]));
const { findings } = check({ directories: [{ tree, dir: '' }], repositories: [] });
const log = (globalThis as unknown as { console: { log(text: string): void } }).console;
log.log(JSON.stringify({ findings: findings.map(({ rule }) => rule), testing: typeof testing }));
`,
});
beforeAll(() => folder.run('npm install'));

test('its types are right', () => {
  folder.run('npx tsc');
});

test('groundwork synth renders it, with main.ts as the source and no path of this machine', () => {
  expect(folder.run('npx groundwork synth')).toContain('dist');
  const files = { ...folder.readAll('dist'), 'PLATFORM.md': folder.read('PLATFORM.md') };
  expect(Object.keys(files)).toEqual([
    'SHA256SUMS',
    'apps-of-apps.yaml',
    'apps/shop.yaml',
    'infra/apps.yaml',
    'projects/shop.yaml',
    'PLATFORM.md',
  ]);
  for (const [name, text] of Object.entries(files)) {
    if (name !== 'SHA256SUMS') expect(text).toContain('main.ts');
    for (const foreign of ['file:/', folder.path, os.tmpdir(), `${os.homedir()}/`, 'node_modules'])
      expect({ name, foreign, found: text.includes(foreign) }).toEqual({ name, foreign, found: false });
  }
  folder.run('npx groundwork check --stale');
  folder.run('npx groundwork check');
});

test('Node runs what the compiler makes of it, with the same bytes', () => {
  const before = folder.readAll('dist');
  folder.run('node out/main.js');
  const normal = (files: Readonly<Record<string, string>>) =>
    Object.entries(files)
      .filter(([name]) => name !== 'SHA256SUMS')
      .map(([name, text]) => [name, text.replaceAll('out/main.js', 'main.ts')]);
  expect(normal(folder.readAll('dist'))).toEqual(normal(before));
});

test('the check is a library', () => {
  expect(JSON.parse(folder.run('node out/own.js'))).toEqual({ findings: [], testing: 'object' });
});

test('nothing is left among the temporary files', () => {
  expect(folder.leftovers).toEqual([]);
});
