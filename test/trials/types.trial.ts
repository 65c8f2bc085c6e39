/** Every way in which TypeScript looks for types finds ours, and they need no types that somebody has to install. */
import { Folder, MAIN, MANIFEST, packageJson } from './trial';

const USE = `import { Application, GroundworkApp, type ApplicationProps } from 'cdk8s-groundwork';
import { check, DiskTree, type FileTree, RULE_NAMES } from 'cdk8s-groundwork/check';
import * as testing from 'cdk8s-groundwork/testing';

export const app: GroundworkApp = new GroundworkApp();
export type Source = ApplicationProps['source'];
export const application: typeof Application = Application;
const tree: FileTree = new DiskTree('.');
export const found: number = check({ directories: [{ tree, dir: '' }], repositories: [] }).findings.length + RULE_NAMES.length;
export { testing };
// @ts-expect-error what is misspelt does not compile: the types are known, not \`any\`
new GroundworkApp({ outDir: 'dist' });
`;

const folder = new Folder({
  'package.json': packageJson({
    devDependencies: {
      typescript5: 'npm:typescript@~5.9.0',
      typescript7: `npm:typescript@${MANIFEST.devDependencies.typescript}`,
    },
  }),
  'use.ts': USE,
  'use.mts': USE,
  'main.ts': MAIN,
});
beforeAll(() => folder.run('npm install'));

// What is only in TypeScript 7, or no longer, is so by its choice.
test.each([
  ['typescript5', 'node16', 'node16', 'use.mts'],
  ['typescript5', 'node16', 'node16', 'use.ts'],
  ['typescript5', 'nodenext', 'nodenext', 'use.mts'],
  ['typescript5', 'nodenext', 'nodenext', 'use.ts'],
  ['typescript5', 'esnext', 'bundler', 'use.ts'],
  ['typescript5', 'commonjs', 'node10', 'use.ts'],
  ['typescript7', 'nodenext', 'nodenext', 'use.mts'],
  ['typescript7', 'nodenext', 'nodenext', 'use.ts'],
  ['typescript7', 'esnext', 'bundler', 'use.ts'],
])('%s --module %s --moduleResolution %s: %s', (typescript, module, moduleResolution, file) => {
  const compilerOptions = {
    ...{ module, moduleResolution, target: 'es2022', lib: ['es2022'], types: [] },
    ...{ strict: true, noEmit: true, skipLibCheck: false },
  };
  folder.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: [file, 'main.ts'] }) });
  folder.run(`node node_modules/${typescript}/bin/tsc --project . --pretty false`);
});
