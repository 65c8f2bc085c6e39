import type { Acquired, Wanted } from '../model/wanted';

/** Turns something that lies elsewhere (a chart, another repository, another revision) into a tree of files. */
export interface Acquirer {
  /**
   * Never rejects: what cannot be had has a reason.
   *
   * @returns `undefined` if it has no say: what is wanted is not of its kind, or what is read in its place will do
   */
  acquire(wanted: Wanted): Promise<Acquired | undefined>;
}
