import * as path from 'node:path';
import { Command } from 'commander';
import { modelInputOf } from '../argocd/check';
import { redact } from '../argocd/model/redact';
import { wordsOf } from '../fetch/wanted-words';
import { plural } from '../report/plural';
import { visible } from '../report/text';
import { type CheckOptions, defaultDirectory, inputOf, nothingIn } from './check';
import { collect } from './collect';
import { Fetching } from './fetching';
import { helpText } from './help';
import { kubeVersionOption } from './kube-version-option';
import { Phases, type RenderingOptions, readFetching, renderingOptions } from './rendering';

interface Options extends RenderingOptions, Pick<CheckOptions, 'repo' | 'argocdVersion' | 'kubeVersion'> {
  readonly prune?: boolean;
}

/** `groundwork vendor`: puts the charts that are fetched into the repository. */
export function command(): Command {
  return renderingOptions(new Command('vendor'), false)
    .description(
      'Fetches the charts that Applications name and those that charts depend on, and puts them into vendor/charts/, beside ' +
        'charts.lock.yaml, which says where each is from and its digest. check, order and render then use them without --fetch. ' +
        'What the lock names already stays in its version; --update-lock resolves all anew.',
    )
    .argument('[DIR...]', 'where to look for Applications (default: as check)')
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .option('--argocd-version <V>', 'the version of Argo CD to render for')
    .addOption(kubeVersionOption())
    .option('--prune', 'remove archives and entries of the lock that nothing uses any more')
    .addHelpText(
      'after',
      helpText(
        'Exit code: 0 fine, 2 wrong use, or a chart that could not be had; the others are there then all the same.',
      ),
    )
    .action(run);
}

async function run(named: readonly string[], options: Options): Promise<void> {
  const directories = named.length > 0 ? named : [defaultDirectory()];
  const input = inputOf(directories, options);
  for (const line of input.leftOut) console.error(line);
  const model = modelInputOf(input);
  const phases = new Phases();
  const fetching = await Fetching.begin(options, model.repositories, phases.of('fetching'), true);
  const { read, lines } = await readFetching(model, options, fetching, phases);
  if (read.model.applications.length === 0)
    throw new Error(nothingIn(directories, read.model.files, read.model.unchecked));
  for (const line of lines) console.error(line);

  const { vendored } = fetching;
  const { used, failed } = fetching.fetcher;
  const folder = path.relative('', vendored.folder);
  const kept = new Set<string>();
  const others = new Map<string, number>();
  let written = 0;
  for (const { wanted, version, bytes } of used.values()) {
    if (wanted.kind !== 'chart' || !bytes) {
      others.set(wanted.kind, (others.get(wanted.kind) ?? 0) + 1);
      continue;
    }
    const { name, isNew } = vendored.write(wanted.chart, version, bytes);
    kept.add(name);
    if (isNew) written += 1;
  }
  // What could not be had now may be needed all the same.
  const isPruned = options.prune === true && failed.size === 0;
  for (const line of fetching.writeLock(() => !isPruned)) console.log(visible(line));
  const unused = vendored.names.filter((name) => !kept.has(name));
  if (isPruned) for (const name of unused) vendored.remove(name);
  console.log(
    `${plural(kept.size, 'chart')} in ${folder}: ${written} new, ${kept.size - written} there already` +
      `${isPruned && unused.length > 0 ? `, ${unused.length} removed` : ''}.`,
  );
  if (!isPruned && unused.length > 0)
    console.log(
      `${plural(unused.length, 'archive')} there ${unused.length === 1 ? 'is' : 'are'} used by nothing here: ` +
        `${failed.size > 0 ? 'kept, because something could not be had' : '--prune removes them'}.`,
    );
  const names = { git: 'Git revisions', oci: 'OCI artifacts', file: 'files at URLs' } as const;
  const listed = Object.entries(names).flatMap(([kind, noun]) => {
    const number = others.get(kind) ?? 0;
    return number === 0 ? [] : [`${number} ${noun}`];
  });
  if (listed.length > 0)
    console.log(
      `Not put there, because only charts are: ${listed.join(', ')}. --repo URL=DIR gives them without egress.`,
    );
  for (const { wanted, reason } of failed.values())
    console.error(`failed  ${visible(redact(`${wordsOf(wanted)}: ${reason}`))}`);
  if (failed.size > 0) process.exitCode = 2;
}
