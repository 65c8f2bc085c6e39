import * as fs from 'node:fs';
import * as path from 'node:path';
import type { RuleDescription } from '../../report/sarif';
import type { StaleFile } from '../write/stale';

/** The kinds of staleness as rules: an id each, by which a viewer groups and silences. Their pages are in stale.md. */
export const STALE_RULES: Readonly<Record<StaleFile['kind'], string>> = {
  missing: 'stale-missing',
  stale: 'stale-file',
  edited: 'stale-edited',
  'line ends': 'stale-line-ends',
  'left over': 'stale-left-over',
  'not recorded': 'stale-not-recorded',
  foreign: 'stale-foreign',
  incomplete: 'stale-incomplete',
};

/** The ids of what `check --stale` finds. They are an interface: viewers silence by them. */
export const STALE_RULE_NAMES: readonly string[] = Object.values(STALE_RULES);

/** The rules of `check --stale`, with what `check --explain` prints of them. */
export function staleRules(): readonly RuleDescription[] {
  const pages = fs.readFileSync(path.join(__dirname, 'stale.md'), 'utf8').split(/^## /m).slice(1);
  return pages.map((text) => {
    const [name = '', , summary = ''] = text.split('\n');
    return { name, severity: 'silent', summary, page: `# ${text.trimEnd()}\n\n${HELP}\n` };
  });
}

const HELP =
  '`groundwork check --stale` compares the files on disk with what `main.ts` renders; in CI those are the files of the commit.\n' +
  'Argo CD takes them as they are, so it refuses none of this. What is changed and not committed yet, `git status` says.';
