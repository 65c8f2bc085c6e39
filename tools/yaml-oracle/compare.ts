/**
 * Compares this package's YAML with Argo CD's decoder, over all YAML files of folders and over mutations of them:
 *
 *     (cd tools/yaml-oracle && go build -o yaml-oracle .)
 *     npx jiti tools/yaml-oracle/compare.ts tools/yaml-oracle/yaml-oracle MUTATIONS FOLDER...
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { difference, own } from '../../argocd/testing/decoder';
import { CONSTRUCTS } from './constructs';
import { ask } from './oracle';
import { random, SCRAPS } from './scraps';

const [program = '', mutations = '0', ...folders] = process.argv.slice(2);

function* files(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* files(file);
    else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) yield file;
  }
}

let compared = 0;
let refused = 0;
const differences: string[] = [];

function compare(batch: readonly { readonly name: string; readonly text: Buffer }[]): void {
  const answers = ask(
    program,
    batch.map(({ text }) => text),
  );
  for (const [at, { name, text }] of batch.entries()) {
    const theirs = answers[at];
    // See the README for what is different on purpose.
    if (!theirs || theirs.error?.startsWith('panic: ') || text.includes('\r\r\n')) continue;
    compared += 1;
    if (theirs.error !== undefined) refused += 1;
    const found = difference(theirs, own(text));
    if (found === undefined) continue;
    differences.push(`${name}: ${found}`);
    if (process.env.KEEP) fs.writeFileSync(path.join(process.env.KEEP, `${differences.length}.yaml`), text);
  }
}

function* batches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

const seen = new Set<string>();
/** What is mutated: small files, and each construct. */
const small = CONSTRUCTS.map((text) => Buffer.from(text));
function* read(): Generator<{ readonly name: string; readonly text: Buffer }> {
  for (const folder of folders) {
    for (const name of files(folder)) {
      const text = fs.readFileSync(name);
      const hash = createHash('sha1').update(text).digest('base64');
      if (seen.has(hash)) continue;
      seen.add(hash);
      if (text.length < 6_000) small.push(text);
      yield { name, text };
    }
  }
}

for (const batch of batches(read(), 200)) compare(batch);
console.log(`${compared} files compared, ${refused} of them refused, ${differences.length} differences`);
const before = compared;

const dice = random(Number(process.env.SEED ?? 1));
function* mutate(): Generator<{ readonly name: string; readonly text: Buffer }> {
  for (let at = 0; at < Number(mutations); at += 1) {
    let text = (small[dice(small.length)] as Buffer).toString();
    for (let times = 1 + dice(3); times > 0; times -= 1) {
      const place = dice(text.length + 1);
      const scrap = SCRAPS[dice(SCRAPS.length)] as string;
      text = text.slice(0, place) + scrap + text.slice(place + (dice(3) === 0 ? dice(20) : 0));
    }
    yield { name: `mutation ${at}`, text: Buffer.from(text) };
  }
}
for (const batch of batches(mutate(), 1000)) compare(batch);
console.log(`${compared - before} mutations compared, ${differences.length} differences in all`);
for (const one of differences.slice(0, Number(process.env.SHOW ?? 40))) console.log(one);
process.exitCode = differences.length > 0 ? 1 : 0;
