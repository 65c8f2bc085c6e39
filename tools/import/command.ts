import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { isFolder } from './origin';
import { writeImports } from './output';
import { crdFiles, importKubernetes, kubernetesFiles } from './schemas';
import { readSources } from './sources';

/** The command behind `npm run import`. */
export function importCommand(folder: string): Command {
  return new Command('import')
    .description('Generate imports/ from the charts and CRDs that imports/sources.yaml declares.')
    .option('--from <folder>', 'take what this folder holds instead of downloading it (repeatable)', collect, [])
    .action(async ({ from }: { from: string[] }) => {
      const wrong = from.filter((place) => !isFolder(place));
      if (wrong.length > 0) throw new Error(wrong.map((place) => `--from ${place}: no such folder.`).join('\n'));
      const file = join(folder, 'sources.yaml');
      if (!existsSync(file)) throw new Error(`${file}: not there; it declares what to import.`);
      const sources = readSources(file);
      const kubernetes = await importKubernetes(sources.kubernetes, from);
      const files = kubernetesFiles(sources.kubernetes, kubernetes);
      for (const [group, source] of Object.entries(sources.crds)) {
        for (const [path, text] of await crdFiles(group, source, kubernetes, from)) files.set(path, text);
      }
      const { changed, removed, unchanged } = writeImports(folder, files, () => false);
      for (const path of changed) process.stdout.write(`wrote ${relative('.', join(folder, path))}\n`);
      for (const path of removed) process.stdout.write(`removed ${relative('.', join(folder, path))}\n`);
      process.stdout.write(`${unchanged} unchanged\n`);
    });
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
