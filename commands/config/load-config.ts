import * as fs from 'node:fs';
import * as path from 'node:path';
import { inspect } from 'node:util';
import { type Document, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { Config } from '../../argocd/config';
import { checkoutOf } from '../../argocd/tree/git-checkout';
import { loadModule } from '../../synth/load-module';
import { type ConfigProblem, problemsOf } from './problems';

const NAMES = ['ts', 'mts', 'js', 'mjs', 'yaml', 'yml', 'json'].map((ending) => `groundwork.config.${ending}`);

/** A configuration, and the folder from which its paths count. */
export interface LoadedConfig {
  readonly config: Config;
  /** The file. @default - there is none, and the configuration is empty */
  readonly file?: string;
  readonly folder: string;
}

/**
 * The configuration of a check.
 *
 * @param named the file that the command line names; `true` for the one that is found, `false` for none
 * @throws Error with everything that is wrong with it
 */
export async function loadConfig(named: string | boolean): Promise<LoadedConfig> {
  const file = typeof named === 'string' ? named : named ? findConfig() : undefined;
  if (file === undefined) return { config: {}, folder: process.cwd() };
  if (!fs.existsSync(file)) throw new Error(`--config ${file}: there is no such file`);
  // A pipe would be waited for without an end.
  if (!fs.statSync(file).isFile()) throw new Error(`--config ${file} is no file`);
  const folder = path.dirname(path.resolve(file));
  const shown = path.relative('', path.resolve(file));
  const read = /\.[cm]?[jt]s$/.test(file) ? await fromModule(file, shown) : fromYaml(file, shown);
  const problems = problemsOf(read.config);
  const rules = read.lineOf && (read.config as Config | null)?.rules;
  const all = rules
    ? [...problems, { path: ['rules'], message: 'rules are code: write them in groundwork.config.ts' }]
    : problems;
  if (all.length > 0)
    throw new Error(all.map((problem) => `${shown}${read.lineOf?.(problem.path) ?? ''}: ${said(problem)}`).join('\n'));
  return { config: read.config as Config, file: shown, folder };
}

function said({ path: way, message }: ConfigProblem): string {
  const shown = way.map((one, at) => (typeof one === 'number' ? `[${one}]` : at === 0 ? one : `.${one}`)).join('');
  return shown === '' ? message : `${shown}: ${message}`;
}

/** The one in the working directory, or in the closest folder above it that has one and is in the same checkout. */
function findConfig(): string | undefined {
  const top = checkoutOf(process.cwd()) ?? process.cwd();
  for (let at = process.cwd(); ; at = path.dirname(at)) {
    const there = NAMES.filter((name) => fs.existsSync(path.join(at, name)));
    if (there.length > 1)
      throw new Error(`${there.join(' and ')} are both in ${at}: keep one, or name one with --config`);
    const [name] = there;
    if (name !== undefined) return path.join(at, name);
    if (at === path.dirname(at) || fs.realpathSync(at) === fs.realpathSync(top)) return undefined;
  }
}

interface Read {
  readonly config: unknown;
  /** `:LINE` of what a path leads to. @default - nobody knows */
  readonly lineOf?: (path: ConfigProblem['path']) => string;
}

async function fromModule(file: string, shown: string): Promise<Read> {
  let module: unknown;
  try {
    module = await loadModule(path.resolve(file));
  } catch (error) {
    // An error says itself where it was thrown; anything else that is thrown says nothing.
    throw error instanceof Error ? error : new Error(`${shown} threw ${inspect(error)}`);
  }
  if (typeof module !== 'object' || module === null || !('default' in module))
    throw new Error(`${shown} has no default export: write export default defineConfig({ … })`);
  return { config: module.default };
}

function fromYaml(file: string, shown: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(fs.readFileSync(file, 'utf8'), { lineCounter: lines });
  const [problem] = document.errors;
  if (problem) throw new Error(`${shown}:${lines.linePos(problem.pos[0]).line}: not YAML: ${problem.code}`);
  const lineOf = (way: ConfigProblem['path']) => `:${lines.linePos(offsetOf(document, way)).line}`;
  try {
    return { config: document.toJS({ maxAliasCount: 100 }) ?? {}, lineOf };
  } catch (error) {
    throw new Error(`${shown}: ${(error as Error).message}`);
  }
}

/** Where the key of a path stands, or what is closest to it. */
function offsetOf(document: Document, way: ConfigProblem['path']): number {
  for (let length = way.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(way.slice(0, length - 1), true);
    const key = way[length - 1];
    const items: readonly unknown[] = (parent as { items?: unknown[] } | null)?.items ?? [];
    const item = items.find((one, at) =>
      isPair(one) ? String((one.key as { value?: unknown }).value ?? one.key) === String(key) : at === key,
    );
    const node = isPair(item) ? item.key : item;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
