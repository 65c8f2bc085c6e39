import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { RenderMemory } from './memory';
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

/** Why a program is not at hand. */
interface Missing {
  readonly missing: string;
}

/** Where to look for them. */
export interface ProgramOptions {
  /** A path. @default - `helm` on the PATH */
  readonly helm?: string;
  /** A path. @default - `kustomize` on the PATH, otherwise `kubectl` */
  readonly kustomize?: string;
}

/** The programs at hand. Each is looked for, and asked for its version, when it is needed first. */
export class Programs {
  private foundHelm?: Program | Missing;
  private foundKustomize?: KustomizeProgram | Missing;

  constructor(
    private readonly options: ProgramOptions,
    private readonly memory: RenderMemory,
  ) {}

  get helm(): Program | Missing {
    this.foundHelm ??= this.findHelm();
    return this.foundHelm;
  }

  get kustomize(): KustomizeProgram | Missing {
    this.foundKustomize ??= this.findKustomize();
    return this.foundKustomize;
  }

  private findHelm(): Program | Missing {
    const given = this.options.helm;
    const file = given === undefined ? onPath('helm') : path.resolve(given);
    if (file === undefined) return { missing: 'there is no helm program' };
    return this.ask(file, 'helm', ['version', '--template', '{{.Version}}'], (text) => text);
  }

  private findKustomize(): KustomizeProgram | Missing {
    const given = this.options.kustomize;
    const file = given === undefined ? onPath('kustomize') : path.resolve(given);
    if (file !== undefined && !/^kubectl(?:\.exe)?$/.test(path.basename(file))) {
      const found = this.ask(file, 'kustomize', ['version'], (text) => text);
      return 'missing' in found ? found : { ...found, by: 'kustomize' };
    }
    const kubectl = file ?? onPath('kubectl');
    if (kubectl === undefined) return { missing: 'there is no kustomize program' };
    const found = this.ask(
      kubectl,
      'kustomize',
      ['version', '--client', '--output', 'yaml'],
      (text) => /kustomizeVersion: *(\S+)/.exec(text)?.[1] ?? '',
    );
    return 'missing' in found ? found : { ...found, by: 'kubectl' };
  }

  private ask(
    file: string,
    name: 'helm' | 'kustomize',
    args: readonly string[],
    read: (text: string) => string,
  ): Program | Missing {
    let build: string;
    try {
      const { size, mtimeMs } = fs.statSync(file);
      build = `${file} ${size} ${mtimeMs}`;
    } catch (error) {
      return { missing: `${file} cannot be run (${(error as Error).message})` };
    }
    const known = this.memory.versionOf(build);
    if (known !== undefined) return { file, version: known, build: `${known} ${build}` };
    const said = say(file, args);
    const version = versionIn(read(said));
    if (version === undefined) {
      // It is run without the user's home folder, so a program that only leads to another one may fail.
      const [first = ''] = said.trim().split('\n');
      return {
        missing: `${file} does not say its version (${first.slice(0, 200)}): name the ${name} program itself with --${name}`,
      };
    }
    this.memory.setVersion(build, version);
    return { file, version, build: `${version} ${build}` };
  }
}

function say(file: string, args: readonly string[]): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-'));
  try {
    fs.mkdirSync(path.join(home, 'tmp'));
    const { stdout, stderr, error } = spawnSync(file, args, {
      cwd: home,
      env: environment(home),
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return stdout || stderr || (error?.message ?? 'nothing');
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

function versionIn(text: string): string | undefined {
  return /^\s*(?:\{?kustomize\/)?v?(\d+\.\d+\S*)/.exec(text)?.[1]?.replace(/[}\s].*$/, '');
}

/** The file that a name means on the PATH. */
export function onPath(name: string): string | undefined {
  const called = process.platform === 'win32' ? `${name}.exe` : name;
  for (const dir of (process.env.PATH ?? '').split(path.delimiter).filter((one) => path.isAbsolute(one))) {
    const file = path.join(dir, called);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {
      // Not there, or not to be run.
    }
  }
  return undefined;
}
