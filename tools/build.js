// Compiles the package into lib/: JavaScript, declarations and source maps by tsc, and beside them what the code reads at
// run time. Only what has changed is written; what has no source any more is removed. If the sources do not compile, all
// stays.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
/** Read at run time: pages of rules, schemas and facts, scripts for containers, pages for browsers, templates. Types that no compiler makes. */
const ASSET = /\.(md|json|ya?ml|sh|awk|py|lua|html|css|d\.ts|browser\.js)$|(^|\/)templates\//;
const NOT_PACKAGED =
  /(^|\/)(__fixtures__|__pycache__|vectors)(\/|$)|[^/]\/testing\/|\.vectors\.json$|\.(test|fixture|integration)\./;
const BUILD_INFO = 'tsconfig.tsbuildinfo';

exports.build = (root = ROOT) => {
  const lib = path.join(root, 'lib');
  const { include } = JSON.parse(fs.readFileSync(path.join(root, 'tsconfig.build.json'), 'utf8'));
  const sources = include
    .map((pattern) => pattern.replace(/\/\*\*.*$/, ''))
    .flatMap((folder) => filesBelow(path.join(root, folder)))
    .map((file) => path.relative(root, file));
  const packaged = sources.filter((file) => !NOT_PACKAGED.test(file.split(path.sep).join('/')));
  const assets = packaged.filter((file) => ASSET.test(file.split(path.sep).join('/')));
  forgetLost(root, lib);
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { status, error } = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error('the sources do not compile; lib/ is as it was');
  removeStale(lib, new Set(packaged), new Set(assets));
  for (const file of assets) copy(path.join(root, file), path.join(lib, file));
};

function filesBelow(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** The compiler believes that what it made is still there, and whole. If it is not, it has to make everything again. */
function forgetLost(root, lib) {
  const info = path.join(lib, BUILD_INFO);
  if (!fs.existsSync(info)) return;
  try {
    const { fileNames } = JSON.parse(fs.readFileSync(info, 'utf8'));
    const made = fileNames
      .map((name) => path.relative(root, path.resolve(lib, name)))
      // A source that is gone is no loss.
      .filter((name) => /(?<!\.d)\.ts$/.test(name) && !name.startsWith('..') && fs.existsSync(path.join(root, name)))
      .filter((name) => !name.split(path.sep).includes('node_modules'))
      .flatMap((name) => ['.js', '.d.ts'].map((end) => path.join(lib, name.replace(/\.ts$/, end))));
    if (made.every((file) => fs.statSync(file, { throwIfNoEntry: false })?.size > 0)) return;
  } catch {
    // Half written: it says nothing either.
  }
  fs.rmSync(info);
}

/** What was made of a source that is gone. */
function removeStale(lib, packaged, assets) {
  for (const file of filesBelow(lib)) {
    const name = path.relative(lib, file);
    const source = name.replace(/(\.d\.ts|\.js|\.js\.map)$/, '.ts');
    if (name !== BUILD_INFO && !packaged.has(source) && !assets.has(name)) fs.rmSync(file);
  }
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
