import * as fs from 'node:fs';
import * as path from 'node:path';
import { runProgram } from './run-program';
import { environment } from './sandbox';

/** A program that renders sources. */
export interface Program {
  /** Where it is. */
  readonly file: string;
  /** Without a leading `v`. */
  readonly version: string;
  /** Tells it from another build: one may say no more than `3.19`. */
  readonly build: string;
}

/** kustomize itself, or the one inside of kubectl, which cannot edit. */
export interface KustomizeProgram extends Program {
  readonly by: 'kustomize' | 'kubectl';
}

/** The programs at hand, or why they are not. */
export interface Programs {
  readonly helm: Program | { readonly missing: string };
  readonly kustomize: KustomizeProgram | { readonly missing: string };
}

/** Where to look for them. */
export interface ProgramOptions {
  /** A path. @default - `helm` on the PATH */
  readonly helm?: string;
  /** A path. @default - `kustomize` on the PATH, otherwise `kubectl` */
  readonly kustomize?: string;
}

/** Finds Helm and kustomize, and asks them for their versions. @param home an empty folder of ours */
export async function findPrograms(options: ProgramOptions, home: string): Promise<Programs> {
  const [helm, kustomize] = await Promise.all([findHelm(options.helm, home), findKustomize(options.kustomize, home)]);
  return { helm, kustomize };
}

async function findHelm(given: string | undefined, home: string): Promise<Programs['helm']> {
  const file = given === undefined ? onPath('helm') : path.resolve(given);
  if (file === undefined) return { missing: 'there is no helm program' };
  const text = await ask(file, ['version', '--template', '{{.Version}}'], home);
  const version = versionIn(text);
  return version === undefined
    ? { missing: wrong('helm', file, text) }
    : { file, version, build: buildOf(file, version) };
}

async function findKustomize(given: string | undefined, home: string): Promise<Programs['kustomize']> {
  const file = given === undefined ? onPath('kustomize') : path.resolve(given);
  if (file !== undefined && !/^kubectl(?:\.exe)?$/.test(path.basename(file))) {
    const text = await ask(file, ['version'], home);
    const version = versionIn(text);
    return version === undefined
      ? { missing: wrong('kustomize', file, text) }
      : { file, version, build: buildOf(file, version), by: 'kustomize' };
  }
  const kubectl = file ?? onPath('kubectl');
  if (kubectl === undefined) return { missing: 'there is no kustomize program' };
  const text = await ask(kubectl, ['version', '--client', '--output', 'yaml'], home);
  const version = versionIn(/kustomizeVersion: *(\S+)/.exec(text)?.[1] ?? '');
  return version === undefined
    ? { missing: `there is no kustomize program, and ${kubectl} has none inside` }
    : { file: kubectl, version, build: buildOf(kubectl, version), by: 'kubectl' };
}

async function ask(file: string, args: readonly string[], home: string): Promise<string> {
  const outcome = await runProgram(file, args, {
    cwd: home,
    env: environment(home),
    limits: { time: 20_000, output: 1e6 },
  });
  if (outcome.stdout) return outcome.stdout.toString('utf8');
  return 'ended' in outcome ? outcome.ended : outcome.stderr;
}

function buildOf(file: string, version: string): string {
  return `${version} ${fs.statSync(file).size}`;
}

function versionIn(text: string): string | undefined {
  return /^\s*(?:\{?kustomize\/)?v?(\d+\.\d+\S*)/.exec(text)?.[1]?.replace(/[}\s].*$/, '');
}

/** It is run without the user's home folder, so a program that only leads to another one may fail. */
function wrong(name: string, file: string, said: string): string {
  const [first = ''] = said.trim().split('\n');
  return `${file} does not say its version (${first.slice(0, 200)}): name the ${name} program itself with --${name}`;
}

/** The file that a name means on the PATH. */
export function onPath(name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  for (const dir of (process.env.PATH ?? '').split(path.delimiter).filter((one) => path.isAbsolute(one))) {
    for (const one of names) {
      const file = path.join(dir, one);
      try {
        fs.accessSync(file, fs.constants.X_OK);
        if (fs.statSync(file).isFile()) return file;
      } catch {
        // Not there, or not to be run.
      }
    }
  }
  return undefined;
}
