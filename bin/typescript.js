// Lets Node run this project's TypeScript: swc, in process, one file at a time. No type check here (npm run compile does
// that) and nothing under node_modules is touched, which is what makes the start-up cheaper than general-purpose runners.
//
// What swc made of a file is kept under node_modules/.cache, by the hash of the file's text: a start-up after which nothing
// has changed does not even load swc.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { addHook } = require('pirates');

const DEBUG = Boolean(process.env.GROUNDWORK_DEBUG);
const CACHE = path.join(__dirname, '..', 'node_modules', '.cache', 'groundwork');
const VERSION = `1 ${DEBUG} ${require('@swc/core/package.json').version}\n`;

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

function cached(code, filename) {
  const file = path.join(CACHE, `${createHash('sha1').update(VERSION).update(code).digest('hex')}.js`);
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    const result = transform(code, filename);
    try {
      // Whole or not at all: another process may read it at the same time.
      fs.mkdirSync(CACHE, { recursive: true });
      fs.writeFileSync(`${file}.${process.pid}`, result);
      fs.renameSync(`${file}.${process.pid}`, file);
    } catch {
      // A cache that cannot be written is only slow.
    }
    return result;
  }
}

if (DEBUG) process.setSourceMapsEnabled(true);
addHook(cached, { exts: ['.ts'], ignoreNodeModules: true });
