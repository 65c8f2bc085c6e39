import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

/** Made by setup.js. */
const SHARED = process.env.TRIALS_FOLDER as string;

interface Pack {
  readonly filename: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

const packs: readonly Pack[] = JSON.parse(fs.readFileSync(path.join(SHARED, 'pack.json'), 'utf8'));
/** What npm says of the tarball. */
export const PACK = packs[0] as Pack;
/** The tarball, as npm takes it in place of a version. */
export const PACKAGE = `file:${path.join(SHARED, PACK.filename)}`;
/** package.json of this repository. */
export const MANIFEST = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder outside of the repository; removed with the other temporary files of the test file. */
export class Folder {
  readonly path: string;
  /** What its commands have as the system's folder for temporary files. */
  private readonly temporary: string;

  constructor(files: Readonly<Record<string, string>> = {}) {
    // As a process sees it, which tells what it writes from what its own folder is called.
    const own = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'trial-')));
    this.path = path.join(own, 'project');
    this.temporary = path.join(own, 'tmp');
    fs.mkdirSync(this.path);
    fs.mkdirSync(this.temporary);
    this.write(files);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.path, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.path, name), 'utf8');
  }

  /** The text of every file below a folder, by its path there. */
  readAll(folder: string): Readonly<Record<string, string>> {
    const names = fs
      .readdirSync(path.join(this.path, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(path.join(this.path, folder), path.join(entry.parentPath, entry.name)));
    return Object.fromEntries(names.sort().map((name) => [name, this.read(path.join(folder, name))]));
  }

  /** What its commands have left among the system's temporary files. */
  get leftovers(): readonly string[] {
    return fs.readdirSync(this.temporary);
  }

  /** Runs a command line, as somebody who sits there types it. @throws Error with all that it printed if it fails */
  run(line: string): string {
    const { status, stdout, stderr } = this.try(line);
    if (status === 0) return stdout;
    throw new Error(`${line} (exit ${status}):\n${stdout}${stderr}`);
  }

  /** Runs a command line that may fail. */
  try(line: string): Result {
    const { status, stdout, stderr, error } = spawnSync(line, {
      shell: true,
      cwd: this.path,
      env: { ...ENVIRONMENT, TMPDIR: this.temporary },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (error) throw error;
    return { status, stdout, stderr };
  }
}

/** What a command sees: somebody's shell, without what npm says to the scripts of this repository. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(?!config_)|npm_config_(local_)?prefix$|INIT_CWD$|NODE_ENV$|JEST_|TRIALS_)/.test(name),
    ),
  ),
  ...JSON.parse(process.env.TRIALS_PROXIES as string),
  // Without the programs of this repository's own node_modules, which npm and jest put in front.
  PATH: (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(ROOT) && !folder.endsWith('node-gyp-bin'))
    .join(path.delimiter),
  npm_config_cache: path.join(SHARED, 'npm-cache'),
  npm_config_update_notifier: 'false',
  npm_config_yes: 'true',
  // jest writes no new snapshot where it believes to be in CI; these are machines of developers.
  CI: 'false',
  // The cdk8s CLI asks for newer versions of itself, and keeps the answer in the home folder.
  CDK8S_CHECK_UPGRADE: 'false',
};

/** A package.json with the tarball among its dependencies. */
export function packageJson(more: Readonly<Record<string, unknown>> = {}): string {
  const { dependencies = {}, ...rest } = more as { readonly dependencies?: object };
  return JSON.stringify(
    { name: 'trial', private: true, ...rest, dependencies: { 'cdk8s-groundwork': PACKAGE, ...dependencies } },
    null,
    2,
  );
}

/** One Application and its project: enough to see that all of it works. */
export const MAIN = `import { Application, AppProject, AppsOfApps, GroundworkApp } from 'cdk8s-groundwork';

const app = new GroundworkApp();
new AppsOfApps(app, 'root', { repository: { url: 'https://git.example.com/platform.git', revision: 'main' } });
const project = new AppProject(app.file('projects/shop'), 'project', { name: 'shop' });
new Application(app.file('apps/shop'), 'application', {
  name: 'shop',
  project,
  source: { repoURL: 'https://git.example.com/shop.git', targetRevision: 'main', path: 'deploy' },
  destination: { namespace: 'shop' },
});
app.synth();
`;
