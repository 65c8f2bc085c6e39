// Writes two trees in turn until it is killed.
const { writeTree } = require('../../../lib/synth/write/writer');

const dir = process.argv[2];
for (let round = 1; ; round = 3 - round) {
  const text = `${String(round).repeat(20_000)}\n`;
  writeTree(dir, new Map(Array.from({ length: 50 }, (_, i) => [`${i % 5}/f${i * round}.yaml`, text])));
  process.stdout.write('.');
}
