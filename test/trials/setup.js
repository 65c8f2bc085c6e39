const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.join(__dirname, '..', '..');

/**
 * Packs the package, from a clean build, into a folder that holds what the trials share and is removed at the end
 * (teardown.js). The cache of npm in it is empty at first.
 */
module.exports = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-trials-'));
  // For the processes of the trials, and for teardown.js.
  process.env.TRIALS_FOLDER = folder;
  // test/environment.js takes them away, and npm may not reach its registry without.
  process.env.TRIALS_PROXIES = JSON.stringify(
    Object.fromEntries(Object.entries(process.env).filter(([name]) => /_proxy$/i.test(name))),
  );
  fs.rmSync(path.join(ROOT, 'lib'), { recursive: true, force: true });
  execFileSync(process.execPath, [path.join(ROOT, 'tools', 'build.js')], { stdio: 'inherit' });
  // Built just now: what npm would run again prints into the JSON.
  const json = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  fs.writeFileSync(path.join(folder, 'pack.json'), json);
};
