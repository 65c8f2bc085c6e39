import * as path from 'node:path';
import type { ApplicationSpec } from '../imports/argoproj.io';
import type { GitRepository } from './git-repository';
import { folderInRepository } from './git-repository';
import { APPLIED_FOLDERS, ROOT_FILE } from './layout';
import type { KubernetesObject, Plan } from './plan/plan';

/**
 * Files with objects that neither the root nor any other Application of the plan reads: they would be committed, and nothing
 * would deploy them. Looks up the folders above each file, so that ten thousand Applications cost ten thousand steps.
 *
 * @param cluster whose plan it is, and where that is committed; without a repository the answer is not known, and no file is
 * returned
 */
export function unreadFiles(
  plan: Plan,
  { repository, directory }: { readonly repository?: GitRepository; readonly directory?: string },
): string[] {
  if (!repository) return [];
  const output = `${folderInRepository(repository)}/`;
  const own = (name: string) => (directory === undefined ? name : `${directory}/${name}`);
  const read = new Set<string>([ROOT_FILE, ...APPLIED_FOLDERS].map(own));
  for (const { repoURL, path: folder = '' } of plan.files.flatMap((file) => file.documents.flatMap(sourcesOf))) {
    if (repoURL === repository.url && folder.startsWith(output)) read.add(folder.slice(output.length));
  }
  return plan.files.filter((file) => file.documents.length > 0 && !isRead(file.path, read)).map((file) => file.path);
}

function sourcesOf({ kind, spec }: KubernetesObject): NonNullable<ApplicationSpec['sources']> {
  if (kind !== 'Application') return [];
  const { source, sources } = spec as ApplicationSpec;
  return sources ?? (source ? [source] : []);
}

function isRead(file: string, read: ReadonlySet<string>): boolean {
  for (let at = file; at !== '.'; at = path.posix.dirname(at)) if (read.has(at)) return true;
  return false;
}
