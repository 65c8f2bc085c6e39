import * as path from 'node:path';
import { workingDirectory } from './working-directory';

/** The folder that is rendered into, and committed. */
export const DEFAULT_OUTDIR = 'dist';

/**
 * What `output:` in cdk8s.yaml says. The cdk8s CLI deletes that folder before the app has run. A link stands there, so it
 * deletes the link and not the tree, and the writer replaces `dist/` only by something that is right.
 */
export const CDK8S_CLI_OUTDIR = '.cdk8s/dist';

/** The document for people that is generated beside the output folder. */
export const PLATFORM_DOCUMENT = 'PLATFORM.md';

/** The script that makes the Secrets of that document, beside it. */
export const SECRETS_SCRIPT = 'platform-secrets.sh';

/** The folder for an app that names none: what the cdk8s CLI asks for in its environment variable, otherwise `dist`. */
export function requestedOutdir(): string {
  const asked = process.env.CDK8S_OUTDIR;
  return !asked || path.resolve(asked) === path.resolve(CDK8S_CLI_OUTDIR) ? DEFAULT_OUTDIR : asked;
}

/**
 * The output folder as a path from the working directory, with `/`; undefined if it is none below it. What is about one app
 * and stands beside its folder has a name that follows from it.
 */
export function folderBelow(outdir: string): string | undefined {
  const home = workingDirectory();
  const relative = path.relative(home, path.resolve(home, outdir));
  const isBelow = relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
  return isBelow ? relative.split(path.sep).join('/') : undefined;
}

/**
 * A file that stands beside an output folder: `PLATFORM.md` beside `dist` and `clusters/prod/dist`, `PLATFORM.dist-other.md`
 * beside `dist-other`. So two apps in one repository have one each.
 */
export function fileBeside(folder: string, file: string): string {
  const { dir, base } = path.posix.parse(folder);
  const dot = file.indexOf('.');
  return path.posix.join(dir, base === DEFAULT_OUTDIR ? file : `${file.slice(0, dot)}.${base}${file.slice(dot)}`);
}

/** The name of a file of one cluster: `images.lock.yaml` is `images.prod.lock.yaml` for the folder `prod`. */
export function fileOfCluster(folder: string, file: string): string {
  const dot = file.indexOf('.');
  return folder === '' ? file : `${file.slice(0, dot)}.${folder}${file.slice(dot)}`;
}

/** The name of the root Application. */
export const ROOT_NAME = 'apps-of-apps';

/** The root's own file, the one that no Application syncs. */
export const ROOT_FILE = `${ROOT_NAME}.yaml`;

/** The folders whose files the root Application applies: the ground. */
export const ROOT_FOLDERS = ['projects', 'infra'] as const;

/** The folder of everybody else's Applications. Each folder in it is brought by an Application of its own. */
export const APPS_FOLDER = 'apps';

/** All folders whose files an Application applies. */
export const APPLIED_FOLDERS = [...ROOT_FOLDERS, APPS_FOLDER] as const;

/** Every folder that something of a cluster is rendered into. No cluster can have one of these names. */
export const CLUSTER_FOLDERS: ReadonlySet<string> = new Set([...APPLIED_FOLDERS, 'values', 'workloads', 'rendered']);
