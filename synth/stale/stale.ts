import * as fs from 'node:fs';
import * as path from 'node:path';
import type { SynthesizedApp } from '../app';
import { documentPath, documentsOf, isLeftOver } from '../document';
import type { Plan } from '../plan/plan';
import { sourceOf } from '../plan/source';
import type { ChartRecords } from '../records/chart-records';
import { lineFeeds } from '../write/line-ends';
import { type StaleFile, staleFiles } from '../write/stale';
import { isSystemError, SystemError, systemReason } from '../write/system-error';

/** What was compared, and what differs from what is rendered. */
export interface Staleness {
  readonly found: readonly StaleFile[];
  readonly plan: Plan;
  /** The rendered texts, by the path of a {@link StaleFile}. */
  readonly rendered: ReadonlyMap<string, string>;
}

/**
 * Compares what is on disk with what the platform renders: the output folder and the documents beside it.
 *
 * @throws SystemError where the system refuses to let somebody read the files
 */
export function findStale(app: SynthesizedApp, plan: Plan): Staleness {
  const files = new Map(plan.files.map(({ path: file, text, source }) => [file, { text, source }]));
  const found = readable(app.outdir, () => staleFiles(app.outdir, files));
  const rendered = new Map(plan.files.map(({ path: file, text }) => [path.join(app.outdir, file), text]));
  for (const { chartRecords } of app.clusters) found.push(...staleRecords(chartRecords, sourceOf(app)));
  for (const [name, text] of documentsOf(app.describe(plan))) {
    const document = documentPath(app.outdir, name);
    if (document === undefined) continue;
    if (text !== undefined) rendered.set(document, text);
    found.push(...staleDocument(document, text, sourceOf(app)));
  }
  return { found, plan, rendered };
}

/** What is wrong with a document beside the output folder. */
function staleDocument(file: string, text: string | undefined, source: string): StaleFile[] {
  if (text === undefined)
    return isLeftOver(file)
      ? [
          {
            file,
            kind: 'left over',
            message: `is not generated from ${source} any more`,
            fix: 'run npm run synth and commit that it is gone',
          },
        ]
      : [];
  const present = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  if (present === undefined)
    return [
      {
        file,
        kind: 'missing',
        message: `is generated from ${source} but is not there`,
        fix: 'run npm run synth and commit it',
      },
    ];
  if (lineFeeds(present) === text) return [];
  return [
    {
      file,
      kind: 'stale',
      message: `is not what ${source} gives`,
      fix: `change ${source}, not the document, run npm run synth and commit what changes`,
    },
  ];
}

/** The records of charts that do not fit what is declared. */
function staleRecords(records: ChartRecords, source: string): StaleFile[] {
  const { file, outdated, leftOver } = records;
  const found: StaleFile[] = [];
  if (outdated.length > 0)
    found.push({
      file,
      kind: 'stale',
      message: `does not fit what ${source} declares: ${records.whyText(outdated)}`,
      fix: 'run npm run synth -- --fetch where helm is, and commit what changes',
    });
  if (leftOver.length > 0)
    found.push({
      file,
      kind: 'stale',
      message: `has charts that ${source} no longer declares: ${leftOver.join(', ')}`,
      fix: 'run npm run synth and commit it',
    });
  return found;
}

/** @throws SystemError if a file cannot be read */
function readable<T>(directory: string, compare: () => T): T {
  try {
    return compare();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new SystemError(`${directory} could not be compared`, [systemReason(error, { verb: 'read', directory })]);
  }
}
