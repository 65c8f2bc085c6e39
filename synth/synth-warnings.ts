import * as path from 'node:path';
import type { SynthesizedApp } from './app';
import { APPLIED_FOLDERS, ROOT_FILE } from './layout';
import { partOf } from './plan/part-of';
import type { Plan } from './plan/plan';
import { unreadFiles } from './unread-files';
import { andMore, keepLineEnds } from './write/line-ends';
import { foreignManifests } from './write/stale';
import type { WriteResult } from './write/writer';

/** A synth that has written. */
export interface SynthResult {
  readonly app: SynthesizedApp;
  readonly plan: Plan;
  readonly written: WriteResult;
  /** What the app says of the step from what was on disk. */
  readonly changes: readonly string[];
}

/** What somebody should look at after a synth that has written: one entry a thing. */
export function synthWarnings({ app, plan, written, changes }: SynthResult): string[] {
  const { outdir } = app;
  const warnings: string[] = [];
  if (written.unknownRemoval !== undefined) {
    warnings.push(
      `what was written to ${outdir} before is gone, or its record is, and git could not say what is committed (${written.unknownRemoval}): ` +
        'look yourself whether git status has Applications removed, because Argo CD deletes them',
    );
  }
  for (const file of written.edited)
    warnings.push(`${path.join(outdir, file)} had been edited by hand; it is as rendered again`);
  const [first, ...more] = written.lineEnds;
  if (first !== undefined) {
    warnings.push(
      `${path.join(outdir, first)}${andMore(more.length)} had CRLF line ends; they are as rendered again: ` +
        keepLineEnds(path.relative('', outdir)),
    );
  }
  const known = new Set(plan.files.map((file) => file.path));
  for (const file of foreignManifests(outdir, known)) {
    warnings.push(
      `${path.join(outdir, file)} was not written by groundwork and is left alone, but Argo CD reads the folder that it is in`,
    );
  }
  for (const file of app.clusters.flatMap((cluster) => unreadFiles(partOf(plan, cluster), cluster))) {
    warnings.push(
      `${path.join(outdir, file)} is read by no Application, so nothing deploys it: put it into a Workload, or into ${APPLIED_FOLDERS.join(', ')}`,
    );
  }
  for (const { chartRecords } of app.clusters) {
    const outdated = chartRecords.outdatedText();
    if (outdated !== undefined) warnings.push(outdated);
  }
  warnings.push(...changes);
  for (const { directory = '' } of app.clusters) {
    const root = path.posix.join(directory, ROOT_FILE);
    if (written.changed.includes(root))
      warnings.push(`${path.join(outdir, root)} has changed: nothing syncs it, kubectl apply it again`);
  }
  return warnings;
}
