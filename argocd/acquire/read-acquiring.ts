import { Files } from '../model/files';
import { type Acquired, Acquisitions, keyOfWanted, type Wanted } from '../model/wanted';
import { type ModelInput, type ReadModel, readModel } from '../read/read-model';
import type { Acquirer } from './acquirer';

/**
 * Reads a model, acquires what it wants, and reads it again with that, until nothing new is wanted or nothing more can be
 * had. Each file is read once.
 *
 * @param acquirers asked in this order, until one has it; the reason of the last that has one is told
 */
export async function readAcquiring(
  input: ModelInput,
  acquirers: readonly Acquirer[],
  files = new Files(),
): Promise<ReadModel> {
  const acquired = input.acquired ?? new Acquisitions();
  const asked = new Set<string>();
  for (;;) {
    const read = readModel({ ...input, acquired }, files);
    const fresh = read.wanted.filter((wanted) => !asked.has(keyOfWanted(wanted)));
    const found = await Promise.all(fresh.map((wanted) => ask(acquirers, wanted)));
    for (const [index, wanted] of fresh.entries()) {
      asked.add(keyOfWanted(wanted));
      const one = found[index];
      if (one) acquired.set(wanted, one);
    }
    if (!found.some(Boolean)) return read;
  }
}

/** Asks one after the other, until one has it. */
export async function ask(acquirers: readonly Acquirer[], wanted: Wanted): Promise<Acquired | undefined> {
  let reason: Acquired | undefined;
  for (const acquirer of acquirers) {
    const found = await acquirer.acquire(wanted);
    if (found?.tree) return found;
    reason = found ?? reason;
  }
  return reason;
}
