const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..', 'node_modules', '.cache', 'jest');

function isWritable() {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// What jest remembers stays in the checkout. Where that is somebody else's, it is in the system's folder for temporary files,
// as jest has it by default.
module.exports = isWritable() ? { cacheDirectory: folder } : {};
