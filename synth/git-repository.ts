import { DEFAULT_OUTDIR } from './layout';

/** The Git repository that the rendered tree is committed to. */
export interface GitRepository {
  /** URL by which Argo CD reads it. */
  readonly url: string;
  /** Whether Argo CD needs credentials to read it. @default - with SSH yes, because it always asks for a key; otherwise no */
  readonly private?: boolean;
  /** Branch, tag or commit that Argo CD follows. @default 'main' */
  readonly revision?: string;
  /** The output folder's path in the repository. @default - the folder that the app renders into: `dist`, or its `outdir` */
  readonly path?: string;
}

/** The path of the output folder in its repository. */
export function folderInRepository(repository: GitRepository | undefined): string {
  return repository?.path ?? DEFAULT_OUTDIR;
}
