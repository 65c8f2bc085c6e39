/** What is in the tarball, what it brings along, and whether what package.json names is there. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Folder, MANIFEST, PACK, packageJson } from './trial';

const MEGABYTE = 1_000_000;

/** The bytes that a folder takes on disk; a file that has several names counts once. */
function diskUsage(folder: string): number {
  const seen = new Set<number>();
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => fs.lstatSync(path.join(entry.parentPath, entry.name)))
    .filter(({ ino }) => !seen.has(ino) && seen.add(ino))
    .reduce((sum, { blocks }) => sum + blocks * 512, 0);
}

/** Every file that a field of package.json names. */
function filesOf(field: unknown): readonly string[] {
  if (typeof field === 'string') return [field];
  return typeof field === 'object' && field !== null ? Object.values(field).flatMap(filesOf) : [];
}

test('the tarball is small', () => {
  console.log(`${PACK.filename}: ${(PACK.size / MEGABYTE).toFixed(2)} MB, ${PACK.files.length} files`);
  expect(PACK.size).toBeLessThanOrEqual(1.9 * MEGABYTE);
});

test('nothing in it is for tests, for contributors or of a build', () => {
  // A template's own test is part of the template.
  const names = PACK.files.map((file) => file.path).filter((name) => !name.startsWith('templates/'));
  const foreign =
    /\.(test|trial|integration|fixture)\.|\.snap$|\.vectors\.|\.tsbuildinfo$|(^|\/)(__\w+__|vectors|bench|test)\/|^lib\/.+\/(testing\/|manifests\.)/;
  expect(names.filter((name) => foreign.test(name))).toEqual([]);
  expect(
    names.filter((name) => !/^(bin|lib|schemas)\/|^(LICENSE|NOTICE\.md|README\.md|package\.json)$/.test(name)),
  ).toEqual([]);
});

describe('installed', () => {
  const folder = new Folder({ 'package.json': packageJson() });
  beforeAll(() => folder.run('npm install'));
  const root = path.join(folder.path, 'node_modules', 'cdk8s-groundwork');

  test('with all that it brings along it takes 45 MB at most', () => {
    const used = diskUsage(path.join(folder.path, 'node_modules'));
    console.log(`installed: ${(used / MEGABYTE).toFixed(1)} MB`);
    expect(used).toBeLessThanOrEqual(45 * MEGABYTE);
  });

  test('every file is there that package.json names', () => {
    const { main, types, bin, exports, typesVersions } = MANIFEST;
    const named = [main, types, bin, exports, typesVersions].flatMap(filesOf);
    expect(named.length).toBeGreaterThanOrEqual(10);
    expect(named.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
  });

  test('every entry point loads, as CommonJS and as an ES module', () => {
    for (const name of Object.keys(MANIFEST.exports).map((entry) => path.posix.join('cdk8s-groundwork', entry))) {
      folder.run(`node -e "require('${name}')"`);
      if (!name.endsWith('.json')) folder.run(`node --input-type=module -e "import '${name}'"`);
    }
  });

  test('nothing that it needs is known as vulnerable', () => {
    const { status, stdout } = folder.try('npm audit --omit=dev --json');
    const { error, message, vulnerabilities } = JSON.parse(stdout);
    if (vulnerabilities === undefined) {
      console.warn(`skipped: npm audit: ${error?.summary || message || stdout}`);
      return;
    }
    expect({ status, vulnerabilities }).toEqual({ status: 0, vulnerabilities: {} });
  });
});
