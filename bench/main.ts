/**
 * Prints the figures that the README quotes: `npm run bench [-- --all]`. Each case is a process of its own, rivals run in
 * turn, and the median of three runs counts. `--all` adds what takes minutes (stock cdk8s at 10,000 Applications).
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { main as checkBench } from './check';
import { main as clustersBench } from './clusters';
import { coldStarts } from './cold-start';
import { main as diffBench } from './diff';
import { type Measured, measure, median, timeCopy } from './measure';
import { main as renderingBench } from './rendering';
import { Table } from './table';

const all = process.argv.includes('--all');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-'));
const RUNS = 3;
/** Seconds after which a rival is stopped. */
const LIMIT = 150;

const seconds = (value: number | undefined) => (value === undefined ? `over ${LIMIT} s` : `${value.toFixed(2)} s`);
const times = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)}×`);
let unique = 0;
const fresh = () => path.join(folder, `out-${unique++}`);

/** Runs cases in turn, so that what else the machine does hits all of them. */
function inTurn(cases: Record<string, () => Measured | undefined>, runs = RUNS): Record<string, Measured | undefined> {
  const results = Object.fromEntries(Object.keys(cases).map((name) => [name, [] as (Measured | undefined)[]]));
  for (let run = 0; run < runs; run++)
    for (const [name, measureOnce] of Object.entries(cases)) results[name].push(measureOnce());
  return Object.fromEntries(Object.entries(results).map(([name, measured]) => [name, median(measured)]));
}

function filesAgainstStock(): void {
  const table = new Table(
    'Applications, a file each',
    'groundwork synth',
    'stock cdk8s',
    'faster',
    'groundwork memory',
  );
  for (const count of [1_000, 2_000, 4_000, 10_000]) {
    const stock = count < 10_000 || all;
    const { ours, theirs } = inTurn(
      {
        ours: () => measure(['groundwork', 'files', count, fresh()], LIMIT),
        ...(stock && { theirs: () => measure(['cdk8s', 'files', count, fresh()], LIMIT) }),
      },
      count < 4_000 ? RUNS : 1,
    );
    const ratio = ours && theirs && theirs.seconds / ours.seconds;
    table.row(
      count.toLocaleString('en'),
      seconds(ours?.seconds),
      stock ? seconds(theirs?.seconds) : '(--all)',
      times(ratio),
      `${ours?.megabytes.toFixed(0)} MB`,
    );
  }
  table.print();
}

function againstTheFileSystem(): void {
  const count = 10_000;
  const outdir = fresh();
  const { first, copy, nothing } = inTurn({
    first: () => {
      fs.rmSync(outdir, { recursive: true, force: true });
      return measure(['groundwork', 'files', count, outdir], LIMIT);
    },
    copy: () => timeCopy(outdir, fresh()),
    nothing: () => measure(['groundwork', 'files', count, outdir], LIMIT),
  });
  const table = new Table(`${count.toLocaleString('en')} Applications, a file each`, 'time', 'against cp -r');
  const ratio = (a?: Measured, b?: Measured) => times(a && b && a.seconds / b.seconds);
  table.row('into an empty folder', seconds(first?.seconds), ratio(first, copy));
  table.row('cp -r of the result', seconds(copy?.seconds), '');
  table.row('nothing changed', seconds(nothing?.seconds), ratio(nothing, copy));
  table.print();
}

function chains(): void {
  const table = new Table(
    'dependent charts in a chain, 20 objects each',
    'groundwork',
    'the same without dependencies',
    'stock cdk8s',
  );
  for (const count of [5, 7, 40]) {
    const { linked, flat } = inTurn({
      linked: () => measure(['groundwork', 'chain', count, fresh()], LIMIT),
      flat: () => measure(['groundwork', 'flat', count, fresh()], LIMIT),
    });
    const stock = measure(['cdk8s', 'chain', count, fresh()], count > 7 ? 20 : LIMIT);
    const text = stock ? seconds(stock.seconds) : `stopped after ${count > 7 ? 20 : LIMIT} s`;
    table.row(
      String(count),
      seconds(linked?.seconds),
      `${seconds(flat?.seconds)} (${times(linked && flat && linked.seconds / flat.seconds)})`,
      text,
    );
  }
  table.print();
}

async function main(): Promise<void> {
  try {
    console.log(`Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0].model}\n`);
    filesAgainstStock();
    againstTheFileSystem();
    chains();
    coldStarts(folder, inTurn, seconds, times);
    checkBench();
    clustersBench();
    await renderingBench();
    diffBench();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

void main();
