import { Cdk8sTeamTypeScriptProject } from '@cdk8s/projen-common';
import { DependencyType, JsonFile } from 'projen';
import { NodePackageManager, TypeScriptModuleResolution } from 'projen/lib/javascript';

/** The rooms of the program, from the top floor down (test/rooms.test.ts). */
const ROOMS = ['commands', 'testing', 'charts', 'synth', 'review', 'fetch', 'images', 'argocd', 'report', 'files'];

/** Folders that hold TypeScript, named once for tsconfig, the linter and jest. */
const SOURCES = ['bench', ...ROOMS, 'tools', 'imports', 'test'];

/** Those that are compiled into lib/. All but the first are installed. */
const COMPILED = ['bench', ...ROOMS, 'tools/import', 'imports'];

const tests = SOURCES.map((dir) => `<rootDir>/${dir}/**/*.test.ts`);

const project = new Cdk8sTeamTypeScriptProject({
  name: 'cdk8s-groundwork',
  description:
    'Declare the ground of a bare Kubernetes cluster (Harbor, Argo CD, Cilium) in TypeScript; review it as YAML.',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: NodePackageManager.NPM,
  minNodeVersion: '20.12.0',
  typescriptVersion: '^7.0.2',
  entrypoint: 'lib/charts/index.js',
  srcdir: 'charts',
  libdir: 'lib',
  testdir: 'test',
  sampleCode: false,
  release: false,
  buildWorkflow: false,
  depsUpgrade: false,
  package: false,
  licensed: true,
  license: 'Apache-2.0',
  disableTsconfigDev: true,
  eslint: false,
  biome: true,
  autoDetectBin: false,
  bin: { groundwork: 'bin/groundwork.js' },
  deps: [
    'yaml@^2.9.1',
    'jiti@^2.7.0',
    're2js@^2.10.0',
    'commander@^14.0.3',
    'fs-native-extensions@^1.5.1',
    'smol-toml@^1.9.1',
    'cli-progress@^3.12.0',
    'diff@^9.0.0',
    'picomatch@^4.0.3',
    'undici@^6.29.1',
    // From 3.1.8 on it brings along native libraries for another runtime than Node, 7.6 MB of them.
    'tar-stream@3.1.7',
  ],
  // One copy of constructs in a user's tree: that of their app.
  peerDeps: ['cdk8s@^2.70.0', 'cdk8s-plus-28@^2.5.6', 'constructs@^10.4.0'],
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    'cdk8s@^2.70.106',
    'cdk8s-plus-28@^2.5.6',
    'constructs@^10.8.1',
    '@swc/core@1.16.18',
    '@cdk8s/projen-common@^0.0.559',
    '@swc/jest@^0.2.39',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    '@types/node@^20',
    '@types/sarif@^2.1.7',
    '@types/cli-progress@^3.11.6',
    '@types/picomatch@^4.0.2',
    'ajv@^8.20.0',
    'ajv-formats@^3.0.1',
    '@xmldom/xmldom@^0.9.8',
    'playwright-core@^1.65.0',
    'cdk8s-cli@^2.207.60',
    'fast-check@^4.10.2',
    'jest@^30.5.2',
    'jest-environment-node@^30.5.2',
    'fengari@^0.1.5',
    'json-schema-to-typescript@^16.0.0',
    '@types/tar-stream@^3.1.4',
  ],
  tsconfig: {
    include: ['main.ts', '.projenrc.ts', ...SOURCES.map((dir) => `${dir}/**/*.ts`)],
    // The wrong values under test/types are compiled one by one by their own test.
    exclude: ['node_modules', 'test/types'],
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023'],
      module: 'nodenext',
      moduleResolution: TypeScriptModuleResolution.NODE_NEXT,
      rootDir: '.',
      noEmit: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      isolatedModules: true,
      skipLibCheck: true,
      types: ['node', 'jest'],
    },
  },
  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    jestConfig: {
      testMatch: tests,
      moduleFileExtensions: ['ts', 'js', 'json', 'node'],
      testPathIgnorePatterns: ['/node_modules/'],
      clearMocks: true,
      testTimeout: 60_000,
      // Half of the suites wait for processes: with one worker less than processors, two cores would be one.
      maxWorkers: '100%',
    },
  },
  biomeOptions: {
    version: '2.5.15',
    linter: true,
    formatter: true,
    assist: true,
    biomeConfig: {
      files: {
        includes: [
          'main.ts',
          '.projenrc.ts',
          'bin/**',
          'templates/**',
          ...SOURCES.map((dir) => `${dir}/**`),
          '!**/*.json',
          '!imports',
          '!test/platforms/imports',
          '!**/__fixtures__',
        ],
      },
      formatter: { indentWidth: 2, lineWidth: 120, indentStyle: 'space' as never },
      javascript: { formatter: { quoteStyle: 'single' as never } },
      overrides: [
        {
          // One page's scripts are in one scope: what one declares, others use.
          includes: ['**/*.browser.js'],
          linter: { rules: { correctness: { noUnusedVariables: 'off' } } },
        },
      ],
    },
  },
});

// @cdk8s/projen-common sets its own team's habits: workflows with that team's secrets, its security contact, its author.
// What serves this project stays (tasks, dependency manifest, package.json); what points a reader at others goes.
const foreign =
  /^(\.github\/|projenrc\/|\.npmignore$|git-hooks\/|CODE_OF_CONDUCT\.md$|DCO$|SECURITY\.md$|\.mergify\.yml$)/;
for (const file of project.files) {
  if (!foreign.test(file.path)) continue;
  project.tryRemoveFile(file.path);
  project.gitattributes.removeAttributes(`/${file.path}`);
}
for (const field of ['author', 'repository', 'private']) project.package.addField(field, undefined);
project.package.addField('version', '0.1.0');
project.package.addField('types', 'lib/charts/index.d.ts');
const entry = (file: string) => ({ types: `./lib/${file}.d.ts`, default: `./lib/${file}.js` });
project.package.addField('exports', {
  '.': entry('charts/index'),
  './check': entry('argocd/index'),
  './testing': entry('testing/index'),
  './package.json': './package.json',
});
// For moduleResolution node10, which does not read exports: that of cdk8s' own template.
project.package.addField('typesVersions', {
  '*': { check: ['lib/argocd/index.d.ts'], testing: ['lib/testing/index.d.ts'] },
});
project.package.addField('files', [
  'bin',
  'lib',
  '!lib/tsconfig.tsbuildinfo',
  '!lib/bench',
  'templates',
  'schemas',
  'NOTICE.md',
]);
// Packages with a binary for each platform are held at versions of which every platform's is published: npm leaves the
// others out of the lock without a word, and `npm ci` then refuses the lock.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
for (const name of ['ts-jest', 'ts-node', '@types/node', 'commit-and-tag-version']) {
  for (const { type } of project.deps.all.filter((dep) => dep.name === name)) project.deps.removeDependency(name, type);
}
project.deps.addDependency('@types/node@^20', DependencyType.BUILD);

// The tests run the sources; what they start as a process runs lib/, which is built before (test/build.js).
const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] };
const reporters = ['default', '<rootDir>/test/skipped-reporter.js'];
const preset = './test/jest-preset.js';
Object.assign(project.jest?.config as object, {
  preset,
  globalSetup: '<rootDir>/test/build.js',
  testMatch: tests,
  transform,
  collectCoverage: false,
  reporters,
  testEnvironment: '<rootDir>/test/environment.js',
  snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
});

// The scripts call their programs directly: a script is a line that a reader can run, and projen's own start-up costs time.
const scripts: Record<string, string> = {
  build: 'node tools/build.js',
  // npm ci runs it, and npm pack: what is installed is built.
  // Not prepare: npm warns everybody who installs the tarball of that one, and does not run it there.
  dependencies: 'node tools/build.js',
  prepack: 'node tools/build.js',
  synth: 'node tools/build.js && node bin/groundwork.js synth',
  check: 'node bin/groundwork.js check',
  test: 'jest',
  'test:integration': 'jest --config jest.integration.json --runInBand',
  'test:trials': 'jest --config jest.trials.json',
  'test:live': 'jest --config jest.live.json',
  compile: 'tsc --noEmit',
  lint: 'biome check',
  'docs:api': 'node tools/api-docs/main.js',
  import: 'jiti tools/import/main.ts',
  bench: 'node tools/build.js && node lib/bench/main.js',
  'bench:live': 'jiti bench/live.ts',
  'dependency-sizes': 'node tools/dependency-sizes.js',
  projen: 'jiti .projenrc.ts',
};
for (const task of project.tasks.all) project.removeScript(task.name);
for (const pattern of [/^(upgrade|watch|clobber|eject|test:watch)/, /^post-upgrade/]) {
  for (const task of project.tasks.all) if (pattern.test(task.name)) project.removeTask(task.name);
}
project.defaultTask?.reset(scripts.projen);
project.compileTask.reset(scripts.compile);
project.testTask.reset(scripts.test, { receiveArgs: true });
project.packageTask.reset();
for (const [name, command] of Object.entries(scripts)) project.setScript(name, command);

new JsonFile(project, 'tsconfig.build.json', {
  marker: false,
  obj: {
    extends: './tsconfig.json',
    compilerOptions: {
      noEmit: false,
      // A lib/ of sources that do not compile would be half new.
      noEmitOnError: true,
      rootDir: '.',
      outDir: 'lib',
      declaration: true,
      sourceMap: true,
      inlineSourceMap: false,
      inlineSources: false,
      incremental: true,
      tsBuildInfoFile: 'lib/tsconfig.tsbuildinfo',
      types: ['node'],
    },
    include: COMPILED.map((dir) => `${dir}/**/*.ts`),
    exclude: [
      // Run from its source, with what the live tests have.
      'bench/live.ts',
      '**/*.test.ts',
      '**/*.integration.ts',
      '**/*.fixture.ts',
      '**/__fixtures__',
      '**/vectors',
      '*/**/testing',
      // For tests, too.
      'argocd/analysis/manifests.ts',
    ],
  },
});

new JsonFile(project, 'jest.integration.json', {
  marker: false,
  obj: {
    preset,
    globalSetup: '<rootDir>/test/build.js',
    testMatch: ['<rootDir>/**/*.integration.ts'],
    testPathIgnorePatterns: ['/node_modules/'],
    transform,
    moduleFileExtensions: ['ts', 'js', 'json', 'node'],
    testTimeout: 600_000,
    reporters,
    testEnvironment: '<rootDir>/test/environment.js',
    snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  },
});

// The package, as npm packs it, in folders outside of the checkout. One after the other: they share a cache of npm.
new JsonFile(project, 'jest.trials.json', {
  marker: false,
  obj: {
    preset,
    globalSetup: '<rootDir>/test/trials/setup.js',
    globalTeardown: '<rootDir>/test/trials/teardown.js',
    testMatch: ['<rootDir>/test/trials/*.trial.ts'],
    testSequencer: '<rootDir>/test/trials/sequencer.js',
    transform,
    moduleFileExtensions: ['ts', 'js', 'json', 'node'],
    testTimeout: 600_000,
    maxWorkers: 1,
    verbose: true,
    reporters,
    testEnvironment: '<rootDir>/test/environment.js',
    snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  },
});

// On a cluster with a real Argo CD, which setup.ts starts. One after the other: they share it.
new JsonFile(project, 'jest.live.json', {
  marker: false,
  obj: {
    preset,
    globalSetup: '<rootDir>/test/live/setup.ts',
    globalTeardown: '<rootDir>/test/live/teardown.ts',
    testMatch: ['<rootDir>/test/live/*.live.ts'],
    transform,
    moduleFileExtensions: ['ts', 'js', 'json', 'node'],
    testTimeout: 900_000,
    maxWorkers: 1,
    verbose: true,
    reporters,
    testEnvironment: '<rootDir>/test/environment.js',
    snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  },
});

const { _patterns: patterns } = project.gitignore as unknown as { _patterns: string[] };
// dist/ and the folders of source are committed; projen's defaults assume a compiled library.
project.gitignore.removePatterns('/dist/', '/lib', ...patterns.filter((line) => line.startsWith('!/')));
project.gitignore.addPatterns(
  '/lib/',
  '/dist/.groundwork/',
  '/.cdk8s/',
  '/tools/yaml-oracle/yaml-oracle',
  '/tools/diff-oracle/diff-oracle',
  '/tools/immutable-oracle/immutable-oracle',
  '/tools/crd-oracle/crd-oracle',
  '/tools/argocd-oracle/argocd-oracle',
);
project.gitattributes.addAttributes('/dist/**', 'linguist-generated');
project.gitattributes.addAttributes('/imports/**', 'linguist-generated');
project.gitattributes.addAttributes('/dist/** -text');

project.synth();
