// Compiles the package into lib/: JavaScript, declarations and source maps by tsc, and beside them what the code reads at
// run time. Only what has changed is written; what has no source any more is removed.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const LIB = path.join(ROOT, 'lib');
const { include } = require('../tsconfig.build.json');
const FOLDERS = include.map((pattern) => pattern.replace(/\/\*\*.*$/, ''));

/** Read at run time: pages of rules, schemas and facts, scripts for containers, templates. Types that no compiler makes. */
const ASSET = /\.(md|json|ya?ml|sh|awk|py|lua|d\.ts)$|(^|\/)templates\//;
const NOT_PACKAGED = /(^|\/)(__fixtures__|__pycache__|vectors)(\/|$)|\.vectors\.json$|\.(test|fixture|integration)\./;
const BUILD_INFO = 'tsconfig.tsbuildinfo';

exports.build = () => {
  const sources = FOLDERS.flatMap((folder) => filesBelow(path.join(ROOT, folder))).map((file) =>
    path.relative(ROOT, file),
  );
  const packaged = sources.filter((file) => !NOT_PACKAGED.test(file.split(path.sep).join('/')));
  const assets = packaged.filter((file) => ASSET.test(file.split(path.sep).join('/')));
  removeStale(new Set(packaged), new Set(assets));
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { status, error } = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error('the sources do not compile; lib/ is as it was');
  for (const file of assets) copy(path.join(ROOT, file), path.join(LIB, file));
};

function filesBelow(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** What was made of a source that is gone. The compiler must be told too: it believes that what it made is there. */
function removeStale(packaged, assets) {
  if (!fs.existsSync(LIB)) return;
  for (const file of filesBelow(LIB)) {
    const name = path.relative(LIB, file);
    const source = name.replace(/(\.d\.ts|\.js|\.js\.map)$/, '.ts');
    if (name !== BUILD_INFO && !packaged.has(source) && !assets.has(name)) fs.rmSync(file);
  }
  if (!fs.existsSync(path.join(LIB, 'commands', 'cli.js'))) fs.rmSync(path.join(LIB, BUILD_INFO), { force: true });
}

function copy(from, to) {
  const bytes = fs.readFileSync(from);
  if (fs.existsSync(to) && fs.readFileSync(to).equals(bytes)) return;
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.writeFileSync(to, bytes);
  fs.chmodSync(to, fs.statSync(from).mode & 0o777);
}

if (require.main === module) {
  try {
    exports.build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
