/**
 * 100 clusters with 100 Applications each, beside 10,000 in one: rendered and judged by synth, checked, and compared with a
 * hundred of them changed. Whole processes but for synth, whose seconds are from the first construct to the last byte.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FLEET } from './applications';
import { type Measured, measure, median, timeGroundwork } from './measure';
import { Table } from './table';

const RUNS = 3;
const LIMIT = 150;

/** What a number of clusters costs, by what is done. */
type Costs = Record<'synth' | 'check' | 'diff', Measured>;

function costsOf(clusters: number, dir: string): Costs {
  const dist = path.join(dir, 'dist');
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: dir,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const synth = measure(['groundwork', 'clusters', clusters, dist], LIMIT);
  if (!synth) throw new Error(`${clusters} clusters: not rendered after ${LIMIT} s`);
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'as it was');
  const files = fs
    .readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/app-\d+\.yaml$/.test(file))
    .sort();
  for (let at = 0; at < 100; at++) {
    const file = path.join(dist, files[at * Math.floor(files.length / 100)] as string);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('targetRevision: main', 'targetRevision: next'));
  }
  const given = ['--repo', `${FLEET}=.`, '--no-render'];
  return {
    synth,
    check: timeGroundwork(['check', 'dist', ...given], dir),
    diff: timeGroundwork(['diff', 'HEAD', '--fail-on', 'never', ...given], dir),
  };
}

/** Measures and prints. */
export function main(): void {
  const runs: Record<number, Costs[]> = { 1: [], 100: [] };
  for (let run = 0; run < RUNS; run++)
    for (const clusters of [1, 100]) {
      const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-')));
      try {
        runs[clusters]?.push(costsOf(clusters, dir));
      } finally {
        fs.rmSync(dir, { recursive: true, force: true });
      }
    }
  const table = new Table(
    '10,000 Applications',
    'in one cluster',
    '100 in each of 100',
    'times',
    'limit',
    'memory of the latter',
  );
  for (const what of ['synth', 'check', 'diff'] as const) {
    const [one, many] = [1, 100].map((clusters) => median((runs[clusters] ?? []).map((costs) => costs[what]))) as [
      Measured,
      Measured,
    ];
    const name = { synth: 'synth', check: 'check', diff: 'diff, 100 changed' }[what];
    table.row(
      name,
      `${one.seconds.toFixed(2)} s`,
      `${many.seconds.toFixed(2)} s`,
      `${(many.seconds / one.seconds).toFixed(2)}×`,
      '3×',
      `${many.megabytes.toFixed(0)} MB`,
    );
  }
  table.print();
}

if (require.main === module) main();
