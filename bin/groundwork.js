#!/usr/bin/env node
// Before anything that an older Node would not even understand.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`groundwork: needs Node 20.12 or later, and this is ${process.version}`);
  process.exitCode = 2;
} else {
  let cli;
  try {
    cli = require('../lib/commands/cli');
  } catch (error) {
    // A package that is missing, or a checkout that was not built.
    console.error(`groundwork: ${error.message.split('\n')[0]}; run npm install again`);
    process.exitCode = 2;
  }
  cli?.main(process.argv);
}
