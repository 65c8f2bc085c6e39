import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findUp } from './find-up';

/** The platform's program does not compile; the message is the compiler's. */
class TypeErrors extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly groundworkExitCode = 1;
}

/** The compiler did not get as far as to judge the program. */
class CompilerFailed extends Error {
  /** Exit code of a command that ends with it: it could not be done. */
  readonly groundworkExitCode = 2;

  constructor(main: string, why: string) {
    super(
      `nothing was written: the types of ${main} could not be checked, because the compiler could not be run: ${why}. ` +
        'Install the package typescript again, or render without checking types: --no-type-check',
    );
  }
}

/**
 * Checks the types of a program, so that a misspelt property is an error and not ignored: `encrytion` would otherwise
 * mean a pod network without encryption. The runner itself only strips types.
 *
 * A successful check is cached until a file of the program, its configuration, imports/ or the installed packages change;
 * after a change only what depends on it is checked again (the compiler's own incremental build). The tsconfig.json beside
 * the file counts; without one there is no TypeScript project, and nothing is checked.
 *
 * @throws TypeErrors with what the compiler says; CompilerFailed if it could not be run
 */
export function checkTypes(main: string): void {
  const file = path.resolve(main);
  const config = path.join(path.dirname(file), 'tsconfig.json');
  // What is no file is refused by what runs it, and a pipe would be waited for.
  if (!fs.existsSync(config) || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  const memory = typesMemory(file);
  if (isAsItWas(memory, file, config)) return;
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
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error) throw new CompilerFailed(main, error.message);
  if (signal) throw new CompilerFailed(main, `it was ended by ${signal}`);
  if (status !== 0) {
    const output = `${stdout}${stderr}`.trimEnd();
    if (!/\berror TS\d+/.test(stripVTControlCharacters(output))) {
      throw new CompilerFailed(main, reasonIn(output) ?? `it ended with exit code ${status} and said nothing`);
    }
    throw new TypeErrors(`nothing was written: ${main} does not compile\n\n${shortened(output)}${wayOut(output)}`);
  }
  remember(memory, file, config, build);
}

/** The line that says why. Of an error that Node prints, that is not the first one. */
function reasonIn(output: string): string | undefined {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /^\w*Error\b.*: /.test(line)) ?? lines[0];
}

/** What the compiler says of a version of a chart whose values are not typed: `Type '"1.17.18"' is not … 'keyof CiliumValuesOf'`. */
const UNTYPED = /Type '"([^"]+)"' is not assignable to type 'keyof ((\w+)ValuesOf)'/;

/** What to do where the compiler's own words lead nowhere. */
function wayOut(output: string): string {
  const [, version, type, name] = UNTYPED.exec(stripVTControlCharacters(output)) ?? [];
  if (version === undefined || name === undefined) return '';
  const chart = name.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  const releases = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'imports', 'releases.json'), 'utf8'));
  const typed = Object.keys(releases[chart] ?? {});
  const isUpTo = (one: string) => one.localeCompare(version, undefined, { numeric: true }) <= 0;
  const nearest = typed.filter(isUpTo).at(-1) ?? typed[0];
  return [
    '\n',
    `The values of the chart ${chart} are typed for ${typed.join(', ')}. If ${version} has those of one of them, say so in`,
    "imports/helm-values.d.ts, below import 'cdk8s-groundwork':",
    '',
    "declare module 'cdk8s-groundwork' {",
    `  interface ${type} {`,
    `    readonly '${version}': ${type}['${nearest}'];`,
    '  }',
    '}',
    '',
    `What differs: groundwork values diff ${chart} ${nearest} ./${chart}-${version}.tgz`,
  ].join('\n');
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
  const packages = findUp('node_modules', path.dirname(file)) ?? path.join(path.dirname(file), 'node_modules');
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
      // Lists of teams and the like; they can be run, so they are no error of types.
      resolveJsonModule: true,
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

/** The program's own source files. */
function sourcesOf(build: string): string[] {
  const { fileNames = [] } = JSON.parse(fs.readFileSync(build, 'utf8')) as { fileNames?: readonly string[] };
  return fileNames.map((name) => path.resolve(path.dirname(build), name)).filter((name) => !isInstalled(name));
}

/** What says which packages there are: each package manager writes one of them, or several, whenever that changes. */
const INSTALLED = [
  // Its "type" decides how a file of TypeScript is read.
  'package.json',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'node_modules/.package-lock.json',
  'node_modules/.yarn-state.yml',
  'node_modules/.modules.yaml',
];

/**
 * What decides about the types besides the sources: compiler options, which declarations are in imports/, and what is
 * installed. As one SHA-256.
 *
 * @throws Error if a tsconfig cannot be read or found
 */
function sumOfSurroundings(file: string, config: string): string {
  const folder = path.dirname(file);
  const installed = INSTALLED.map((name) => findUp(name, folder)).filter((name) => name !== undefined);
  const sums = [...configsOf(config), ...installed].map((name) => [name, sumOf(name)]);
  return hash('sha256', JSON.stringify([sums, declarationsIn(path.join(folder, 'imports'))]));
}

function declarationsIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .sort();
}

/** A tsconfig and all that it extends, but for those of installed packages. */
function configsOf(config: string, found = new Set<string>()): ReadonlySet<string> {
  const file = fs.realpathSync(config);
  if (isInstalled(file) || found.has(file)) return found;
  found.add(file);
  const { extends: bases = [] } = withoutComments(fs.readFileSync(file, 'utf8')) as { extends?: string | string[] };
  for (const base of [bases].flat()) {
    const resolved = extended(base, path.dirname(file));
    if (resolved !== undefined) configsOf(resolved, found);
  }
  return found;
}

/**
 * The file that `extends` names; nothing if it is in an installed package.
 *
 * @see https://www.typescriptlang.org/tsconfig/#extends
 */
function extended(base: string, folder: string): string | undefined {
  if (path.isAbsolute(base) || /^\.\.?([\\/]|$)/.test(base)) return fileNamed(path.resolve(folder, base));
  const [name = base] = /^(@[^/]+\/)?[^/]+/.exec(base) ?? [];
  const root = findUp(path.join('node_modules', name), folder);
  if (root === undefined) throw new Error(`${base} is not installed`);
  // A package of the same workspace is a link to a folder of sources.
  const real = fs.realpathSync(root);
  return isInstalled(real + path.sep) ? undefined : fileNamed(path.join(real, base.slice(name.length)));
}

function fileNamed(name: string): string {
  const file = [name, `${name}.json`, path.join(name, 'tsconfig.json')].find((one) =>
    fs.statSync(one, { throwIfNoEntry: false })?.isFile(),
  );
  if (file === undefined) throw new Error(`${name} is not there`);
  return file;
}

/** A tsconfig is JSON with comments, and with commas after the last of a list. */
function withoutComments(text: string): unknown {
  const bare = text.replace(/("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g, '$1');
  return JSON.parse(bare.replace(/^\uFEFF/, '').replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1'));
}

function isInstalled(file: string): boolean {
  return file.includes(`${path.sep}node_modules${path.sep}`);
}

function isAsItWas(memory: string, file: string, config: string): boolean {
  try {
    const { surroundings, sums } = JSON.parse(fs.readFileSync(memory, 'utf8')) as Remembered;
    return (
      surroundings === sumOfSurroundings(file, config) &&
      Object.entries(sums).every(([source, sum]) => sumOf(source) === sum)
    );
  } catch {
    return false;
  }
}

interface Remembered {
  readonly surroundings: string;
  /** The SHA-256 of each source file. */
  readonly sums: Readonly<Record<string, string>>;
}

/** Written whole, or not at all: a memory that cannot be written costs time and nothing else. */
function remember(memory: string, file: string, config: string, build: string): void {
  const temporary = `${memory}.${process.pid}`;
  try {
    const surroundings = sumOfSurroundings(file, config);
    const sums = Object.fromEntries(sourcesOf(build).map((source) => [source, sumOf(source)]));
    fs.writeFileSync(temporary, JSON.stringify({ surroundings, sums } satisfies Remembered));
    fs.renameSync(temporary, memory);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}

function sumOf(file: string): string {
  return hash('sha256', fs.readFileSync(file));
}
