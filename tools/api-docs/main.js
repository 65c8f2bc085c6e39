// Writes docs/api from the docstrings, with TypeDoc. `--check` writes nothing and says whether docs/api is as it would be.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const DOCS = path.join(__dirname, '..', '..', 'docs', 'api');

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: __dirname, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** The pages by name, in one text each. */
function pages(folder) {
  if (!fs.existsSync(folder)) return new Map();
  const names = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  return new Map(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** TypeDoc takes every default for code. One that is a sentence begins with a dash, and is no code. */
function defaultsAsText(folder) {
  for (const [name, text] of pages(folder))
    fs.writeFileSync(
      path.join(folder, name),
      text.replace(/^```ts\n- ((?:(?!```).)*?)\n```$/gms, '$1').replace(/^(#+ Default(?: Value)?\n\n)- /gm, '$1'),
    );
}

function main(check) {
  if (!fs.existsSync(path.join(__dirname, 'node_modules')))
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-api-'));
  try {
    run(process.execPath, [
      path.join(__dirname, 'node_modules/typedoc/bin/typedoc'),
      ...['--options', path.join(__dirname, 'typedoc.config.js'), '--out', folder],
    ]);
    defaultsAsText(folder);
    const [made, there] = [pages(folder), pages(DOCS)];
    if (!check) {
      fs.rmSync(DOCS, { recursive: true, force: true });
      fs.cpSync(folder, DOCS, { recursive: true });
      return;
    }
    const stale = [...new Set([...made.keys(), ...there.keys()])].filter((name) => made.get(name) !== there.get(name));
    if (stale.length > 0)
      throw new Error(`docs/api is stale (${stale.join(', ')}): run npm run docs:api and commit it`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

try {
  main(process.argv.includes('--check'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
