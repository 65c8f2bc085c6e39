/**
 * One measurement in a process of its own, so that its time and its memory are its own:
 * `check-child.ts parse DIR` or `check-child.ts check DIR`; prints a line of JSON.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { check } from '../argocd/check';
import { DiskTree } from '../argocd/tree/disk-tree';

/** What a child prints. */
export interface Measurement {
  readonly seconds: number;
  readonly peakMiB: number;
  /** What it came to, to show that the work was done. */
  readonly result: string;
}

const [, , mode = '', dir = ''] = process.argv;

/** Reads and parses every file: what any program that looks at this repository has to do at least. */
function parse(): string {
  let documents = 0;
  const visit = (at: string): void => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
      const file = path.join(at, entry.name);
      if (entry.isDirectory()) visit(file);
      else
        for (const document of parseAllDocuments(fs.readFileSync(file, 'utf8')))
          if (document.toJS() !== null) documents += 1;
    }
  };
  visit(dir);
  return `${documents} documents`;
}

function judge(): string {
  const tree = new DiskTree(dir, '');
  const { summary } = check({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: 'https://git.example.com/platform.git', tree }],
  });
  const { applications, projects, resources, refuse, silent, warn } = summary;
  return `${applications} Applications, ${projects} AppProjects, ${resources} objects, ${refuse + silent + warn} findings`;
}

const run = { parse, check: judge }[mode];
if (!run) throw new Error(`check-child parse|check DIR, not ${mode}`);
const start = performance.now();
const result = run();
const seconds = (performance.now() - start) / 1000;
const measurement: Measurement = { seconds, peakMiB: process.resourceUsage().maxRSS / 1024, result };
console.log(JSON.stringify(measurement));
