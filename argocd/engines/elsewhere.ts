import type { Acquired, Wanted } from '../model/wanted';
import type { FileTree } from '../tree/file-tree';
import { CannotRender, NotAskedYet } from './cannot-render';

/** What lies elsewhere and only shows up when a source is rendered: dependencies of charts, remote bases, files at URLs. */
export interface Elsewhere {
  /** @returns undefined, and notes that it is wanted, if nobody was asked for it yet */
  find(wanted: Wanted): Acquired | undefined;
}

/** What is said of something that nobody could be asked for. */
export const ONLY_WITH_FETCH = 'it is fetched only with --fetch';

/**
 * The files of something that lies elsewhere.
 *
 * @param what it is, for a reader
 * @throws CannotRender with the reason if it cannot be had, NotAskedYet if whoever renders has to ask for it first
 */
export function treeElsewhere(elsewhere: Elsewhere, wanted: Omit<Wanted, 'atHand'>, what: string): FileTree {
  const found = elsewhere.find({ ...wanted, atHand: [] });
  if (found?.tree) return found.tree;
  if (!found) throw new NotAskedYet(`${what} is not at hand`);
  const { reason } = found;
  throw new CannotRender(
    reason.startsWith('it is ') ? `${what} ${reason.slice('it '.length)}` : `${what} is not at hand: ${reason}`,
  );
}
