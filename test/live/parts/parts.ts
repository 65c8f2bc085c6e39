import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';

/** The Kubernetes that the tests run on. */
export const KUBERNETES = '1.33.5';

/** The Argo CD that the tests are about; go.mod has it, too. */
export const ARGOCD = '3.5.7';

interface Part {
  /** Below this folder: go.mod pins the versions, go.sum what they hold. */
  readonly folder: string;
  /** What is built, by the name of its program. */
  readonly programs: Readonly<Record<string, string>>;
  /** Variables that the project's own build sets, and without which a program believes to be of no version. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Files of a module that are needed beside the programs: in which folder, and what that is called there. */
  readonly files?: {
    readonly module: string;
    readonly folders: Readonly<Record<string, { readonly as: string; readonly names: RegExp }>>;
  };
}

const [major, minor] = KUBERNETES.split('.') as [string, string];
const version = 'k8s.io/component-base/version';

const PARTS: readonly Part[] = [
  // The small ones first: what is wrong with Go itself shows at once.
  { folder: 'kustomize', programs: { kustomize: 'sigs.k8s.io/kustomize/kustomize/v5' } },
  {
    folder: 'helm',
    programs: { helm: 'helm.sh/helm/v3/cmd/helm' },
    // Without these, charts are rendered for Kubernetes 1.20 wherever nobody names a version.
    variables: {
      'helm.sh/helm/v3/internal/version.version': 'v3.19.4',
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor': major,
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor': minor,
    },
  },
  { folder: 'kwok', programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' } },
  {
    folder: 'kubernetes',
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
    folder: 'argocd',
    programs: { argocd: '.' },
    files: {
      module: 'github.com/argoproj/argo-cd/v3',
      folders: {
        'manifests/crds': { as: 'crds', names: /-crd\.yaml$/ },
        'manifests/base/config': { as: 'config', names: /^argocd-cm\.yaml$/ },
      },
    },
  },
];

/** Where what was built is kept; it may be deleted at any time, and is then built again. */
export const CACHE =
  process.env.LIVE_CACHE ||
  path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'cdk8s-groundwork', 'live');

const run = promisify(execFile);

/** Whatever decides what comes out: the module's files, and how it is built. */
function keyOf(part: Part, args: readonly string[]): string {
  const hash = createHash('sha256').update(
    JSON.stringify([args, part.files && Object.entries(part.files.folders).map(([folder, { as }]) => [folder, as])]),
  );
  const folder = path.join(__dirname, part.folder);
  for (const name of fs.readdirSync(folder).sort()) {
    hash.update(`\0${name}\0`).update(fs.readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function argumentsOf(part: Part): readonly string[] {
  const variables = Object.entries(part.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  return ['build', '-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...variables].join(' ')];
}

/** Builds one, if this cache has it not. @returns the folder with its programs */
async function build(part: Part, say: (line: string) => void): Promise<string> {
  const args = argumentsOf(part);
  const folder = path.join(CACHE, `${part.folder}-${keyOf(part, args)}`);
  if (fs.existsSync(folder)) return folder;
  const started = Date.now();
  say(`${part.folder}: not in ${CACHE}, so it is built`);
  fs.mkdirSync(CACHE, { recursive: true });
  removeAbandoned();
  const partial = `${folder}${PARTIAL}${process.pid}`;
  fs.mkdirSync(partial);
  try {
    for (const [name, source] of Object.entries(part.programs)) {
      await go(part, [...args, '-o', path.join(partial, name), source]).catch((error) => {
        throw new Error(`${name} could not be built: ${lastLines(error.stderr || error.message)}`);
      });
    }
    if (part.files) {
      const { stdout } = await go(part, ['list', '-m', '-f', '{{.Dir}}', part.files.module]);
      for (const [folder, { as, names }] of Object.entries(part.files.folders)) {
        const from = path.join(stdout.trim(), folder);
        const target = path.join(partial, as);
        fs.mkdirSync(target);
        // By their text: Go's cache of modules is read-only, and a copy of a file would be, too.
        for (const name of fs.readdirSync(from).filter((one) => names.test(one)))
          fs.writeFileSync(path.join(target, name), fs.readFileSync(path.join(from, name)));
      }
    }
    // Whole or not at all. Another run may have been faster; then its folder holds the same.
    if (!fs.existsSync(folder)) fs.renameSync(partial, folder);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
  say(`${part.folder}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return folder;
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

function go(part: Part, args: readonly string[]) {
  return run('go', args, {
    cwd: path.join(__dirname, part.folder),
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    maxBuffer: 64 * 1024 * 1024,
  });
}

const lastLines = (text: string) => `\n${text.trimEnd().split('\n').slice(-15).join('\n')}`;

/** Where each program is, by its name. */
export type Programs = Readonly<Record<string, string>>;

/** Builds what is not there yet. @throws Error that names the part, with the last lines of what Go said */
export async function buildParts(say: (line: string) => void): Promise<Programs> {
  const programs: Record<string, string> = {};
  for (const part of PARTS) {
    const folder = await build(part, say);
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
