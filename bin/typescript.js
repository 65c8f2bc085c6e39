// Lets Node run this project's TypeScript: swc, in process, one file at a time. No type check here (npm run compile does
// that). What swc and V8 made of the files is kept (compile-cache.js): a start-up after which nothing has changed does not
// even load swc.
//
// GROUNDWORK_DEBUG does without the cache, and has stack traces with the lines of the sources.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const DEBUG = Boolean(process.env.GROUNDWORK_DEBUG);
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
  if (!filename.includes(THIRD_PARTY) || !cache?.load(module, filename)) loadJavaScript(module, filename);
};

Module._extensions['.ts'] = (module, filename) => {
  if (filename.includes(THIRD_PARTY)) loadJavaScript(module, filename);
  else if (!cache?.load(module, filename))
    module._compile(transform(fs.readFileSync(filename, 'utf8'), filename), filename);
};

// './x' in a .ts file is x.ts or x/index.ts, as the compiler has it. Node would try five other names first, for each of
// some hundred imports.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (request.startsWith('.') && parent?.filename?.endsWith('.ts')) {
    const file = path.resolve(parent.path, request);
    for (const candidate of [`${file}.ts`, path.join(file, 'index.ts')]) {
      // Links are left to Node, which loads what they lead to.
      if (fs.lstatSync(candidate, { throwIfNoEntry: false })?.isFile()) return candidate;
    }
  }
  return resolveFilename.call(this, request, parent, ...rest);
};

if (DEBUG) process.setSourceMapsEnabled(true);
