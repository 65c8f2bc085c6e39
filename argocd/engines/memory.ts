import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ChartTrials } from '../model/types';
import type { PrintedObject } from './rendered-objects';
import type { TrialScope } from './value-units';

/** Goes up when what is kept changes its form or its meaning. */
const FORM = 2;

/** Days after which what nobody used is removed. */
const KEPT = 30;

/** What is kept of a source. */
export interface KeptRendering {
  readonly objects: readonly PrintedObject[];
  /** Which trials were made. @default - none */
  readonly tried?: TrialScope;
  /** What they showed. @default - nothing was to be tried */
  readonly trials?: ChartTrials;
  /** See `Rendering.schemaNotApplied`. */
  readonly schemaNotApplied?: string;
}

/**
 * What sources render to, by a key of everything that it depends on. The values of Secrets are gone before it gets here.
 * May be deleted at any time.
 */
export class RenderMemory {
  private prepared = false;

  /** @param folder @default - nothing is kept */
  constructor(private readonly folder: string | undefined) {}

  get(key: string): KeptRendering | undefined {
    const { objects, tried, trials, schemaNotApplied } = this.read(key);
    if (!Array.isArray(objects)) return undefined;
    return { objects, tried, trials, schemaNotApplied } as KeptRendering;
  }

  /** What cannot be kept is rendered again next time. */
  set(key: string, kept: KeptRendering): void {
    this.write(key, kept);
  }

  /** The version of a program, so that it need not be asked each time. @param build which program */
  versionOf(build: string): string | undefined {
    const { version } = this.read(keyOf(build));
    return typeof version === 'string' ? version : undefined;
  }

  setVersion(build: string, version: string): void {
    this.write(keyOf(build), { version });
  }

  private read(key: string): Record<string, unknown> {
    if (this.folder === undefined) return {};
    try {
      const kept = JSON.parse(fs.readFileSync(this.file(key), 'utf8')) as Record<string, unknown>;
      return kept.form === FORM ? kept : {};
    } catch {
      // Not there, or half of it.
      return {};
    }
  }

  private write(key: string, content: object): void {
    if (this.folder === undefined) return;
    const file = this.file(key);
    const part = `${file}.${process.pid}`;
    try {
      this.prepare();
      fs.writeFileSync(part, JSON.stringify({ form: FORM, ...content }), { mode: 0o600 });
      fs.renameSync(part, file);
    } catch {
      fs.rmSync(part, { force: true });
    }
  }

  private file(key: string): string {
    return path.join(this.folder as string, `${key}.json`);
  }

  /** Makes the folder, and removes what nobody used for long: once a run. */
  private prepare(): void {
    if (this.prepared) return;
    this.prepared = true;
    fs.mkdirSync(this.folder as string, { recursive: true });
    const oldest = Date.now() - KEPT * 24 * 3600 * 1000;
    for (const name of fs.readdirSync(this.folder as string)) {
      const file = path.join(this.folder as string, name);
      const { atimeMs, mtimeMs } = fs.statSync(file);
      if (Math.max(atimeMs, mtimeMs) < oldest) fs.rmSync(file, { force: true });
    }
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Where renderings are kept: with the other caches of the project, or with those of the user where there is none. */
export function memoryFolder(start: string): string {
  for (let at = path.resolve(start); ; at = path.dirname(at)) {
    const packages = path.join(at, 'node_modules');
    if (fs.existsSync(packages)) return path.join(packages, '.cache', 'groundwork', 'rendered');
    if (path.dirname(at) === at) break;
  }
  const own = process.env.XDG_CACHE_HOME;
  return path.join(
    own !== undefined && path.isAbsolute(own) ? own : path.join(os.homedir(), '.cache'),
    'groundwork',
    'rendered',
  );
}
