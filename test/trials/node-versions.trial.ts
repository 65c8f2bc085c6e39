/** The oldest Node that package.json names, and the releases that are maintained. npm has Node as a package for each platform. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Folder, MAIN, MANIFEST, packageJson } from './trial';

const OLDEST = MANIFEST.engines.node.replace(/^>=\s*/, '');
const PLATFORM = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const folder = new Folder({
  'package.json': packageJson({ devDependencies: { typescript: MANIFEST.devDependencies.typescript } }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, types: [] },
  }),
  'main.ts': MAIN,
});
beforeAll(() => folder.run('npm install'));

let first: unknown;

test.each([OLDEST, '22', '24'])('Node %s', (version) => {
  const programs = new Folder({ 'package.json': '{"private":true}' });
  const { status, stderr } = programs.try(`npm install ${PLATFORM}@${version}`);
  if (status !== 0) {
    const [reason] = /^npm error .+$/m.exec(stderr.replace(/^npm error code.*\n/m, '')) ?? [stderr];
    console.warn(`skipped: Node ${version}: ${PLATFORM}@${version} cannot be installed: ${reason}`);
    return;
  }
  const node = path.join(programs.path, 'node_modules', PLATFORM, 'bin', 'node');
  const actual = folder.run(`${node} --version`).trim();
  expect(actual.slice(1).split('.')).toEqual(expect.arrayContaining(version.split('.')));
  // Each starts without what another has left.
  fs.rmSync(path.join(folder.path, 'dist'), { recursive: true, force: true });
  fs.rmSync(path.join(folder.path, 'node_modules', '.cache'), { recursive: true, force: true });

  const groundwork = `${node} node_modules/cdk8s-groundwork/bin/groundwork.js`;
  const synth = folder.try(`${groundwork} synth`);
  expect({ status: synth.status, stderr: synth.stderr }).toEqual({ status: 0, stderr: '' });
  const check = folder.try(`${groundwork} check`);
  expect({ status: check.status, stderr: check.stderr }).toEqual({ status: 0, stderr: '' });
  folder.run(`${groundwork} check --stale`);

  // The same bytes, whatever Node wrote them.
  const rendered = folder.readAll('dist');
  first ??= rendered;
  expect(rendered).toEqual(first);
  expect(folder.leftovers).toEqual([]);
  console.log(`${actual}: synth and check`);
});
