import { resolve } from 'node:path';
import { Command } from 'commander';
import type { ImageOfPlatform } from '../charts/images/image-inventory';
import { REMEDIES, type UnpinnedImage, unpinnedImages } from '../charts/images/unpinned';
import { imagePattern } from '../images/image-pattern';
import { newProgress } from '../images/progress';
import { concurrently } from '../images/registry/concurrently';
import { Registries } from '../images/registry/registries';
import { confirmDigest, resolveDigest } from '../images/registry/resolve-digest';
import { writeImageLock } from '../images/write-lock';
import { CLUSTER_OPTION, clusterHeading, loadPlatforms, type PlatformSession } from './platform-session';
import * as read from './registry-options';

interface Options {
  readonly main: string;
  readonly cluster?: string;
  readonly check?: boolean;
  readonly only?: string;
  readonly plainHttp?: readonly string[];
  readonly concurrency: string;
}

/** The result for one image. */
type Outcome =
  | { readonly image: string; readonly digest: string; readonly kind: 'same' | 'new' | 'moved'; readonly note?: string }
  | { readonly image: string; readonly kind: 'failed'; readonly why: string };

/** `groundwork pin`: asks the registries for digests and writes the lock. */
export function command(): Command {
  return new Command('pin')
    .description(
      'Asks the registries which digest each tag points at. ' +
        'Credentials are those of docker login. An image that cannot be asked for keeps the digest it has.',
    )
    .option('--check', 'write nothing; exit 1 if a tag points elsewhere than the lock says, or is not in it')
    .option('--only <glob>', 'only images that match, e.g. "goharbor/*"; the others keep what they have')
    .option('--plain-http <registry...>', 'registries that speak plain HTTP, beside those that the platform declares')
    .option('--concurrency <count>', 'images asked for at once', '6')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option(...CLUSTER_OPTION)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const concurrency = read.readConcurrency(options.concurrency);
  const plainHttp = (options.plainHttp ?? []).map((name) => read.readRegistry('--plain-http', name));
  const sessions = await loadPlatforms(options.main, options.cluster);
  const { only } = options;
  const isAsked = only === undefined ? () => true : imagePattern(only);
  if (!sessions.some(({ inventory }) => inventory.some(({ name, tag }) => tag !== undefined && isAsked(name))) && only)
    throw new Error(`--only ${only}: no image of the platform matches. groundwork images lists them.`);
  for (const session of sessions) {
    for (const line of clusterHeading(session)) console.log(line);
    await pin(session, { ...options, isAsked, concurrency, plainHttp });
  }
}

/** What is asked of every cluster. */
interface Asked {
  readonly check?: boolean;
  readonly only?: string;
  isAsked(image: string): boolean;
  readonly plainHttp: readonly string[];
  readonly concurrency: number;
}

async function pin({ images, inventory }: PlatformSession, options: Asked): Promise<void> {
  const { isAsked, plainHttp, concurrency } = options;
  // One question an image, however many use it; by its tag, which a reference by digest alone does not have.
  // Where one user has it by the lock and another by a digest of its own, the lock's is asked for.
  const tagged = inventory.filter(({ tag }) => tag !== undefined);
  const byLock = tagged.filter(({ pinnedBy = 'lock' }) => pinnedBy === 'lock');
  const byName = new Map([...tagged, ...byLock].map((image) => [image.name, image]));
  const asked = [...byName.values()].filter(({ name }) => isAsked(name));

  const registries = new Registries(new Set([...images.plainHttpRegistries, ...plainHttp]));
  const progress = newProgress('asking registries', 'images', asked.length);
  const outcomes = await concurrently(asked, concurrency, async (image): Promise<Outcome> => {
    try {
      return await ask(registries, image, images.lock.get(image.name)?.digest);
    } catch (error) {
      return { image: image.name, kind: 'failed', why: (error as Error).message };
    } finally {
      progress.advance(1);
    }
  });
  progress.stop();

  const unused = images.isLockOfAnother ? [] : [...images.lock.keys()].filter((name) => !byName.has(name));
  const file = resolve(images.lockFile);
  if (options.check) reportCheck(outcomes, images.readFrom);
  else {
    const entries = new Map(
      [...images.lock].filter(([name]) => byName.has(name) || (options.only && !images.isLockOfAnother)),
    );
    for (const outcome of outcomes) {
      if (outcome.kind !== 'failed') entries.set(outcome.image, { image: outcome.image, digest: outcome.digest });
    }
    // Without an answer there is nothing to write; an empty lock would look like one.
    const answered = outcomes.some(({ kind }) => kind !== 'failed');
    const changed = (answered || unused.length > 0) && writeImageLock(file, entries.values());
    // One image may be pinned by the lock for one user, and be named by another who does not ask the lock.
    const unpinned = unpinnedImages(images, inventory);
    const fromLock = [
      ...inventory.filter(({ pinnedBy }) => pinnedBy === 'lock'),
      ...unpinned.filter(({ namedIn }) => namedIn === 'lock').map(({ image }) => image),
    ];
    report({
      outcomes,
      removed: options.only ? [] : unused,
      changed,
      file: images.lockFile,
      fromLock: new Set(fromLock.map(({ name }) => name)),
      elsewhere: unpinned.filter(({ namedIn }) => namedIn !== 'lock'),
    });
  }
  if (outcomes.some(({ kind }) => kind === 'failed')) process.exitCode = 2;
}

async function ask(registries: Registries, image: ImageOfPlatform, known: string | undefined): Promise<Outcome> {
  const { name, digest: declared, pinnedBy } = image;
  const kindOf = (digest: string) => (known === undefined ? 'new' : known === digest ? 'same' : 'moved');
  if (declared !== undefined && pinnedBy !== 'lock') {
    // The chart has decided already; the lock has it so that mirror copies it too.
    await confirmDigest(registries, name, declared);
    return { image: name, digest: declared, kind: kindOf(declared), note: `from the ${pinnedBy}` };
  }
  const { digest, singlePlatform } = await resolveDigest(registries, name, known);
  return { image: name, digest, kind: kindOf(digest), ...(singlePlatform && { note: 'one platform, no index' }) };
}

/** What was done, and what is still to do. */
interface Result {
  readonly outcomes: readonly Outcome[];
  /** Entries that were removed from the lock. */
  readonly removed: readonly string[];
  /** Whether the lock has changed. */
  readonly changed: boolean;
  readonly file: string;
  /** Names of the images whose digest in the lock is used in something that is rendered. */
  readonly fromLock: ReadonlySet<string>;
  /** Images that are not pinned and that the lock cannot pin. */
  readonly elsewhere: readonly UnpinnedImage[];
}

function report({ outcomes, removed, changed, file, fromLock, elsewhere }: Result): void {
  for (const outcome of outcomes) {
    if (outcome.kind === 'new' || outcome.kind === 'moved') console.log(`${outcome.kind}  ${lineOf(outcome)}`);
  }
  for (const name of removed) console.log(`removed  ${name}: used nowhere`);
  const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const summary = `${of('new')} new, ${of('moved')} moved, ${of('same')} the same, ${of('failed')} failed.`;
  const renders = outcomes.some(({ image, kind }) => (kind === 'new' || kind === 'moved') && fromLock.has(image));
  console.log(
    changed
      ? `${file} written: ${summary} Review it${renders ? ', then run groundwork synth' : ''}.`
      : `${file} stays: ${summary}`,
  );
  reportElsewhere(elsewhere, outcomes);
  reportFailures(outcomes);
}

/** Images that have a digest in the lock now, and still none in what is rendered. */
function reportElsewhere(elsewhere: readonly UnpinnedImage[], outcomes: readonly Outcome[]): void {
  const digests = new Map(
    outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [] : [[outcome.image, outcome.digest] as const])),
  );
  for (const { image, namedIn, owner } of elsewhere) {
    const digest = digests.get(image.name);
    if (namedIn === 'lock' || digest === undefined) continue;
    console.log(
      `${image.name} stays unpinned: ${owner.construct} does not take it from the lock (${owner.through}): ` +
        `${REMEDIES[namedIn]} (${digest}), then run groundwork synth.`,
    );
  }
}

function reportCheck(outcomes: readonly Outcome[], file: string): void {
  const wrong = outcomes.filter(({ kind }) => kind === 'new' || kind === 'moved');
  for (const outcome of wrong) {
    if (outcome.kind === 'failed') continue;
    const what = outcome.kind === 'new' ? `is not in ${file}` : `points elsewhere than ${file} says`;
    console.log(`${outcome.image} ${what}: ${outcome.digest}`);
  }
  const fine = outcomes.filter(({ kind }) => kind === 'same').length;
  console.log(`${fine} of ${outcomes.length} tags point where ${file} says.`);
  if (wrong.length > 0) process.exitCode = 1;
  reportFailures(outcomes);
}

function reportFailures(outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    if (outcome.kind === 'failed') console.error(`failed  ${outcome.image}: ${outcome.why}`);
  }
}

function lineOf(outcome: Outcome & { digest: string }): string {
  const note = 'note' in outcome && outcome.note ? ` (${outcome.note})` : '';
  return `${outcome.image}  ${outcome.digest}${note}`;
}
