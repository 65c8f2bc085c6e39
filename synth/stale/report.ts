import * as fs from 'node:fs';
import type { Report, ReportedFinding } from '../../report/report';
import { RECORD } from '../write/record';
import type { StaleFile } from '../write/stale';
import { STALE_RULES } from './rules';
import type { Staleness } from './stale';

/** The findings as text, one a line; for a person. */
export function staleText({ found }: Staleness): string {
  if (found.length === 0) return 'the files on disk are what the platform renders';
  return found.map(({ file, message, fix }) => `${file}: ${message}: ${fix}`).join('\n');
}

/**
 * What `check --stale` found, in the form of a check's report, so that one reader does for both. Argo CD refuses none of it:
 * it takes the files as they are, which is not what is declared, and that is what `silent` means.
 */
export function staleReport({ found, plan, rendered }: Staleness, argocdVersion: string): Report {
  const documents = plan.files.flatMap((file) => file.documents);
  const count = (kind: string) => documents.filter((document) => document.kind === kind).length;
  return {
    version: 1,
    argocdVersion,
    repositories: [],
    findings: found.map((one) => reported(one, rendered)),
    unchecked: [],
    summary: {
      files: rendered.size,
      resources: documents.length,
      applications: count('Application'),
      projects: count('AppProject'),
      applicationSets: count('ApplicationSet'),
      refuse: 0,
      silent: found.length,
      warn: 0,
      unchecked: 0,
      ignored: 0,
      accepted: 0,
      excluded: 0,
    },
  };
}

function reported(
  { file: named, kind, message, fix }: StaleFile,
  rendered: ReadonlyMap<string, string>,
): ReportedFinding {
  const [, file, recorded] = new RegExp(`^(.*${RECORD}):(\\d+)$`).exec(named) ?? [undefined, named];
  const line = Number(recorded ?? firstDifference(file, rendered.get(file)));
  return {
    rule: STALE_RULES[kind],
    severity: 'silent',
    file,
    line,
    resource: { apiVersion: '', kind: '', namespace: '', name: '' },
    message,
    fix,
    location: { file, line, column: 1, endLine: line, endColumn: 1 },
  };
}

/** The first line of a file that is not as rendered; 1 where there is nothing to compare. */
function firstDifference(file: string, text: string | undefined): number {
  if (text === undefined || !fs.existsSync(file)) return 1;
  const present = fs.readFileSync(file, 'utf8').split('\n');
  const lines = text.split('\n');
  const at = present.findIndex((line, index) => line !== lines[index]);
  // All that is there is right, and something is missing behind it.
  return at < 0 ? present.length : at + 1;
}
