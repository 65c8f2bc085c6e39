import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeWhole } from '../files/write-whole';
import {
  type Accepted,
  applyBaseline,
  type BaselinePaths,
  formatBaseline,
  parseBaseline,
  withGone,
} from '../report/baseline';
import type { Report } from '../report/report';

/** Where a baseline is written if nobody says where. */
export const DEFAULT_BASELINE = 'groundwork-baseline.yaml';

/**
 * Takes what a baseline accepts out of a report, and adds what is accepted and gone.
 *
 * @param file the baseline
 * @param read the files of this check: what is in others may still be there
 * @throws Error if there is no such file, or it is no baseline
 */
export function withBaseline(report: Report, file: string, read: ReadonlySet<string>): Report {
  if (!fs.existsSync(file))
    throw new Error(`--baseline ${file}: there is no such file: groundwork check --write-baseline writes it`);
  const paths = pathsOf(file);
  const { report: left, gone } = applyBaseline(report, readBaseline(file), paths);
  const known = gone.filter((one) => {
    const there = paths.fromBaseline(one.file);
    return one.file === '' || read.has(there) || !fs.existsSync(there);
  });
  return withGone(left, known, file);
}

/** Writes a baseline that accepts all that was found, whole or not at all. @returns what it accepts, for a reader */
export function writeBaseline({ findings }: Report, file: string): string {
  const before: readonly Accepted[] = fs.existsSync(file) ? readBaseline(file) : [];
  const text = formatBaseline(findings, before, pathsOf(file));
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new Error(`${file}: cannot write the baseline: ${(error as Error).message}`);
  }
  return `${file} accepts ${findings.length} finding${findings.length === 1 ? '' : 's'}`;
}

/** A pipe would be waited for without an end. */
function readBaseline(file: string): readonly Accepted[] {
  if (!fs.statSync(file).isFile()) throw new Error(`--baseline ${file} is no file`);
  return parseBaseline(fs.readFileSync(file, 'utf8'), file);
}

function pathsOf(file: string): BaselinePaths {
  const folder = path.resolve(path.dirname(file));
  const slashes = (one: string) => one.split(path.sep).join('/');
  return {
    toBaseline: (one) => (one === '' ? '' : slashes(path.relative(folder, path.resolve(one)))),
    fromBaseline: (one) => (one === '' ? '' : slashes(path.relative('', path.resolve(folder, one)))),
  };
}
