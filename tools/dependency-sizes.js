// What each dependency takes on disk, for docs/dependencies.md: the package itself, and with all that it brings along.
// A package that several bring along counts for each of them, and once in the sum.
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const { packages } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));

/** Where Node finds a package that another one, at `from`, asks for. */
function locate(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const location = path.posix.join(at, 'node_modules', name);
    if (packages[location]) return location;
    if (at === '') return undefined;
  }
}

function closure(location, found = new Set()) {
  if (location === undefined || found.has(location)) return found;
  found.add(location);
  const { dependencies, optionalDependencies } = packages[location];
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) closure(locate(name, location), found);
  return found;
}

/** As `du` counts: whole blocks, without the packages inside. */
function diskUsage(folder) {
  if (!fs.existsSync(folder)) return 0;
  let bytes = fs.lstatSync(folder).blocks * 512;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory()) bytes += fs.lstatSync(file).blocks * 512;
    else if (entry.name !== 'node_modules') bytes += diskUsage(file);
  }
  return bytes;
}

const sizeOf = (locations) => [...locations].reduce((sum, location) => sum + diskUsage(path.join(ROOT, location)), 0);
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

const { dependencies, peerDependencies } = packages[''];
const all = new Set();
const rows = Object.keys({ ...dependencies, ...peerDependencies })
  .sort()
  .map((name) => {
    const own = locate(name, '');
    const whole = closure(own);
    for (const location of whole) all.add(location);
    return [name, megabytes(sizeOf([own])), megabytes(sizeOf(whole)), `${whole.size - 1}`];
  });
for (const row of [['package', 'itself', 'with what it brings along', 'packages that it brings along'], ...rows])
  console.log(row.join('\t'));
console.log(`all\t\t${megabytes(sizeOf(all))}\t${all.size}`);
