import * as fs from 'node:fs';
import { Command } from 'commander';
import { type ImageOwner, unusedLockEntries } from '../charts/images/image-inventory';
import { REMEDIES, type UnpinnedImage, unpinnedImages } from '../charts/images/unpinned';
import { craneList, skopeoList } from '../images/image-lists';
import { styled } from '../report/style';
import { DEFAULT_OUTDIR } from '../synth/layout';
import { type CheckOptions, defaultDirectory } from './check';
import { collect } from './collect';
import { formatOption } from './format-option';
import { helpText } from './help';
import { kubeVersionOption } from './kube-version-option';
import { CLUSTER_OPTION, clusterHeading, loadPlatforms, type PlatformSession } from './platform-session';
import { renderedImages, renderedText } from './rendered-images';
import { type RenderingOptions, renderingOptions } from './rendering';

interface Options extends RenderingOptions, Pick<CheckOptions, 'repo' | 'kubeVersion'> {
  readonly main: string;
  readonly cluster?: string;
  readonly rendered?: string | true;
  readonly format: keyof typeof FORMATS;
  readonly check?: boolean;
}

type Print = (session: PlatformSession, findings: readonly string[]) => string;

const FORMATS = {
  text: { summary: 'for people', print: (session, findings) => textOf(session, findings) },
  json: { summary: 'one object', print: (session) => `${JSON.stringify(jsonOf(session), null, 2)}\n` },
  crane: { summary: 'a list for crane copy', print: ({ inventory }) => craneList(inventory) },
  skopeo: {
    summary: 'a file for skopeo sync',
    print: ({ images, inventory }) => skopeoList(inventory, (registry) => images.plainHttpRegistries.has(registry)),
  },
} as const satisfies Record<string, { readonly summary: string; readonly print: Print }>;

/** `groundwork images`: every image of the platform, what uses it and whether it is pinned. */
export function command(): Command {
  return renderingOptions(new Command('images'), false)
    .description(
      'Says for each image who uses it, and where its digest comes from. With --rendered, also what really runs: the images of all ' +
        'objects that helm and kustomize render, each with its Application and template.',
    )
    .addOption(formatOption(FORMATS))
    .option('--check', 'exit 1 if an image is not pinned, or the lock has one that is not used or pinned otherwise')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option(...CLUSTER_OPTION)
    .option(
      '--rendered [DIR]',
      `list the images of the rendered objects of a directory too (default: ${DEFAULT_OUTDIR}); without a main file, these alone, and by default as check finds them`,
    )
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand, for --rendered (repeatable)', collect)
    .addOption(kubeVersionOption())
    .addHelpText('after', helpText({ title: 'Formats', items: FORMATS }))
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { main, format, check, rendered } = options;
  // A platform is what it renders; elsewhere it is where check looks.
  const platform = fs.existsSync(main) ? DEFAULT_OUTDIR : undefined;
  const directory = rendered === true ? (platform ?? defaultDirectory()) : rendered;
  if (directory !== undefined && format !== 'text' && format !== 'json')
    throw new Error(`--rendered has no list for ${format}: leave --format out, or name text or json`);
  if (directory !== undefined && !fs.existsSync(main)) {
    if (check) throw new Error(`--check compares with the lock of a platform, and there is no ${main}`);
    const found = await renderedImages(directory, options, []);
    process.stdout.write(
      format === 'json' ? `${JSON.stringify({ rendered: found }, null, 2)}\n` : renderedText(found, false),
    );
    return;
  }
  const sessions = await loadPlatforms(main, options.cluster);
  if (format !== 'text' && sessions.length > 1)
    throw new Error(
      `--format ${format} is of one cluster: name one with --cluster (${sessions.map(({ cluster }) => cluster).join(', ')})`,
    );
  const inventory = sessions.flatMap((session) => session.inventory);
  const found = directory === undefined ? undefined : await renderedImages(directory, options, inventory);
  for (const session of sessions) {
    const findings = findingsOf(session);
    for (const line of clusterHeading(session)) if (format === 'text') console.log(line);
    if (format === 'json')
      process.stdout.write(`${JSON.stringify({ ...jsonOf(session), rendered: found }, null, 2)}\n`);
    else process.stdout.write(FORMATS[format].print(session, findings));
    // Lists are piped into other programs, so problems must not be printed between them.
    if (format === 'crane' || format === 'skopeo') for (const finding of findings) console.error(finding);
    if (check && findings.length > 0) process.exitCode = 1;
  }
  if (found && format === 'text') process.stdout.write(`\n${renderedText(found, true)}`);
}

/** The problems of the images, one a line. */
function findingsOf({ images, inventory }: PlatformSession): string[] {
  const { lock, readFrom } = images;
  return [
    ...unpinnedImages(images, inventory).map((one) => notPinned(one, lock.has(one.image.name))),
    ...inventory.flatMap(({ name, digest, contradicts, pinnedBy }) => {
      if (digest === undefined || contradicts === undefined) return [];
      const by = pinnedBy === 'chart' ? 'its chart' : 'the reference';
      return [
        `${readFrom}:${lock.get(name)?.line}: ${name} is ${contradicts} here, and ${digest} in ${by}. Run groundwork pin.`,
      ];
    }),
    ...unusedLockEntries(images, inventory).map(
      (name) => `${readFrom}:${lock.get(name)?.line}: ${name} is used nowhere. groundwork pin removes it.`,
    ),
  ];
}

function notPinned({ image: { name }, namedIn, owner }: UnpinnedImage, locked: boolean): string {
  const { construct, through } = owner;
  if (namedIn === 'lock') return `${name} is not pinned (${construct}). Run groundwork pin.`;
  return locked
    ? `${name} is in the lock, and ${construct} does not use it (${through}): ${REMEDIES[namedIn]}.`
    : `${name} is not pinned, and ${construct} does not take it from the lock (${through}): ${REMEDIES[namedIn]}; groundwork pin asks for the digest.`;
}

function textOf({ inventory }: PlatformSession, findings: readonly string[]): string {
  const lines: string[] = [];
  for (const { name, digest, pinnedBy, owners } of inventory) {
    const state = digest === undefined ? styled('yellow', 'not pinned') : styled('green', `pinned by the ${pinnedBy}`);
    lines.push(`${name}  ${state}`);
    if (digest !== undefined) lines.push(`  ${styled('dim', digest)}`);
    lines.push(...owners.map((owner) => `  ${ownerText(owner)}`));
  }
  const pinned = inventory.filter(({ digest }) => digest !== undefined).length;
  lines.push(
    ...(lines.length > 0 ? [''] : []),
    `${count(inventory.length, 'image')}, ${pinned} pinned by digest.`,
    ...findings,
  );
  return `${lines.join('\n')}\n`;
}

function ownerText({ construct, through, chart, file }: ImageOwner): string {
  return [construct, chart && `chart ${chart}`, file, through].filter(Boolean).join('  ');
}

function jsonOf({ images, inventory }: PlatformSession): object {
  return { lock: images.lockFile, images: inventory, unused: unusedLockEntries(images, inventory) };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
