import { readFileSync } from 'node:fs';
import { pageOf } from '../../../argocd/rules/registry';

/** What the page of a rule says that is seen at run time. */
export interface Claim {
  /** Nobody says anything: the sync succeeds, without a condition. */
  readonly silent: boolean;
  /** Words of which one is said, as the page quotes them; `<name>` and `…` stand for any text. */
  readonly says: readonly string[];
  /** What is said is in the finding, too. */
  readonly asFound: boolean;
}

/** Types of conditions: where they are said is in the words before them. */
const TYPE = /^[A-Z]\w+(Error|Warning|Occurred)$/;

/** Reads the section `At run time` of a rule's page. */
export function claimOf(rule: string): Claim {
  const page = readFileSync(pageOf(rule), 'utf8');
  const section = /^## At run time\n\n([\s\S]*?)\n\n## /m.exec(page)?.[1] ?? '';
  return {
    silent: /^((From Git: )?nothing\b|The Application is Synced)/i.test(section),
    says: quotes(section),
    asFound: /words of the\s+finding/.test(section),
  };
}

function quotes(section: string): string[] {
  return [...section.matchAll(/(?<!`)(`+)([\s\S]+?)\1(?!`)/g)]
    .map(([, , text = '']) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text.includes(' ') && !TYPE.test(text));
}

/** Whether what was said is what was quoted. */
export function isSaid(quote: string, said: string): boolean {
  const parts = quote.split(/<[^>]+>|…/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.filter(Boolean).join('[\\s\\S]*?')).test(said.replace(/\s+/g, ' '));
}

/** How many words in a row make a sentence of Argo CD that a finding repeats. */
const ENOUGH = 5;

/** The longest run of words that a finding and Argo CD have in common; empty if that is too short to mean anything. */
export function commonWords(finding: string, said: string): string {
  const words = finding.split(/\s+/);
  const text = ` ${said.replace(/\s+/g, ' ')} `;
  let longest: string[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + longest.length + 1; to <= words.length; to++) {
      const run = words.slice(from, to);
      // The sentence of a finding goes on where that of Argo CD ends.
      if (!text.includes(run.join(' ').replace(/[:;,.]+$/, ''))) break;
      longest = run;
    }
  }
  return longest.length >= ENOUGH || longest.join(' ').length >= 30 ? longest.join(' ') : '';
}
