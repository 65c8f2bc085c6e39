import type { ModelInput, ReadModel } from '../read/read-model';
import { GitRevisions } from './git-revisions';
import { readAcquiring } from './read-acquiring';

/** Reads a model, with other revisions of the checkouts at hand as far as their clones have them. Fetches nothing. */
export function readWithRevisions(input: ModelInput): Promise<ReadModel> {
  return readAcquiring(input, [new GitRevisions()]);
}
