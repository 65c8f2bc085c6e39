import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';

/** The Kubernetes that the tests run on. */
export const KUBERNETES = '1.33.5';

/** The Argo CD that the tests are about. */
const BUILT = argocdOf(process.env.LIVE_ARGOCD || '3.5.7');

/** Its version. */
export const ARGOCD = BUILT.version;

interface Part {
  /** Of the folder of what is built from it. */
  readonly name: string;
  /** Where its module is: go.mod pins the versions, go.sum what they hold. */
  readonly folder: string;
  /** Whether the folder is the module itself, as its project has it. @default false */
  readonly isCheckout?: boolean;
  /** What is built, by the name of its program. */
  readonly programs: Readonly<Record<string, string>>;
  /** Another go.mod of that folder. @default - `go.mod` */
  readonly modfile?: string;
  /** A newer Go than most, which Go itself fetches. @default - the one that is installed, if go.mod permits it */
  readonly toolchain?: string;
  /** Variables that the project's own build sets, and without which a program believes to be of no version. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The module whose files are meant by the next two. */
  readonly module?: string;
  /** Files that are needed beside the programs: in which folder, and what that is called there. */
  readonly files?: Readonly<Record<string, { readonly as: string; readonly names: RegExp }>>;
  /** What is built otherwise than it is written, because no option changes it. */
  readonly change?: { readonly file: string; readonly from: string; readonly to: string };
}

const [major, minor] = KUBERNETES.split('.') as [string, string];
const version = 'k8s.io/component-base/version';

const PARTS: readonly Part[] = [
  // The small ones first: what is wrong with Go itself shows at once.
  { ...own('kustomize'), programs: { kustomize: 'sigs.k8s.io/kustomize/kustomize/v5' } },
  {
    ...own('helm'),
    programs: { helm: 'helm.sh/helm/v3/cmd/helm' },
    // Without these, charts are rendered for Kubernetes 1.20 wherever nobody names a version.
    variables: {
      'helm.sh/helm/v3/internal/version.version': 'v3.19.4',
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor': major,
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor': minor,
    },
  },
  { ...own('kwok'), programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' } },
  {
    ...own('kubernetes'),
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
    },
    variables: {
      [`${version}.gitVersion`]: `v${KUBERNETES}`,
      [`${version}.gitMajor`]: major,
      [`${version}.gitMinor`]: minor,
    },
  },
  {
    ...BUILT.part,
    module: 'github.com/argoproj/argo-cd/v3',
    files: {
      'manifests/crds': { as: 'crds', names: /-crd\.yaml$/ },
      'manifests/base/config': { as: 'config', names: /^argocd-cm\.yaml$/ },
    },
    // Its metrics listen for the whole network, and no option says otherwise.
    change: { file: 'controller/appcontroller.go', from: '"0.0.0.0:%d"', to: '"127.0.0.1:%d"' },
  },
];

function own(name: string): Pick<Part, 'name' | 'folder'> {
  return { name, folder: path.join(__dirname, name) };
}

/**
 * @param what a version that modules are served of, or a folder with Argo CD's repository in some version
 * @throws Error if it is neither
 */
function argocdOf(what: string): { readonly version: string; readonly part: Omit<Part, 'files'> } {
  const modules: Readonly<Record<string, Partial<Part>>> = {
    '3.5.7': {},
    '3.6.1': { modfile: '3.6.1.mod', toolchain: 'go1.27.0' },
  };
  const module = modules[what];
  if (module) return { version: what, part: { ...own('argocd'), programs: { argocd: '.' }, ...module } };
  const file = path.join(what, 'VERSION');
  if (!path.isAbsolute(what) || !fs.existsSync(file))
    throw new Error(
      `LIVE_ARGOCD=${what} is none of ${Object.keys(modules).join(', ')}, and no absolute path of a checkout of Argo CD's repository (its file VERSION is not there)`,
    );
  // The program of Argo CD's image is each of its parts, too, by the name that it is called by.
  const version = fs.readFileSync(file, 'utf8').trim();
  return {
    version,
    part: { name: `argocd-${version}`, folder: what, isCheckout: true, programs: { argocd: './cmd' } },
  };
}

/** Where what was built is kept; it may be deleted at any time, and is then built again. */
export const CACHE =
  process.env.LIVE_CACHE ||
  path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'cdk8s-groundwork', 'live');

const run = promisify(execFile);

/** Whatever decides what comes out: the module's own files (of a checkout those at its top), and how it is built. */
function keyOf(part: Part, flags: readonly string[]): string {
  const hash = createHash('sha256').update(
    JSON.stringify([flags, part.change, Object.entries(part.files ?? {}).map(([folder, { as }]) => [folder, as])]),
  );
  const modfile = part.modfile ?? 'go.mod';
  const ofAnother = (name: string) => /\.(mod|sum)$/.test(name) && path.parse(name).name !== path.parse(modfile).name;
  for (const name of fs.readdirSync(part.folder).sort()) {
    const file = path.join(part.folder, name);
    if (fs.statSync(file).isFile() && !ofAnother(name)) hash.update(`\0${name}\0`).update(fs.readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function flagsOf(part: Part): readonly string[] {
  const variables = Object.entries(part.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  return ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...variables].join(' ')];
}

const modfile = (part: Part) => (part.modfile ? [`-modfile=${part.modfile}`] : []);

/** Builds one, if this cache has it not. @returns the folder with its programs */
async function build(part: Part, say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  const flags = flagsOf(part);
  const folder = path.join(CACHE, `${part.name}-${keyOf(part, flags)}`);
  if (fs.existsSync(folder)) return folder;
  const started = Date.now();
  say(`${part.name}: not in ${CACHE}, so it is built`);
  fs.mkdirSync(CACHE, { recursive: true });
  removeAbandoned();
  const partial = `${folder}${PARTIAL}${process.pid}`;
  fs.mkdirSync(partial);
  try {
    const module = part.module ? await folderOf(part, part.module, partial) : '';
    const options = otherwise(part, module, partial);
    for (const [name, source] of Object.entries(part.programs)) {
      await go(part, ['build', ...options, ...flags, '-o', path.join(partial, name), source], partial, signal).catch(
        (error) => {
          throw new Error(`${name} could not be built: ${lastLines(error.stderr || error.message)}`);
        },
      );
    }
    for (const [folder, { as, names }] of Object.entries(part.files ?? {})) {
      const from = path.join(module, folder);
      const target = path.join(partial, as);
      fs.mkdirSync(target);
      // By their text: Go's cache of modules is read-only, and a copy of a file would be, too.
      for (const name of fs.readdirSync(from).filter((one) => names.test(one)))
        fs.writeFileSync(path.join(target, name), fs.readFileSync(path.join(from, name)));
    }
    // Whole or not at all. Another run may have been faster; then its folder holds the same.
    if (!fs.existsSync(folder)) fs.renameSync(partial, folder);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
  say(`${part.name}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return folder;
}

/** Where a module is: Go fetches it first, if it has to. */
async function folderOf(part: Part, module: string, temporary: string): Promise<string> {
  if (part.isCheckout) return part.folder;
  const { stdout } = await go(part, ['mod', 'download', '-json', ...modfile(part), module], temporary).catch(
    (error) => {
      throw new Error(`${part.name} could not be built: ${lastLines(error.stdout || error.stderr || error.message)}`);
    },
  );
  return JSON.parse(stdout).Dir;
}

/**
 * Has Go build a module as it is, but for one file. Go refuses to be told of another file in its own cache of modules, so it is
 * told of a folder that is not there, whose every file is one of the module.
 *
 * @param module where the module is
 * @param folder of what is written for this
 * @returns the options that tell Go of it
 */
function otherwise(part: Part, module: string, folder: string): readonly string[] {
  const { change } = part;
  if (!change) return modfile(part);
  const source = path.join(module, change.file);
  const before = fs.readFileSync(source, 'utf8');
  if (!before.includes(change.from)) throw new Error(`${source} has no ${change.from} any more: see what it does now`);
  const changed = path.join(folder, 'changed.go');
  fs.writeFileSync(changed, before.replaceAll(change.from, change.to));
  const overlay = path.join(folder, 'overlay.json');
  const replace = (all: Readonly<Record<string, string>>) => {
    fs.writeFileSync(overlay, JSON.stringify({ Replace: all }));
    return `-overlay=${overlay}`;
  };
  // A checkout is no cache.
  if (part.isCheckout) return [replace({ [source]: changed })];
  const instead = path.join(folder, 'module');
  const file = path.join(part.folder, part.modfile ?? 'go.mod');
  const other = path.join(folder, 'other.mod');
  fs.writeFileSync(other, `${fs.readFileSync(file, 'utf8')}\nreplace ${part.module} => ${instead}\n`);
  fs.writeFileSync(other.replace(/mod$/, 'sum'), fs.readFileSync(file.replace(/mod$/, 'sum')));
  const files = fs
    .readdirSync(module, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(module, path.join(one.parentPath, one.name)));
  const all = Object.fromEntries(files.map((one) => [path.join(instead, one), path.join(module, one)]));
  return [`-modfile=${other}`, replace({ ...all, [path.join(instead, change.file)]: changed })];
}

/** Followed by the process that builds it. */
const PARTIAL = '.partial-';

/** What a build left that was ended before its time. */
function removeAbandoned(): void {
  for (const name of fs.readdirSync(CACHE)) {
    const [, builder] = name.split(PARTIAL);
    if (builder !== undefined && !isRunning(Number(builder)))
      fs.rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function go(part: Part, args: readonly string[], temporary: string, signal?: AbortSignal) {
  return run('go', args, {
    cwd: part.folder,
    env: {
      ...process.env,
      CGO_ENABLED: '0',
      GOWORK: 'off',
      // Interrupted early, it leaves what it has there.
      GOTMPDIR: temporary,
      ...(part.toolchain && { GOTOOLCHAIN: part.toolchain }),
    },
    signal,
    // The one upon which Go ends its compilers, too.
    killSignal: 'SIGINT',
    maxBuffer: 64 * 1024 * 1024,
  });
}

const lastLines = (text: string) => `\n${text.trimEnd().split('\n').slice(-15).join('\n')}`;

/** Where each program is, by its name. */
export type Programs = Readonly<Record<string, string>>;

/** Builds what is not there yet, until the signal. @throws Error that names the part, with the last lines of what Go said */
export async function buildParts(say: (line: string) => void, signal?: AbortSignal): Promise<Programs> {
  const programs: Record<string, string> = {};
  for (const part of PARTS) {
    const folder = await build(part, say, signal);
    for (const name of Object.keys(part.programs)) programs[name] = path.join(folder, name);
  }
  return programs;
}

/** Why the parts cannot be had on this machine; undefined if they can. */
export async function whyNoParts(): Promise<string | undefined> {
  const [go, etcd, redis] = await Promise.all([
    run('go', ['version']).then(
      () => true,
      () => false,
    ),
    run('etcd', ['--version']).then(
      () => true,
      () => false,
    ),
    run('redis-server', ['--version']).then(
      () => true,
      () => false,
    ),
  ]);
  const missing = [
    ...(go ? [] : ['Go, which builds Kubernetes and Argo CD']),
    ...(etcd ? [] : ["etcd (Debian's etcd-server)"]),
    ...(redis ? [] : ["redis-server (Debian's package of that name)"]),
  ];
  return missing.length === 0 ? undefined : `not on this machine: ${missing.join('; ')}`;
}
