import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hasConflict } from '../../argocd/model/conflict';
import { andMore, keepLineEnds, withLineFeeds } from './line-ends';
import { WORKSPACE, workspaceState } from './lock';
import { parseRecord, RECORD } from './record';

/** How a file of the output folder differs from what the platform renders. */
export interface StaleFile {
  /** Path as a reader knows it. */
  readonly file: string;
  readonly kind: 'missing' | 'stale' | 'edited' | 'left over' | 'not recorded' | 'foreign' | 'incomplete' | 'line ends';
  /** What is the matter with it. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * Compares an output folder with what would be written into it. Reads only.
 *
 * The record separates two cases that look alike: a file that is still as it was written is stale (its source has
 * changed since); any other was edited by hand.
 *
 * @param directory the output folder
 * @param files what is rendered: text and the file to edit, by path below the folder
 */
export function staleFiles(
  directory: string,
  files: ReadonlyMap<string, { readonly text: string; readonly source: string }>,
): StaleFile[] {
  const found: StaleFile[] = [];
  const add: Add = (file, kind, message, fix) => found.push({ file: path.join(directory, file), kind, message, fix });
  const state = workspaceState(directory);
  if (state === 'running')
    add('', 'incomplete', 'another groundwork synth is writing into it right now', 'wait until it is done');
  if (state === 'incomplete')
    add('', 'incomplete', 'a groundwork synth was killed while it wrote', 'run npm run synth, which finishes the job');

  // Reported once for all files: they have one cause, and it is not an edit.
  const changedEnds: string[] = [];
  const restore = (file: string, text?: string): Buffer | undefined => {
    const present = read(path.join(directory, file));
    const asRendered = text !== undefined && present?.equals(Buffer.from(text));
    const restored = present && !asRendered ? withLineFeeds(present) : undefined;
    if (restored) changedEnds.push(file);
    return restored ?? present;
  };

  const recorded = readRecord(restore(RECORD), add);
  for (const [file, { text, source }] of files) {
    const present = restore(file, text);
    const run = `change ${source} and run npm run synth`;
    if (present === undefined)
      add(file, 'missing', `is rendered from ${source} but is not there`, 'run npm run synth and commit it');
    else if (present.equals(Buffer.from(text))) {
      if (!recorded.has(file))
        add(
          file,
          'not recorded',
          `is as rendered, but ${RECORD} does not list it`,
          'run npm run synth and commit both',
        );
    } else if (recorded.get(file) === hash('sha256', present)) {
      add(file, 'stale', `${source} renders something else by now`, 'run npm run synth and commit what changes');
    } else if (hasConflict(present.toString('utf8'))) {
      add(
        file,
        'edited',
        'has the conflict markers of a merge',
        `run npm run synth, which renders it anew from ${source}`,
      );
    } else {
      add(
        file,
        'edited',
        'was edited by hand since it was written',
        `${run} instead; the next synth replaces the edit`,
      );
    }
  }
  for (const [file, sum] of recorded) {
    if (files.has(file)) continue;
    const present = restore(file);
    if (present === undefined) continue;
    const edited =
      hash('sha256', present) === sum
        ? 'run npm run synth, which removes it'
        : 'it was edited by hand: move the edit away and delete the file';
    add(file, 'left over', 'is no longer rendered', edited);
  }
  const [first, ...others] = changedEnds;
  if (first !== undefined) {
    add(
      first,
      'line ends',
      `has CRLF line ends${andMore(others.length)}: they were changed in this checkout`,
      `${keepLineEnds(path.relative('', directory))}, then run npm run synth`,
    );
  }
  for (const file of foreignManifests(directory, new Set([...files.keys(), ...recorded.keys()]))) {
    add(
      file,
      'foreign',
      'was not written by groundwork, but Argo CD reads the folder that it is in',
      'declare it, or move it elsewhere',
    );
  }
  return found;
}

/**
 * Manifests in the output folder that this program neither renders nor wrote. It leaves them alone, but Argo CD does not:
 * to it a file in the folder is as good as any other.
 *
 * @param known paths below the folder that are not foreign
 */
export function foreignManifests(directory: string, known: ReadonlySet<string>): string[] {
  if (!fs.existsSync(directory)) return [];
  const found: string[] = [];
  for (const file of unknownBelow(directory, known)) {
    if (!/\.(yaml|yml|json|jsonnet)$/.test(file) || file.startsWith(`${WORKSPACE}/`)) continue;
    found.push(file);
  }
  return found.sort();
}

/**
 * Unknown paths that are no folders, with `/` on every system. Links are not followed, because they may form a circle.
 */
function* unknownBelow(directory: string, known: ReadonlySet<string>, prefix = ''): Generator<string> {
  for (const name of fs.readdirSync(path.join(directory, prefix))) {
    const file = prefix + name;
    if (known.has(file)) continue;
    if (fs.lstatSync(path.join(directory, file), { throwIfNoEntry: false })?.isDirectory())
      yield* unknownBelow(directory, known, `${file}/`);
    else yield file;
  }
}

type Add = (file: string, kind: StaleFile['kind'], message: string, fix: string) => void;

function readRecord(text: Buffer | undefined, add: Add): ReadonlyMap<string, string> {
  if (text === undefined) {
    add(RECORD, 'missing', 'the record of what was written is not there', 'run npm run synth and commit it');
    return new Map();
  }
  const { sums, bad } = parseRecord(text.toString('utf8'));
  for (const { line } of bad)
    add(`${RECORD}:${line}`, 'edited', 'is not a line of the record', 'restore the file from Git');
  return sums;
}

function read(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}
