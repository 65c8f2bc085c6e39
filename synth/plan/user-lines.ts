import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { workingDirectory } from '../working-directory';

/** A line of the user's code. */
export interface UserLine {
  /** Relative to the working directory, with `/` on every system. */
  readonly file: string;
  readonly line: number;
}

/**
 * This package's own code, compiled or not: where source maps are read, a frame of lib/ names the source that it was made of.
 */
const ROOT = path.resolve(__dirname, '../..');
const ROOTS = path.basename(ROOT) === 'lib' ? [ROOT, path.dirname(ROOT)] : [ROOT];
const ROOMS = [
  'argocd',
  'charts',
  'commands',
  'fetch',
  'files',
  'images',
  'imports',
  'report',
  'review',
  'synth',
  'testing',
  'tools',
];
const OWN = ROOTS.flatMap((root) => ROOMS.map((room) => path.join(root, room) + path.sep));

/** More than the depth of a user's own helpers. */
const FRAMES = 40;

/**
 * The lines of a stack that are in files of the user, the innermost first.
 *
 * @param stack the stack of an Error as text: whoever runs TypeScript (ts-node, jest, tsx) maps that to the lines of the source
 */
export function userLines(stack: string): UserLine[] {
  return stack.split('\n').flatMap((frame) => {
    const [, name, line] = /^\s+at (?:[^/\\]*? \()?(.+):(\d+):\d+\)?$/.exec(frame) ?? [];
    const file = userFile(name);
    return file === undefined ? [] : [{ file: relative(file), line: Number(line) }];
  });
}

/** A loop makes many constructs at one line. */
const running = new Map<string, readonly UserLine[]>();

/** The lines of the user's code that are running: the innermost, and the outermost if that is another. */
export function callingLines(): readonly UserLine[] {
  const { stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = FRAMES;
    const frames = callSites();
    const ends = [frames.find(isOfUser), frames.findLast(isOfUser)];
    const key = ends.map((one) => `${one?.getFileName()}:${one?.getLineNumber()}:${one?.getColumnNumber()}`).join(' ');
    let lines = running.get(key);
    if (!lines) {
      const all = userLines(new Error().stack ?? '');
      lines = all.filter((_, at) => at === 0 || at === all.length - 1);
      running.set(key, lines);
    }
    return lines;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The stack without its text, which takes long, and a platform has thousands of constructs. */
function callSites(): readonly NodeJS.CallSite[] {
  const { prepareStackTrace } = Error;
  try {
    Error.prepareStackTrace = (_error, frames) => frames;
    return new Error().stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function isOfUser(frame: NodeJS.CallSite): boolean {
  return userFile(frame.getFileName() ?? undefined) !== undefined;
}

const files = new Map<string, string | undefined>();

/**
 * The file of a frame if it is the user's: neither this package's nor a dependency's. Tests of this package count as users.
 *
 * @param name a path, or the URL of an ES module
 */
function userFile(name = ''): string | undefined {
  if (!files.has(name)) {
    const file = name.startsWith('file:') ? fileURLToPath(name) : name;
    const foreign = !path.isAbsolute(file) || file.includes(`${path.sep}node_modules${path.sep}`);
    const own = OWN.some((room) => file.startsWith(room)) && !/\.(test|integration)\.ts$/.test(file);
    files.set(name, foreign || own ? undefined : file);
  }
  return files.get(name);
}

function relative(file: string): string {
  return path.relative(workingDirectory(), file).split(path.sep).join('/');
}
