// Lets Node run this project's TypeScript: swc, in process, one file at a time. No type check here (npm run compile does
// that) and nothing under node_modules is touched, which is what makes the start-up cheaper than general-purpose runners.
const { addHook } = require('pirates');

let swc;

addHook(
  (code, filename) => {
    swc ??= require('@swc/core');
    return swc.transformSync(code, {
      filename,
      swcrc: false,
      configFile: false,
      sourceMaps: 'inline',
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    }).code;
  },
  { exts: ['.ts'], ignoreNodeModules: true },
);
