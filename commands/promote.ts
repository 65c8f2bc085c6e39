import { Command } from 'commander';
import { promote } from '../charts/versions/promote';
import { readVersions } from '../charts/versions/versions';
import { VERSIONS_FILE } from '../charts/versions/versions-file';
import { writeWhole } from '../files/write-whole';

interface Options {
  readonly file: string;
  readonly dryRun?: boolean;
}

/** `groundwork promote`: gives one environment of an app the version of another, in the file that both stand in. */
export function command(): Command {
  return new Command('promote')
    .description(
      'Writes the version that an app has in FROM to its place in TO, in the file that main.ts reads with new Versions(). Nothing ' +
        'else of the file changes. The way back is the same from Git: a revert.',
    )
    .argument('<APP>', 'an app of the file')
    .argument('<FROM>', 'the environment whose version is taken')
    .argument('<TO>', 'the environment that gets it')
    .option('--file <FILE>', 'the file of versions', VERSIONS_FILE)
    .option('--dry-run', 'say what would change, and write nothing')
    .action(run);
}

function run(app: string, from: string, to: string, { file, dryRun }: Options): void {
  if (from === to) throw new Error(`FROM and TO are both ${to}: name two environments`);
  const { content, changes } = promote(readVersions(file), { app, from, to }, file);
  if (changes.length === 0) {
    console.log(`${file} stays: ${app} is on ${to} as on ${from}`);
    return;
  }
  if (!dryRun) {
    try {
      writeWhole(file, content);
    } catch (error) {
      throw new Error(`${file}: cannot be written, the old one is untouched: ${(error as Error).message}`);
    }
  }
  for (const { name, line, from: before, to: after } of changes)
    console.log(`${file}:${line}: ${app} on ${to}${name === '' ? '' : `, ${name}`}: ${before} → ${after}`);
  console.log(dryRun ? 'nothing was written (--dry-run)' : 'written: run npm run synth, review and commit');
}
