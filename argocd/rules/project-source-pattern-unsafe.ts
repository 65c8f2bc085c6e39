import { scalar } from '../analysis/words';
import type { AppProject } from '../model/types';
import { list, type Reporter, type Rule, type RuleFinding, text } from '../rule';
import { normalizeGitUrl } from '../semantics/git-url';
import { globOf } from '../semantics/glob';

type Problem = Pick<RuleFinding, 'message' | 'fix' | 'severity'>;

export const rule: Rule = {
  name: 'project-source-pattern-unsafe',
  severity: 'silent',
  summary: 'A pattern in sourceRepos does not survive as a pattern: Argo CD treats it as a URL first.',
  check(model, report) {
    for (const project of model.projects) {
      const patterns = list(project.spec.sourceRepos).map(text);
      patterns.forEach((pattern, index) => {
        const problem = judge(pattern);
        if (problem) report.find({ ...problem, resource: project.resource, pointer: ['spec', 'sourceRepos', index] });
      });
      judgeDenials(project, patterns, report);
    }
  },
};

function judge(pattern: string): Problem | undefined {
  const denies = pattern.startsWith('!');
  const bare = denies ? pattern.slice(1) : pattern;
  // `!*` is refused by argocd-server: project-invalid.
  if (bare === '*') return undefined;
  const effect = denies ? 'it denies nothing' : 'it permits nothing';
  const normalized = normalizeGitUrl(bare);
  const shown = scalar(pattern);
  if (normalized === '' || globOf(normalized, '/').error !== undefined) {
    return {
      message: `${shown} never matches, so ${effect}: as a URL it cannot be parsed${culprit(bare)}`,
      fix: suggestion(bare, denies),
    };
  }
  if (/[{}]/.test(bare) || stars(normalized) < stars(bare)) {
    return {
      message: `${shown} never matches what it seems to, so ${effect}: Argo CD reads it as a URL first, which makes ${scalar(normalized)} of it`,
      fix: suggestion(bare, denies),
    };
  }
  const [risky] = /[?[\]]/.exec(bare) ?? [];
  if (risky === undefined) return undefined;
  const meaning = risky === '?' ? 'a query' : 'part of the host or path';
  return {
    message: `${shown} depends on how Argo CD parses URLs: ${scalar(risky)} begins ${meaning} in a URL, and only by chance stays a pattern`,
    fix: `Write the repositories one by one, or with \`*\` for a segment of the path and \`**\` for any number.`,
    severity: 'warn',
  };
}

/** A denial that does not match permits the source, so denials alone permit everything else. */
function judgeDenials({ name, resource }: AppProject, patterns: readonly string[], report: Reporter): void {
  if (patterns.length === 0 || !patterns.every((pattern) => pattern.startsWith('!'))) return;
  report.find({
    message: `sourceRepos of AppProject ${name} only denies, and what it does not deny it permits: every other repository in the world`,
    fix: "Add the repositories that are meant, or the item `- '*'` to say that all others are.",
    severity: 'warn',
    resource,
    pointer: ['spec', 'sourceRepos'],
    on: 'key',
  });
}

function culprit(pattern: string): string {
  if (/:[^/@]*[*?[\]{}]/.test(pattern.replace(/^[a-z+]+:\/\//i, ''))) return ' (a port has no patterns)';
  if (/[{}[\]]/.test(/^[a-z+]+:\/\/([^/]*)/i.exec(pattern)?.[1] ?? '')) return ' (a host has no `{`, `}`, `[` or `]`)';
  return '';
}

/** Alternatives written out, one item each. */
function suggestion(pattern: string, denies: boolean): string {
  const [whole, alternatives] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (whole === undefined || alternatives === undefined) {
    return 'Write a URL in which only `*` (one segment of the path, or a part of it) and `**` (any number) are patterns.';
  }
  const items = alternatives.split(',').map((one) => pattern.replace(whole, one));
  return `Write one item for each: ${items.map((item) => `\`- ${scalar(denies ? `!${item}` : item)}\``).join(', ')}.`;
}

function stars(text: string): number {
  return text.split('*').length - 1;
}
