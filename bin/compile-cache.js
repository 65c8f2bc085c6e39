// Keeps what swc and V8 made of the modules that a program loads, in a file for each program: their JavaScript, and its
// bytecode. What the last runs did not load is in a second file, `.rest`, which is opened when something is missing.
// Node's own module.enableCompileCache needs Node 22, opens a file a module, and reads the module's own as well.
//
// An entry counts only if the module is, byte for byte, the one that the entry was made of. The file counts only if its
// digest is right, because V8 runs damaged bytecode without a look. It is replaced whole, by rename, so that two programs
// can run at once; one that cannot be written, or is deleted, costs time and nothing else.
const { createCipheriv, createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const ROOT = path.join(__dirname, '..');
/** What is remembered between runs, here and by the program. */
const FOLDER = path.join(ROOT, 'node_modules', '.cache', 'groundwork');
const CHECKSUM_BYTES = 16;
const HEADER_BYTES = CHECKSUM_BYTES + 8;
const KEPT_UNUSED = 10;
const KEPT_DAYS = 30;
/** Milliseconds after which another change of a file has another time: the clock of FAT, the slowest, ticks in two seconds. */
const SETTLED = 3_000;
/** Modules that are read only because their times are not the noted ones, before they are worth being noted anew. */
const READ_ANYWAY = 20;
/** Bytes that are read at each start and not used, before they are worth being put into the second file. */
const READ_IN_VAIN = 256 * 1024;
/** V8 copies bytecode that does not begin at a multiple of this. */
const ALIGNMENT = 8;

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
  let rest;
  const loaded = new Map();
  let compiled = false;
  let readAnyway = 0;

  process.on('exit', () => {
    if (!compiled && readAnyway <= READ_ANYWAY && sizeOf(entries, loaded) <= READ_IN_VAIN) return;
    rest ??= read(`${file}.rest`);
    write(`${file}.rest`, unused(new Map([...rest, ...entries]), loaded));
    write(file, compiled ? bytecodeOf(loaded) : loaded);
  });

  /**
   * Runs a module. False if it is not for us: then nothing has been run.
   *
   * @param stats of the file, where they have just been read
   */
  const load = (module, filename, stats = fs.statSync(filename)) => {
    const stamp = stampOf(stats);
    let entry = entries.get(filename);
    if (!entry) {
      rest ??= read(`${file}.rest`);
      entry = rest.get(filename);
    }
    let text;
    let source = entry?.source;
    if (!entry || !isSame(stamp, entry.stamp)) {
      const bytes = fs.readFileSync(filename);
      source = digest(bytes).toString('base64');
      if (source !== entry?.source) {
        entry = undefined;
        text = scriptOf(bytes, filename, transform);
        if (text === undefined) {
          compiled = true;
          loaded.set(filename, { stamp, source, forNode: true, ...bytesOf(''), bytecode: Buffer.alloc(0) });
          return false;
        }
      } else if (stamp) readAnyway++;
    }
    if (entry?.forNode) {
      loaded.set(filename, { ...entry, unused: undefined, stamp });
      return false;
    }
    text ??= entry.wide ? entry.text.ucs2Slice() : entry.text.latin1Slice();
    const script = compile(text, filename, entry?.bytecode);
    if (!script) return false;
    if (!entry || script.cachedDataRejected) compiled = true;
    loaded.set(
      filename,
      entry ? { ...entry, unused: undefined, stamp, script } : { stamp, source, script, ...bytesOf(text) },
    );
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
  return path.join(FOLDER, name);
}

/** What transforms the text is part of what an entry was made of. */
function version() {
  return `6 ${require('@swc/core/package.json').version}`;
}

/**
 * What tells that a file is the one that was read then. The system notes each change in the ctime, which no program can
 * set. Only two changes within one tick of its clock look alike: a file that has just been changed has no stamp, and is
 * read.
 */
function stampOf({ size, mtimeMs, ctimeMs, ino }) {
  const age = Date.now() - ctimeMs;
  return age > SETTLED ? [size, mtimeMs, ctimeMs, ino] : undefined;
}

function isSame(stamp, other) {
  return Boolean(stamp && other) && stamp.every((value, at) => value === other[at]);
}

// The file: checksum of what follows, length of the index, the index (JSON), and in its order the text and bytecode of each entry.
function read(file) {
  try {
    const bytes = fs.readFileSync(file);
    if (!checksum(bytes.subarray(CHECKSUM_BYTES)).equals(bytes.subarray(0, CHECKSUM_BYTES))) return new Map();
    let at = HEADER_BYTES;
    const next = (length) => {
      const part = bytes.subarray(at, at + length);
      at += length + padding(length);
      return part;
    };
    const index = JSON.parse(next(bytes.readUInt32LE(CHECKSUM_BYTES)).toString());
    if (index.version !== version()) return new Map();
    for (const entry of Object.values(index.entries)) {
      entry.text = next(entry.textBytes);
      entry.bytecode = next(entry.bytecodeBytes);
    }
    return new Map(Object.entries(index.entries));
  } catch {
    return new Map();
  }
}

function write(file, entries) {
  const temporary = `${file}.${process.pid}`;
  try {
    const parts = [];
    const add = (part) => parts.push(part, Buffer.alloc(padding(part.length)));
    const index = {};
    for (const [filename, { stamp, source, forNode, wide, text, bytecode, unused }] of entries) {
      index[filename] = {
        stamp,
        source,
        forNode,
        wide,
        textBytes: text.length,
        bytecodeBytes: bytecode.length,
        unused,
      };
      add(text);
      add(bytecode);
    }
    const head = Buffer.from(JSON.stringify({ version: version(), entries: index }));
    const length = Buffer.alloc(HEADER_BYTES - CHECKSUM_BYTES);
    length.writeUInt32LE(head.length);
    const body = Buffer.concat([length, head, Buffer.alloc(padding(head.length)), ...parts]);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(temporary, Buffer.concat([checksum(body), body]));
    fs.renameSync(temporary, file);
    removeOld(path.dirname(file));
  } catch {
    remove(temporary);
  }
}

/** Everything begins at a multiple of the alignment; the header is one. */
function padding(length) {
  return -length & (ALIGNMENT - 1);
}

/** The tag of AES-GCM. It has to tell damage, not forgery, and takes a quarter of the time of SHA-1. */
function checksum(bytes) {
  const cipher = createCipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12)).setAAD(bytes);
  cipher.final();
  return cipher.getAuthTag();
}

function digest(bytes) {
  return createHash('sha1').update(bytes).digest();
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

/** What this run did not load stays for some more: a run that fails loads little. */
function unused(entries, loaded) {
  const kept = new Map();
  for (const [filename, entry] of entries) {
    const unused = (entry.unused ?? 0) + 1;
    if (!loaded.has(filename) && unused <= KEPT_UNUSED) kept.set(filename, { ...entry, unused });
  }
  return kept;
}

/** The bytecode is taken at the end, when it has the functions that were called. */
function bytecodeOf(loaded) {
  const taken = new Map();
  for (const [filename, entry] of loaded)
    taken.set(filename, entry.script ? { ...entry, bytecode: entry.script.createCachedData() } : entry);
  return taken;
}

/** Of what was read and not loaded. */
function sizeOf(entries, loaded) {
  let size = 0;
  for (const [filename, { text, bytecode }] of entries)
    if (!loaded.has(filename)) size += text.length + bytecode.length;
  return size;
}

function bytesOf(text) {
  const wide = /[\u0100-\uffff]/.test(text);
  return { wide, text: Buffer.from(text, wide ? 'utf16le' : 'latin1') };
}

/** The script that a module becomes; undefined if only Node can run it. */
function scriptOf(bytes, filename, transform) {
  const text = bytes.toString();
  // Only a program's first file has such a line, and only Node knows what else may be on it.
  if (text.startsWith('#!')) return undefined;
  if (filename.endsWith('.ts')) return HEAD + transform(text, filename) + TAIL;
  // V8 forgets with the bytecode who is to answer an import(): such a module is Node's business.
  if (text.includes('import(')) return undefined;
  return HEAD + withoutMap(text) + TAIL;
}

/** V8 keeps a source map with the bytecode. One that stands in the file is most of it, and nobody asks for it here. */
function withoutMap(text) {
  const at = text.lastIndexOf('\n//# sourceMappingURL=data:');
  // To the end of the file nothing but the map: what could end a text or a comment around it is not there.
  return at >= 0 && /^[\w+/=:;,.-]*\s*$/.test(text.slice(at + '\n//# '.length)) ? text.slice(0, at) : text;
}

function compile(text, filename, cachedData) {
  try {
    return new vm.Script(text, {
      filename,
      lineOffset: -1,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
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

exports.FOLDER = FOLDER;
exports.stampOf = stampOf;
exports.isSame = isSame;
