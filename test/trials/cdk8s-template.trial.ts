/**
 * Our constructs in a project as cdk8s' own TypeScript template makes it: CommonJS, ts-node, ts-jest, moduleResolution node10.
 * The template is that of the cdk8s-cli in this repository; with the settings of its tsconfig.json our types are checked, too.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Folder, MAIN, MANIFEST, PACKAGE, ROOT } from './trial';

const TEMPLATE = path.join(ROOT, 'node_modules', 'cdk8s-cli', 'templates', 'typescript-app');

function template(file: string): string {
  const versions: Readonly<Record<string, string>> = {
    $base: 'trial',
    cdk8s_core_version: MANIFEST.devDependencies.cdk8s.slice(1),
    // The template's own constructs, in whatever version it brings.
    cdk8s_plus_version: '2.0.0',
    constructs_version: MANIFEST.devDependencies.constructs.slice(1),
    cdk8s_cli_spec: MANIFEST.devDependencies['cdk8s-cli'],
  };
  return fs
    .readFileSync(path.join(TEMPLATE, file), 'utf8')
    .replace(/\{\{ (\S+) \}\}/g, (placeholder, name) => versions[name] ?? placeholder);
}

const stock = template('main.ts')
  .replace("from 'cdk8s';", "from 'cdk8s';\nimport { Application, AppProject } from 'cdk8s-groundwork';")
  .replace(
    '// define resources here',
    `const project = new AppProject(this, 'project', { name: 'shop' });
    new Application(this, 'application', {
      name: 'shop',
      project,
      source: { repoURL: 'https://git.example.com/shop.git', targetRevision: 'main', path: 'deploy' },
      destination: { namespace: 'shop' },
    });`,
  );

const manifest = JSON.parse(template('package.json'));
manifest.dependencies['cdk8s-groundwork'] = PACKAGE;

const folder = new Folder({
  'package.json': JSON.stringify(manifest),
  ...Object.fromEntries(
    ['cdk8s.yaml', 'jest.config.js', 'main.test.ts', 'tsconfig.json'].map((file) => [file, template(file)]),
  ),
  'main.ts': stock,
  'groundwork.ts': MAIN,
});
beforeAll(() => folder.run('npm install'));

test('the template is one that this trial knows', () => {
  expect(stock).toContain('new AppProject(');
  expect(folder.read('tsconfig.json')).not.toContain('skipLibCheck');
});

test('npx tsc --noEmit: no error, in our types neither', () => {
  folder.run('npx tsc --noEmit');
});

test("npx cdk8s synth: in cdk8s' own App", () => {
  folder.run('npx cdk8s synth');
  const files = folder.readAll('dist');
  expect(Object.keys(files)).toEqual(['trial.k8s.yaml']);
  expect(files['trial.k8s.yaml']).toMatch(/^kind: AppProject$/m);
  expect(files['trial.k8s.yaml']).toMatch(/^kind: Application$/m);
});

test('its jest', () => {
  folder.run('npm test');
  expect(folder.read('__snapshots__/main.test.ts.snap')).toContain('"kind": "Application"');
});

test('npx cdk8s synth: in a GroundworkApp', () => {
  folder.run('npx cdk8s synth --app "npx ts-node groundwork.ts" --output .cdk8s/dist');
  expect(Object.keys(folder.readAll('dist'))).toContain('apps/shop.yaml');
  expect(folder.read('dist/apps/shop.yaml')).toContain('groundwork.ts');
});

test('groundwork synth: the same bytes', () => {
  const before = folder.readAll('dist');
  folder.run('npx groundwork synth --main groundwork.ts');
  expect(folder.readAll('dist')).toEqual(before);
});
