/** The tarball alone, in an empty folder with an empty cache of npm: init, and the lines of the README that it writes. */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { Folder, PACKAGE, ROOT } from './trial';

const { stdout } = spawnSync(process.execPath, [path.join(ROOT, 'bin', 'groundwork.js'), 'init', '--help'], {
  encoding: 'utf8',
});
const hasInit = stdout.includes('Usage: groundwork init');
const reason = hasInit ? '' : ' (groundwork has no init)';

/** The lines of the first block of commands, without what is said of them. */
function commandsOf(readme: string): readonly string[] {
  const [, block = ''] = /^```sh\n(.*?)^```$/ms.exec(readme) ?? [];
  return block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

(hasInit ? describe : describe.skip).each(['platform', 'apps'])(`init --template %s${reason}`, (template) => {
  const folder = new Folder();
  const figures: string[] = [];
  let total = 0;

  function timed(line: string): void {
    const start = performance.now();
    folder.run(line);
    const seconds = (performance.now() - start) / 1000;
    total += seconds;
    figures.push(`${seconds.toFixed(1)} s  ${line.replaceAll(PACKAGE, 'TARBALL')}`);
  }

  test('what it writes installs, renders and passes its own test', () => {
    timed(`npx --package ${PACKAGE} groundwork init . --template ${template} --package ${PACKAGE}`);
    const lines = commandsOf(folder.read('README.md'));
    expect(lines).toEqual(['npm install', 'npm run synth', 'npm test']);
    for (const line of lines) timed(line);
    // The first of all trials, and so with an empty cache of npm, is that of the first template.
    console.log(`${template}, ${total.toFixed(0)} s in all:\n${figures.join('\n')}`);
    expect(Object.keys(folder.readAll('dist'))).toContain('SHA256SUMS');
  });

  test('what it rendered is committed as it is: nothing is stale, the types are right, no finding', () => {
    folder.run('npx groundwork check --stale');
    folder.run('npm run compile');
    folder.run('npm run check');
  });

  test('the same bytes by the cdk8s CLI', () => {
    const before = folder.readAll('dist');
    folder.run('npx cdk8s synth');
    expect(folder.readAll('dist')).toEqual(before);
  });
});
