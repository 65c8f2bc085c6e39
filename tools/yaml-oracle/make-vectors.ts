/**
 * Writes `argocd/yaml/yaml.vectors.json`: what Argo CD's decoder makes of each construct, and of mutations of small texts.
 *
 *     (cd tools/yaml-oracle && go build -o yaml-oracle .)
 *     npx jiti tools/yaml-oracle/make-vectors.ts tools/yaml-oracle/yaml-oracle
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CONSTRUCTS } from './constructs';
import { ask } from './oracle';
import { random, SCRAPS } from './scraps';

const MUTATIONS = 2_500;

const texts = new Set(CONSTRUCTS);
const seeds = CONSTRUCTS.filter((text) => text.length < 200);
const scraps = SCRAPS.filter((scrap) => scrap.length < 100);
const dice = random(20261128);
const wanted = texts.size + MUTATIONS;
while (texts.size < wanted) {
  let text = seeds[dice(seeds.length)] as string;
  for (let times = 1 + dice(2); times > 0; times -= 1) {
    const place = dice(text.length + 1);
    text = text.slice(0, place) + scraps[dice(scraps.length)] + text.slice(place + dice(3));
  }
  texts.add(text);
}

// Half of a surrogate pair is no text.
const all = [...texts].map((text) => Buffer.from(text));
const lines = ask(process.argv[2] ?? '', all).flatMap(({ documents, error }, at) => {
  if (error?.startsWith('panic: ')) return [];
  return [
    JSON.stringify(error === undefined ? [all[at]?.toString(), documents] : [all[at]?.toString(), documents, error]),
  ];
});
const file = path.join(__dirname, '..', '..', 'argocd', 'yaml', 'yaml.vectors.json');
fs.writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
console.log(`${lines.length} vectors`);
