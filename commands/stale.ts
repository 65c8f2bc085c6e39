import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe } from '../charts/description/describe';
import { describeAsMarkdown } from '../charts/description/markdown';
import { sourceOf } from '../gitops/plan/source';
import { loadPlan } from '../gitops/session';
import { workspaceState } from '../gitops/write/lock';
import { type StaleFile, staleFiles } from '../gitops/write/stale';
import { documentPath } from './synth';

/**
 * Compares what is committed with what the platform renders: the output folder and the document beside it.
 *
 * @param main the file that declares the platform
 * @throws PlanError if it cannot be rendered
 */
export function findStale(main: string): readonly StaleFile[] {
  const { app, plan } = loadPlan(main);
  const files = new Map(plan.files.map(({ path: file, text, source }) => [file, { text, source }]));
  const found = staleFiles(app.outdir, files);
  const document = documentPath(app.outdir);
  if (document === undefined) return found;
  const present = fs.existsSync(document) ? fs.readFileSync(document, 'utf8') : undefined;
  const source = sourceOf(app);
  if (present === undefined) {
    found.push({
      file: document,
      kind: 'missing',
      message: `is generated from ${source} but is not there: run npm run synth and commit it`,
    });
  } else if (present !== describeAsMarkdown(describe(app), source)) {
    found.push({
      file: document,
      kind: 'stale',
      message: `is not what ${source} gives: change ${source}, not the document, run npm run synth and commit what changes`,
    });
  }
  return found;
}

/** The findings as text, one a line; what `groundwork check --stale` prints. */
export function staleText(found: readonly StaleFile[]): string {
  if (found.length === 0) return 'what is committed is what the platform renders';
  return found.map(({ file, message }) => `${file}: ${message}`).join('\n');
}

/** What to say of folders in which a synth is at work or was killed; empty if there are none. */
export function unfinished(directories: readonly string[]): string[] {
  return directories.flatMap((directory) => {
    const state = fs.existsSync(directory) ? workspaceState(directory) : 'none';
    if (state === 'running')
      return [
        `${path.join(directory)}: a groundwork synth is writing into it right now; what follows may be half of each`,
      ];
    if (state === 'incomplete')
      return [
        `${path.join(directory)}: incomplete, a groundwork synth was killed while it wrote: run npm run synth, which finishes the job`,
      ];
    return [];
  });
}
