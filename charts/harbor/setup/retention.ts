import { cronProblem, type HarborCron } from './schedule';

/** Which artifacts a retention rule keeps; a rule with none of these keeps nothing. */
export type HarborRetentionKeep =
  | {
      /** All of them. */
      readonly keep: 'always';
    }
  | {
      /** The newest, counted by push (`latestPushedK`), by pull (`latestPulledN`) or by either (`latestActiveK`). */
      readonly keep: 'latestPushedK' | 'latestPulledN' | 'latestActiveK';
      /** How many. */
      readonly count: number;
    }
  | {
      /** Those of the last days, counted from their last push, last pull or either (`lastXDays`). */
      readonly keep: 'nDaysSinceLastPush' | 'nDaysSinceLastPull' | 'lastXDays';
      /** How many days. */
      readonly days: number;
    };

/** One rule: which artifacts it keeps, in which repositories and with which tags. */
export type HarborRetentionRule = HarborRetentionKeep & {
  /** Repositories the rule looks at, a doublestar pattern without the project, e.g. `{frontend,backend}/**`. @default '**' */
  readonly repositories?: string;

  /** Repositories it leaves out instead; give this or `repositories`. @default - none */
  readonly exceptRepositories?: string;

  /** Tags it looks at, a doublestar pattern. @default '**' */
  readonly tags?: string;

  /** Tags it leaves out instead; give this or `tags`. @default - none */
  readonly exceptTags?: string;

  /** Whether artifacts without a tag are looked at too. @default true */
  readonly untagged?: boolean;
};

/** Which artifacts a project keeps; what no rule keeps is deleted when it runs. */
export interface HarborRetention {
  /** When it runs. */
  readonly schedule: HarborCron;

  /** One to fifteen rules; an artifact that any of them keeps is kept. */
  readonly rules: readonly HarborRetentionRule[];
}

/** Harbor's limit, server/v2.0/handler/retention.go. */
const MOST_RULES = 15;

const COUNTED = ['latestPushedK', 'latestPulledN', 'latestActiveK'];
const DAYS = ['nDaysSinceLastPush', 'nDaysSinceLastPull', 'lastXDays'];

/** Everything in a retention that Harbor would refuse, or silently read differently. */
export function retentionProblems(retention: HarborRetention): string[] {
  const problems: string[] = [];
  const cron = cronProblem(retention.schedule);
  if (cron) problems.push(`retention.schedule ${cron}`);
  if (retention.rules.length === 0) problems.push('retention.rules is empty: everything would be deleted; give a rule');
  if (retention.rules.length > MOST_RULES) {
    problems.push(`retention.rules has ${retention.rules.length} rules; Harbor takes at most ${MOST_RULES}`);
  }
  const seen = new Map<string, number>();
  for (const [index, rule] of retention.rules.entries()) {
    const at = `retention.rules[${index}]`;
    const amount = 'count' in rule ? rule.count : 'days' in rule ? rule.days : undefined;
    if (rule.keep !== 'always' && ![...COUNTED, ...DAYS].includes(rule.keep)) {
      problems.push(
        `${at}.keep ${JSON.stringify(rule.keep)} is unknown; write always, ${[...COUNTED, ...DAYS].join(', ')}`,
      );
    } else if (rule.keep !== 'always' && !(Number.isInteger(amount) && (amount as number) > 0)) {
      problems.push(`${at}: ${COUNTED.includes(rule.keep) ? 'count' : 'days'} ${amount} is not a whole number above 0`);
    }
    if (rule.repositories !== undefined && rule.exceptRepositories !== undefined) {
      problems.push(`${at} has repositories and exceptRepositories; a rule has one selector, give one of them`);
    }
    if (rule.tags !== undefined && rule.exceptTags !== undefined) {
      problems.push(`${at} has tags and exceptTags; a rule has one selector, give one of them`);
    }
    const text = JSON.stringify(retentionRule(rule));
    const twin = seen.get(text);
    if (twin !== undefined)
      problems.push(`${at} says the same as rules[${twin}]; Harbor refuses that (409), remove one`);
    seen.set(text, twin ?? index);
  }
  return problems;
}

/**
 * A rule as the API takes it.
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/pkg/retention/policy/rule/models.go
 */
export function retentionRule(rule: HarborRetentionRule): Record<string, unknown> {
  const amount = 'count' in rule ? rule.count : 'days' in rule ? rule.days : undefined;
  return {
    action: 'retain',
    template: rule.keep,
    params: amount === undefined ? {} : { [rule.keep]: amount },
    tag_selectors: [
      {
        kind: 'doublestar',
        decoration: rule.exceptTags === undefined ? 'matches' : 'excludes',
        pattern: rule.exceptTags ?? rule.tags ?? '**',
        extras: JSON.stringify({ untagged: rule.untagged ?? true }),
      },
    ],
    scope_selectors: {
      repository: [
        {
          kind: 'doublestar',
          decoration: rule.exceptRepositories === undefined ? 'repoMatches' : 'repoExcludes',
          pattern: rule.exceptRepositories ?? rule.repositories ?? '**',
        },
      ],
    },
  };
}
