// Keeps what swc and V8 made of the modules that a program loads, in one file for each program: the JavaScript of each
// TypeScript file, and the bytecode of both. Node's own module.enableCompileCache needs Node 22, and opens a file a module.
//
// An entry counts only if the module's text is, byte for byte, the one that the entry was made of. The file counts only if
// its digest is right, because V8 runs damaged bytecode without a look. It is replaced whole, by rename, so that two
// programs can run at once; one that cannot be written, or is deleted, costs time and nothing else.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const ROOT = path.join(__dirname, '..');
const DIGEST = 'sha1';
const DIGEST_BYTES = 20;
const HEADER_BYTES = DIGEST_BYTES + 4;
const KEPT_UNUSED = 10;
const KEPT_DAYS = 30;

// The module's first line stays the first (lineOffset), and its columns are its own.
const HEAD = '(function (exports, require, module, __filename, __dirname) {\n';
const TAIL = '\n})';

/**
 * Opens the cache of the program that this process runs.
 *
 * @param transform makes JavaScript of TypeScript: (text, filename) => text
 */
exports.open = (transform) => {
  const file = cacheFile();
  const entries = read(file);
  const loaded = new Map();
  let changed = false;

  process.on('exit', () => {
    if (changed) write(file, merge(entries, loaded));
  });

  /** Runs a module. False if it is not for us: then nothing has been run. */
  const load = (module, filename) => {
    const source = fs.readFileSync(filename);
    let entry = entries.get(filename);
    if (!entry?.source.equals(source)) entry = undefined;
    // V8 forgets with the bytecode who is to answer an import(): such a module is Node's business.
    if (!filename.endsWith('.ts') && source.includes('import(')) return false;
    const typescript = filename.endsWith('.ts');
    const text = entry?.text ?? (typescript ? transform(source.toString(), filename) : source.toString());
    const script = compile(text, filename, entry?.bytecode);
    if (!script) return false;
    if (!entry || script.cachedDataRejected) changed = true;
    loaded.set(filename, { source, text: typescript ? text : undefined, script });
    const { exports } = module;
    script.runInThisContext().call(exports, exports, requireOf(module), module, filename, path.dirname(filename));
    return true;
  };
  return { load };
};

/** One for each program, command and Node: they load different modules, and bytecode is for one V8. */
function cacheFile() {
  const [program = '', command = ''] = process.argv.slice(1);
  const name = [path.relative(ROOT, program), /^[a-z-]+$/.test(command) ? command : '', process.version, process.arch]
    .join('-')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .slice(-200);
  return path.join(ROOT, 'node_modules', '.cache', 'groundwork', name);
}

/** What transforms the text is part of what an entry was made of. */
function version() {
  return `4 ${require('@swc/core/package.json').version}`;
}

// The file: digest of the body, length of the body, body, sources. The sources need no digest: they are only compared.
function read(file) {
  try {
    const bytes = fs.readFileSync(file);
    const end = HEADER_BYTES + bytes.readUInt32LE(DIGEST_BYTES);
    const body = bytes.subarray(HEADER_BYTES, end);
    if (!digest(body).equals(bytes.subarray(0, DIGEST_BYTES))) return new Map();
    const cache = v8.deserialize(body);
    if (cache.version !== version()) return new Map();
    let at = end;
    for (const entry of cache.entries.values()) {
      entry.source = bytes.subarray(at, at + entry.size);
      at += entry.size;
    }
    return cache.entries;
  } catch {
    return new Map();
  }
}

function digest(bytes) {
  return createHash(DIGEST).update(bytes).digest();
}

function write(file, entries) {
  const temporary = `${file}.${process.pid}`;
  try {
    const sources = [];
    const body = v8.serialize({
      version: version(),
      entries: new Map(
        [...entries].map(([filename, { source, ...entry }]) => {
          sources.push(source);
          return [filename, { ...entry, size: source.length }];
        }),
      ),
    });
    const length = Buffer.alloc(HEADER_BYTES - DIGEST_BYTES);
    length.writeUInt32LE(body.length);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(temporary, Buffer.concat([digest(body), length, body, ...sources]));
    fs.renameSync(temporary, file);
    removeOld(path.dirname(file));
  } catch {
    remove(temporary);
  }
}

/** Programs and versions of Node come and go. */
function removeOld(folder) {
  const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (fs.statSync(file).mtimeMs < oldest) remove(file);
  }
}

function remove(file) {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // What cannot be written may not be removable either.
  }
}

/**
 * The bytecode is taken at the end, when it has the functions that were called. What this run did not load stays for some
 * more: a run that fails loads little.
 */
function merge(entries, loaded) {
  const merged = new Map();
  for (const [filename, entry] of entries) {
    const unused = (entry.unused ?? 0) + 1;
    if (unused <= KEPT_UNUSED) merged.set(filename, { ...entry, unused });
  }
  for (const [filename, { source, text, script }] of loaded) {
    merged.set(filename, { source, text, bytecode: script.createCachedData() });
  }
  return merged;
}

function compile(text, filename, cachedData) {
  // Only a program's first file has such a line, and only Node knows what else may be on it.
  if (text.startsWith('#!')) return undefined;
  try {
    return new vm.Script(HEAD + text + TAIL, {
      filename,
      lineOffset: -1,
      cachedData,
      // Node 20.0 to 20.9 have no such thing; import() of a module is refused there.
      importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    // An ES module, or an error that Node words better.
    return undefined;
  }
}

/** What Node gives a module as `require`. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}
