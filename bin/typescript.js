// Lets Node run this project's TypeScript: swc, in process, one file at a time. No type check here (npm run compile does
// that). What swc and V8 made of the files is kept (compile-cache.js): a start-up after which nothing has changed does not
// even load swc.
//
// GROUNDWORK_DEBUG does without the cache, and has stack traces with the lines of the sources.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const DEBUG = Boolean(process.env.GROUNDWORK_DEBUG);
const ROOT = path.join(__dirname, '..');
const THIRD_PARTY = `${path.sep}node_modules${path.sep}`;

let swc;

function transform(code, filename) {
  swc ??= require('@swc/core');
  return swc.transformSync(code, {
    filename,
    swcrc: false,
    configFile: false,
    sourceMaps: DEBUG ? 'inline' : false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
}

const cache = DEBUG ? undefined : require('./compile-cache').open(transform);
const loadJavaScript = Module._extensions['.js'];

Module._extensions['.js'] = (module, filename) => {
  // Without the cache nothing is gained by not leaving it to Node.
  if (!filename.includes(THIRD_PARTY) || !cache?.load(module, filename, statsOf(filename)))
    loadJavaScript(module, filename);
};

Module._extensions['.ts'] = (module, filename) => {
  if (filename.includes(THIRD_PARTY)) loadJavaScript(module, filename);
  else if (!cache?.load(module, filename, statsOf(filename)))
    module._compile(transform(fs.readFileSync(filename, 'utf8'), filename), filename);
};

// Most of the time of a require goes into finding the file, and most requires name a neighbour. In a .ts file './x' is x.ts
// or x/index.ts, as the compiler has it; elsewhere it is x or x.js, as Node has it. The rest is left to Node, also links: it
// loads what they lead to.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  found = neighbour(request, parent?.filename);
  if (found) return found.file;
  const shared = rest.length <= 2 && !rest[1] && isShared(request, parent);
  const known = shared && packages.get(request);
  if (known) return known;
  const file = resolveFilename.call(this, request, parent, ...rest);
  if (shared) packages.set(request, file);
  return file;
};

/**
 * What the packages are that the project's own files ask for by name: Node reads half a dozen package.json to tell, for
 * each folder anew.
 */
const packages = new Map();
/** Whether a folder has nothing that gives a name another meaning than it has in the project's root. */
const plainFolders = new Map([[ROOT, true]]);

function isShared(request, parent) {
  return /^[a-z@]/.test(request) && !Module.isBuiltin(request) && Boolean(parent?.path) && isPlainFolder(parent.path);
}

function isPlainFolder(folder) {
  if (!folder.startsWith(ROOT) || folder.includes(THIRD_PARTY)) return false;
  let plain = plainFolders.get(folder);
  if (plain === undefined) {
    plain =
      isPlainFolder(path.dirname(folder)) &&
      !['node_modules', 'package.json'].some((name) => fs.existsSync(path.join(folder, name)));
    plainFolders.set(folder, plain);
  }
  return plain;
}

/** What was found last. Node loads what it finds at once: the cache need not ask for its times again. */
let found;

function statsOf(filename) {
  return found?.file === filename ? found.stats : undefined;
}

function neighbour(request, from) {
  if (!from || !/^\.\.?\/.*[^./]$/.test(request)) return undefined;
  const file = path.join(path.dirname(from), request);
  for (const name of from.endsWith('.ts') ? [`${file}.ts`, path.join(file, 'index.ts')] : [file, `${file}.js`]) {
    if (Module._cache[name]) return { file: name };
    const stats = fs.lstatSync(name, { throwIfNoEntry: false });
    if (stats?.isFile()) return { file: name, stats };
  }
  return undefined;
}

if (DEBUG) process.setSourceMapsEnabled(true);
