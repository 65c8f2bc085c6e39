import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { nearest } from './nearest';

/** The platform's program does not compile; the message is the compiler's. */
class TypeErrors extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly groundworkExitCode = 1;
}

/**
 * Checks the types of a program, so that a misspelt property is an error and not ignored: `encrytion` would otherwise
 * mean a pod network without encryption. The runner itself only strips types.
 *
 * A successful check is cached until a file of the program changes; after a change only what depends on it is checked
 * again (the compiler's own incremental build). The tsconfig.json beside the file counts; without one there is no
 * TypeScript project, and nothing is checked.
 *
 * @throws TypeErrors with what the compiler says
 */
export function checkTypes(main: string): void {
  const file = path.resolve(main);
  const config = path.join(path.dirname(file), 'tsconfig.json');
  if (!fs.existsSync(config) || !fs.existsSync(file)) return;
  const memory = typesMemory(file);
  if (isAsItWas(memory)) return;
  const compiler = compilerOf(file);
  if (compiler === undefined) {
    skip(main, 'the package typescript is not installed');
    return;
  }
  const program = memory.replace(/json$/, 'tsconfig.json');
  const build = memory.replace(/json$/, 'tsbuildinfo');
  try {
    fs.mkdirSync(path.dirname(memory), { recursive: true });
    fs.writeFileSync(program, JSON.stringify(programOf(file, config, build)));
  } catch (error) {
    skip(main, (error as Error).message);
    return;
  }
  const args = [compiler, '--project', program, '--pretty', String(Boolean(process.stderr.isTTY))];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0)
    throw new TypeErrors(
      `nothing was written: ${main} does not compile\n\n${shortened(`${stdout}${stderr}`.trimEnd())}`,
    );
  remember(memory, [config, ...filesOf(build)]);
}

/** More errors than this are usually one mistake in the configuration, repeated. */
const LINES = 60;

function shortened(text: string): string {
  const lines = text.split('\n');
  const more = lines.length - LINES;
  return more > 0 ? [...lines.slice(0, LINES), `… ${more} more lines (npx tsc --noEmit shows all)`].join('\n') : text;
}

/** Where successful checks are cached. */
export function typesMemory(main: string): string {
  const file = path.resolve(main);
  const packages = nearest('node_modules', path.dirname(file)) ?? path.join(path.dirname(file), 'node_modules');
  return path.join(packages, '.cache', 'groundwork', `types-${hash('sha256', file).slice(0, 32)}.json`);
}

function skip(main: string, because: string): void {
  console.error(`the types of ${main} are not checked: ${because}`);
}

/**
 * One file and what it imports, with the project's compiler options, and the declarations in imports/, which add types to
 * those of packages. Unused code is left to the linter.
 */
function programOf(file: string, config: string, build: string): object {
  return {
    extends: config,
    files: [file],
    include: [path.join(path.dirname(file), 'imports', '**', '*.d.ts')],
    exclude: [],
    compilerOptions: {
      noEmit: true,
      rootDir: path.parse(file).root,
      composite: false,
      declaration: false,
      sourceMap: false,
      inlineSourceMap: false,
      inlineSources: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      skipLibCheck: true,
      incremental: true,
      tsBuildInfoFile: build,
    },
  };
}

function compilerOf(file: string): string | undefined {
  try {
    return path.join(path.dirname(createRequire(file).resolve('typescript/package.json')), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

/** The program's own source files, and one file that stands for all installed packages. */
function filesOf(build: string): string[] {
  const { fileNames = [] } = JSON.parse(fs.readFileSync(build, 'utf8')) as { fileNames?: readonly string[] };
  const files = fileNames
    .map((name) => path.resolve(path.dirname(build), name))
    .filter((name) => !name.includes(`${path.sep}node_modules${path.sep}`));
  const packages = nearest('package-lock.json', path.dirname(files[0] ?? build));
  return packages === undefined ? files : [...files, packages];
}

function isAsItWas(memory: string): boolean {
  try {
    const { sums } = JSON.parse(fs.readFileSync(memory, 'utf8')) as Remembered;
    return Object.entries(sums).every(([file, sum]) => sumOf(file) === sum);
  } catch {
    return false;
  }
}

interface Remembered {
  /** The SHA-256 of each file. */
  readonly sums: Readonly<Record<string, string>>;
}

/** Written whole, or not at all: a memory that cannot be written costs time and nothing else. */
function remember(memory: string, files: readonly string[]): void {
  const temporary = `${memory}.${process.pid}`;
  try {
    const sums = Object.fromEntries(files.map((file) => [file, sumOf(file)]));
    fs.writeFileSync(temporary, JSON.stringify({ sums } satisfies Remembered));
    fs.renameSync(temporary, memory);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}

function sumOf(file: string): string {
  return hash('sha256', fs.readFileSync(file));
}
