// Writes 200 files of one text into the folder, once; the text is the second argument.
const { writeTree } = require('../../../lib/synth/write/writer');

const [, , dir, text = 'x'] = process.argv;
try {
  writeTree(dir, new Map(Array.from({ length: 200 }, (_, i) => [`f${i}.yaml`, `${text}\n`])));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
