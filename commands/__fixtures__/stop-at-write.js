// Given to node with --require: the process is killed (STOP_HOW=kill) or its disk is full (STOP_HOW=full) from its nth change
// of a file or folder in the working directory on (STOP_AT=n). What it was about to write is there by half.
const fs = require('node:fs');
const path = require('node:path');

const { STOP_AT, STOP_HOW } = process.env;
const { writeFileSync } = fs;
let changes = 0;

function isOurs(file) {
  const inside = path.relative(process.cwd(), path.resolve(String(file)));
  return !inside.startsWith('..') && !inside.split(path.sep).includes('node_modules');
}

function stop() {
  if (STOP_HOW === 'kill') process.kill(process.pid, 'SIGKILL');
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
}

for (const name of ['writeFileSync', 'appendFileSync', 'mkdirSync', 'mkdtempSync', 'linkSync', 'symlinkSync', 'copyFileSync', 'openSync', 'renameSync', 'rmSync', 'unlinkSync', 'rmdirSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    const reads = name === 'openSync' && !/[wa+]/.test(String(args[1] ?? 'r'));
    const target = name === 'renameSync' || name === 'linkSync' || name === 'copyFileSync' ? args[1] : args[0];
    // To remove something needs no room.
    const frees = STOP_HOW === 'full' && /^(?:rm|unlink|rmdir|rename)/.test(name);
    if (reads || frees || typeof target === 'number' || !isOurs(target)) return original(...args);
    changes += 1;
    if (changes >= Number(STOP_AT)) {
      if (name === 'writeFileSync') writeFileSync(args[0], String(args[1]).slice(0, String(args[1]).length / 2), args[2]);
      stop();
    }
    return original(...args);
  };
}
