const readline = require('node:readline');
const { check, MemoryTree } = require('../../lib/argocd/index.js');
const { order } = require('../../lib/argocd/order.js');
const { reportText } = require('../../lib/report/text.js');

const URL = 'https://git.example.com/platform.git';

/** Checks each repository that it is given, a line of JSON each, and says what came of it. */
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const tree = new MemoryTree(new Map(Object.entries(JSON.parse(line))));
  const input = { directories: [{ tree, dir: '' }], repositories: [{ url: URL, tree }] };
  let said;
  try {
    const report = check(input);
    reportText(report, { color: false });
    order(input);
    said = { found: report.findings.map(({ file, rule }) => `${file} ${rule}`) };
  } catch (error) {
    said = { error: String(error.stack) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
