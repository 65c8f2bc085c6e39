/** The folder that is rendered into, and committed. */
export const DEFAULT_OUTDIR = 'dist';

/**
 * What `output:` in cdk8s.yaml says. The cdk8s CLI deletes that folder before the app has run. A link stands there, so it
 * deletes the link and not the tree, and the writer replaces `dist/` only by something that is right.
 */
export const CDK8S_CLI_OUTDIR = '.cdk8s/dist';

/** The document for people that is generated beside the output folder. */
export const PLATFORM_DOCUMENT = 'PLATFORM.md';

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
