import { resolve } from 'node:path';
import { Command } from 'commander';
import type { ImageLockEntry } from '../images/image-lock';
import { imagePattern } from '../images/image-pattern';
import { parseImageReference } from '../images/image-reference';
import { mirroredRepository, readDestination } from '../images/mirror-layout';
import { OciLayout } from '../images/oci-layout';
import { newProgress } from '../images/progress';
import { concurrently } from '../images/registry/concurrently';
import { ImageCopier } from '../images/registry/copy-image';
import { Registries } from '../images/registry/registries';
import { CLUSTER_OPTION, loadPlatforms } from './platform-session';
import * as read from './registry-options';

interface Options {
  readonly main: string;
  readonly cluster?: string;
  readonly to: string;
  readonly from?: string;
  readonly plainHttp?: readonly string[] | true;
  readonly only?: string;
  readonly concurrency: string;
  readonly referrers?: boolean;
  readonly dryRun?: boolean;
}

/** `groundwork mirror`: copies what the lock names into a registry, by digest. */
export function command(): Command {
  return new Command('mirror')
    .description(
      'Takes the images of the lock, every platform of an index, and puts them where their names say it: ' +
        'REGISTRY/PREFIX/docker.io/goharbor/harbor-core:v2.15.1, or into a folder in OCI layout, from which --from takes them again. What is there already is skipped, so that an interrupted run goes on. ' +
        'What an index names is copied, build attestations included; what refers to it from outside only with --referrers.',
    )
    .requiredOption(
      '--to <registry[/prefix]>',
      'where to, e.g. 10.0.24.28:30002/mirror (with Harbor the first part is a project); oci:FOLDER writes a folder to carry over',
    )
    .option('--from <oci:folder>', 'a folder that --to oci:FOLDER wrote, in place of the registries')
    .option(
      '--plain-http [registry...]',
      'registries that speak plain HTTP, beside those that the platform declares; without a name the one of --to',
    )
    .option('--only <glob>', 'only images that match, e.g. "goharbor/*"')
    .option('--concurrency <count>', 'images copied at once', '3')
    .option('--referrers', 'copy signatures, attestations and SBOMs too: OCI referrers, and cosign’s tags')
    .option('--dry-run', 'print what would be copied where, and ask no registry')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option(...CLUSTER_OPTION)
    .action(run);
}

/** The folder that `oci:FOLDER` names; undefined for a registry. @throws Error if it names none */
function folderOf(text: string): string | undefined {
  if (!text.startsWith('oci:') || text.startsWith('oci://')) return undefined;
  const folder = text.slice('oci:'.length);
  if (folder === '') throw new Error(`${text}: it names no folder; write oci:FOLDER, e.g. oci:./carry.`);
  return folder;
}

async function run(options: Options): Promise<void> {
  const concurrency = read.readConcurrency(options.concurrency);
  const folder = folderOf(options.to);
  const carried = options.from === undefined ? undefined : folderOf(options.from);
  if (options.from !== undefined && carried === undefined)
    throw new Error(`--from ${options.from}: write oci:FOLDER, with a folder that mirror --to oci:FOLDER has written.`);
  const to = folder === undefined ? readDestination(options.to) : undefined;
  if (!to && options.plainHttp === true)
    throw new Error('--plain-http without a name means the registry of --to, and that is a folder: name the registry.');
  const named = options.plainHttp === true && to ? [to.registry] : ((options.plainHttp || []) as readonly string[]);
  const plainHttp = named.map((name) => read.readRegistry('--plain-http', name));
  const sessions = await loadPlatforms(options.main, options.cluster);

  const matches = options.only === undefined ? () => true : imagePattern(options.only);
  // Two clusters may have one image, by one digest or by two.
  const entries = new Map<string, ImageLockEntry>();
  for (const { images, inventory } of sessions) {
    const used = new Set(inventory.map(({ name }) => name));
    // Of another app's lock, those that this one uses.
    for (const entry of images.lock.values())
      if (matches(entry.image) && (used.has(entry.image) || !images.isLockOfAnother))
        entries.set(`${entry.image}@${entry.digest}`, entry);
  }
  if (entries.size === 0) {
    const isEmpty = sessions.every(({ images }) => images.lock.size === 0);
    const why = isEmpty ? 'it names no image' : `no image in it matches ${options.only}`;
    const files = sessions.map(({ images }) => resolve(images.lockFile)).join(', ');
    throw new Error(`${files}: ${why}. groundwork pin writes it, groundwork images lists the images.`);
  }
  const copies = [...entries.values()].flatMap(({ image, digest }) => {
    const { registry, repository, tag } = parseImageReference(image);
    // Images of the destination registry itself need no copy.
    if (registry === to?.registry) return [];
    const name = `${registry}/${repository}`;
    const target = to ? mirroredRepository(to, { registry, repository }) : name;
    return [{ image, digest, registry, repository, name, tag, target, shown: to ? `${to.registry}/${target}` : name }];
  });
  if (options.dryRun) {
    for (const { image, digest, shown, tag } of copies)
      console.log(`${image}@${digest} -> ${to ? '' : `${options.to} `}${shown}:${tag}`);
    return;
  }
  // Before anything is asked of a registry: what is wrong with a folder is wrong from the beginning.
  const source = carried === undefined ? undefined : OciLayout.open(carried);
  const layout = folder === undefined ? undefined : OciLayout.make(folder);

  const registries = new Registries(
    new Set([...sessions.flatMap(({ images }) => [...images.plainHttpRegistries]), ...plainHttp]),
  );
  const progress = newProgress('copying', 'bytes');
  const copier = new ImageCopier({ onExpected: progress.expect, onBytes: progress.advance });
  const outcomes = await concurrently(
    copies,
    concurrency,
    async ({ image, digest, registry, repository, name, tag, target, shown }) => {
      try {
        const from = source
          ? { registry: source, repository: name }
          : { registry: registries.for(registry), repository };
        const at = { registry: layout ?? registries.for(to?.registry ?? ''), repository: target };
        const outcome = await copier.copy(from, at, digest, tag);
        const referrers = options.referrers ? await copier.copyReferrers(from, at, digest) : 0;
        if (referrers > 0) progress.line(`copied  ${referrers} that refer to ${shown}:${tag}`);
        if (outcome === 'copied') progress.line(`copied  ${shown}:${tag}  ${digest}`);
        return outcome;
      } catch (error) {
        return { image, why: (error as Error).message };
      }
    },
  );
  progress.stop();

  const of = (kind: string) => outcomes.filter((outcome) => outcome === kind).length;
  const failures = outcomes.filter((outcome) => typeof outcome === 'object');
  const { sent, sentBytes, mounted, present } = copier.count;
  console.log(
    `${of('copied')} copied, ${of('present')} there already, ${failures.length} failed; ` +
      `${sent} blobs sent (${(sentBytes / 2 ** 20).toFixed(1)} MiB), ${mounted} mounted, ${present} found there.`,
  );
  for (const { image, why } of failures) console.error(`failed  ${image}: ${why}`);
  if (failures.length > 0) {
    console.error('Run it again: it goes on with what is missing.');
    process.exitCode = 2;
  }
}
