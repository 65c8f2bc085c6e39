import * as fs from 'node:fs';
import * as path from 'node:path';
import { workspaceState } from '../write/lock';

/** What to say of folders in which a synth is at work or was killed; empty if there are none. */
export function unfinished(directories: readonly string[]): string[] {
  return directories.flatMap((directory) => {
    const state = fs.existsSync(directory) ? workspaceState(directory) : 'none';
    if (state === 'running')
      return [
        `${path.join(directory)}: a groundwork synth is writing into it right now; what follows may be half of each`,
      ];
    if (state === 'incomplete')
      return [
        `${path.join(directory)}: incomplete, a groundwork synth was killed while it wrote: run npm run synth, which finishes the job`,
      ];
    return [];
  });
}
