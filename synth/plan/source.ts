import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IConstruct } from 'constructs';
import { workingDirectory } from '../working-directory';

/** This package's own folders. For a construct made inside of them, the source is the line outside of them that caused it. */
const OWN = ['charts', 'synth', 'commands'].map((room) => path.resolve(__dirname, '../..', room) + path.sep);
const FRAMES = 40;

const sources = new WeakMap<IConstruct, string>();

/**
 * Records which of the user's files created this construct; generated files name it. The constructors of this package
 * call it. Other constructs (of cdk8s-plus, for example) have the source of their closest scope with one.
 */
export function noteSource(construct: IConstruct): void {
  const file = callerFile();
  if (file) sources.set(construct, file);
}

/** The file to edit to change what this construct renders, relative to the working directory. */
export function sourceOf(construct: IConstruct): string {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const source = sources.get(at);
    if (source) return source;
  }
  return 'main.ts';
}

/** The first file on the stack that is neither this package's nor a dependency's. Tests of this package count as users. */
function callerFile(): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = (_error, frames) => frames;
    const frames = new Error().stack as unknown as NodeJS.CallSite[];
    for (const frame of frames) {
      const file = fileOf(frame);
      if (!file || file.startsWith('node:') || file.includes(`${path.sep}node_modules${path.sep}`)) continue;
      if (OWN.some((dir) => file.startsWith(dir)) && !/\.(test|integration)\.ts$/.test(file)) continue;
      return path.relative(workingDirectory(), file).split(path.sep).join('/');
    }
    return undefined;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A frame of an ES module has a URL where one of a CommonJS module has a path. */
function fileOf(frame: NodeJS.CallSite): string | undefined {
  const name = frame.getFileName();
  return name?.startsWith('file:') ? fileURLToPath(name) : (name ?? undefined);
}
