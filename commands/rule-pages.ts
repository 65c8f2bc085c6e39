import * as fs from 'node:fs';
import { didYouMean } from '../argocd/analysis/words';
import type { Rule } from '../argocd/rule';
import { loadRules, pageOf, RULE_NAMES } from '../argocd/rules/registry';
import { BASELINE_RULE } from '../report/baseline';
import type { RuleDescription } from '../report/sarif';
import { STALE_RULE_NAMES, staleRules } from '../synth/stale/rules';

/** What the command itself reports under a name that a reader may ask for. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  [BASELINE_RULE]: `# ${BASELINE_RULE}

A baseline accepts a finding that is no longer found, or more of them than there are.

Somebody has mended it, or it moved to another object. Remove the entry, or write the file again with
\`groundwork check --write-baseline\`: an entry that accepts nothing would accept the same mistake when it comes back.`,
  'ignore-comment': `# ignore-comment

An ignore comment names a rule that there is not, has no reason, or silences nothing.

A comment is \`# groundwork:ignore RULE why it does not matter here\`, on the line of the finding or above the node that it is
in. Remove one that silences nothing: it would silence the next mistake at that place.`,
};

/** The page of a rule, or a list of the rules. @param own rules of somebody’s own */
export function explain(rule: string | true, own: readonly Rule[]): string {
  if (rule === true)
    return [...loadRules(), ...own, ...staleRules()]
      .map(({ name, severity, summary }) => `${name} (${severity})\n    ${summary}`)
      .join('\n');
  const page = OWN_PAGES[rule] ?? staleRules().find(({ name }) => name === rule)?.page;
  if (page !== undefined) return page.trimEnd();
  const theirs = described(own).find(({ name }) => name === rule);
  const names = [...RULE_NAMES, ...own.map(({ name }) => name), ...STALE_RULE_NAMES];
  if (!names.includes(rule))
    throw new Error(`there is no rule ${rule}.${didYouMean(rule, names)} groundwork check --explain lists them all`);
  return `${(theirs?.page ?? fs.readFileSync(pageOf(rule), 'utf8')).trimEnd()}\n\n${toSilence(rule)}`;
}

/** Rules of somebody’s own, as a viewer has them. */
export function described(rules: readonly Rule[]): readonly RuleDescription[] {
  return rules.map(({ name, severity, summary, page = `# ${name}\n\n${summary}\n` }) => {
    return { name, severity, summary, page };
  });
}

/** The same for each rule, so no page says it. */
function toSilence(rule: string): string {
  return `## To silence it

One finding: a comment on its line, or above the node that it is in, with the reason.

\`\`\`yaml
# groundwork:ignore ${rule} why it does not matter here
\`\`\`

All of them, or those of some files: \`groundwork.config.yaml\`.

\`\`\`yaml
severity:
  ${rule}: off
\`\`\`

What is there today, and nothing new: \`groundwork check --write-baseline\`.`;
}
