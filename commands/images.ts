import { Command, Option } from 'commander';
import type { UnpinnedImage } from '../charts/images/unpinned';
import type { ImageOwner } from '../gitops/oci/image-inventory';
import type { PlatformSession } from '../gitops/oci/platform-session';

interface Options {
  readonly main: string;
  readonly format: 'text' | 'json' | 'crane' | 'skopeo';
  readonly check?: boolean;
}

/** `groundwork images`: every image of the platform, whose it is and whether it is pinned. */
export function command(): Command {
  return new Command('images')
    .description('List every image of the platform: who uses it, and whether its digest is known.')
    .addOption(
      new Option('--format <format>', 'text for people, json for programs, crane or skopeo (sync) to copy the images')
        .choices(['text', 'json', 'crane', 'skopeo'])
        .default('text'),
    )
    .option('--check', 'exit 1 if an image is not pinned, or the lock has one that is not used or pinned otherwise')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .action(run);
}

async function run({ main, format, check }: Options): Promise<void> {
  const { loadPlatform } = require('../gitops/oci/platform-session') as typeof import('../gitops/oci/platform-session');
  const { craneList, skopeoList } = require('../gitops/oci/image-lists') as typeof import('../gitops/oci/image-lists');
  const session = loadPlatform(main);
  const { images, inventory } = session;
  const findings = findingsOf(session);

  if (format === 'text') process.stdout.write(textOf(session, findings));
  else if (format === 'json') process.stdout.write(`${JSON.stringify(jsonOf(session), null, 2)}\n`);
  else if (format === 'crane') process.stdout.write(craneList(inventory));
  else process.stdout.write(skopeoList(inventory, (registry) => images.plainHttpRegistries.has(registry)));
  // Lists go into a pipe; what is wrong with them must not go along.
  if (format === 'crane' || format === 'skopeo') for (const finding of findings) console.error(finding);
  if (check && findings.length > 0) process.exitCode = 1;
}

/** What keeps the images from being what they say: each a line. */
function findingsOf({ images, inventory }: PlatformSession): string[] {
  const { unusedLockEntries } =
    require('../gitops/oci/image-inventory') as typeof import('../gitops/oci/image-inventory');
  const { unpinnedImages } = require('../charts/images/unpinned') as typeof import('../charts/images/unpinned');
  const { lock, lockFile } = images;
  return [
    ...unpinnedImages(images, inventory).map((one) => notPinned(one, lock.has(one.image.name))),
    ...inventory.flatMap(({ name, digest, contradicts, pinnedBy }) => {
      if (digest === undefined || contradicts === undefined) return [];
      const by = pinnedBy === 'chart' ? 'its chart' : 'the reference';
      return [
        `${lockFile}:${lock.get(name)?.line}: ${name} is ${contradicts} here, and ${digest} in ${by}. Run groundwork pin.`,
      ];
    }),
    ...unusedLockEntries(images, inventory).map(
      (name) => `${lockFile}:${lock.get(name)?.line}: ${name} is used nowhere. groundwork pin removes it.`,
    ),
  ];
}

function notPinned({ image: { name }, namedIn, owner }: UnpinnedImage, locked: boolean): string {
  const { REMEDIES } = require('../charts/images/unpinned') as typeof import('../charts/images/unpinned');
  const { construct, through } = owner;
  if (namedIn === 'lock') return `${name} is not pinned (${construct}). Run groundwork pin.`;
  return locked
    ? `${name} is in the lock, and ${construct} does not use it (${through}): ${REMEDIES[namedIn]}.`
    : `${name} is not pinned, and ${construct} does not take it from the lock (${through}): ${REMEDIES[namedIn]}; groundwork pin asks for the digest.`;
}

function textOf({ inventory }: PlatformSession, findings: readonly string[]): string {
  const { styled } = require('../gitops/report/style') as typeof import('../gitops/report/style');
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

function jsonOf({ images, inventory }: PlatformSession): unknown {
  const { unusedLockEntries } =
    require('../gitops/oci/image-inventory') as typeof import('../gitops/oci/image-inventory');
  return { lock: images.lockFile, images: inventory, unused: unusedLockEntries(images, inventory) };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
