import * as fs from 'node:fs';
import * as path from 'node:path';
import { isSystemError, systemReason } from '../../synth/write/system-error';
import { subdomainErrors } from '../argocd/name-errors';

/** A file of an app. */
export interface FoundFile {
  /** From the working directory, with `/`. */
  readonly file: string;
  /** Below the folder, without its extension: `prod/search`. */
  readonly inside: string;
}

/** What is in a folder of apps. */
export interface FoundFiles {
  /** In the order of their names. */
  readonly files: readonly FoundFile[];
  /** Each begins with the file. */
  readonly problems: readonly string[];
}

const YAML = /\.ya?ml$/;
/** What people put beside their files. */
const BESIDE = /^\.|\.md$|^(CODEOWNERS|OWNERS)$/;

/**
 * Finds the files of apps in a folder, and in the folders in it.
 *
 * @param root the working directory
 * @param folder from there
 */
export function findAppFiles(root: string, folder: string): FoundFiles {
  const files: FoundFile[] = [];
  const problems: string[] = [];
  const taken = new Map<string, string>();
  const visit = (below: string): void => {
    const here = path.posix.join(folder, below);
    for (const entry of entriesOf(root, here, problems)) {
      if (BESIDE.test(entry.name)) continue;
      const inside = path.posix.join(below, entry.name);
      const file = path.posix.join(folder, inside);
      const id = inside.replace(YAML, '');
      const name = entry.name.replace(YAML, '');
      if (entry.isSymbolicLink())
        problems.push(`${file}: it is a link, which may lead anywhere: put the file itself here`);
      else if (!entry.isDirectory() && !entry.isFile())
        problems.push(`${file}: it is neither a file nor a folder: remove it`);
      else if (entry.isFile() && !YAML.test(entry.name))
        problems.push(
          `${file}: it is no app: expected are files that end in .yaml or .yml (and *.md, OWNERS, and what begins with a dot, ` +
            'which are not read): move it out of the folder',
        );
      else if (subdomainErrors('the name', name).length > 0)
        problems.push(...subdomainErrors('the name', name).map((error) => `${file}: ${error}: rename it`));
      else if (entry.isDirectory()) visit(inside);
      else if (taken.has(id)) problems.push(`${file}: ${taken.get(id)} is the same app: remove one of them`);
      else {
        taken.set(id, file);
        files.push({ file, inside: id });
      }
    }
  };
  visit('');
  return { files, problems };
}

/** Why something is not the path of a folder to read; undefined if it is. @param caller the function that it was given to */
export function folderError(caller: string, folder: string): string | undefined {
  const from = path.posix.normalize(folder);
  if (!path.isAbsolute(folder) && from !== '.' && from !== './' && !from.startsWith('..')) return undefined;
  return `${caller}(${JSON.stringify(folder)}): expected is a folder below the one that commands are run in, like 'apps'`;
}

function entriesOf(root: string, folder: string, problems: string[]): readonly fs.Dirent[] {
  try {
    return fs
      .readdirSync(path.join(root, folder), { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT')
      problems.push(`${folder}: there is no such folder: make it; where it may be empty, put a file .gitkeep into it`);
    else if (error.code === 'ENOTDIR') problems.push(`${folder}: it is a file: name a folder`);
    else problems.push(systemReason(error, { verb: 'read', file: folder, directory: folder }));
    return [];
  }
}
