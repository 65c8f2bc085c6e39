import { plural } from '../../report/plural';
import { visible } from '../../report/text';
import type { ReviewedFinding } from '../compare/changed-findings';
import type { Severity } from '../consequences/severity';
import type { Consequence, Review, ReviewedApplication } from '../review';
import { changedAlike, fieldLines, inTree, MARKS, ownLines } from './changes';
import { grouped } from './grouped';
import { unknownLines } from './not-compared';
import { summaryLine } from './summary';
import { forMany, sameTexts, shownObject } from './words';

/** Who updates the comment finds it by this line. */
export const COMMENT_MARK = '<!-- groundwork diff -->';

/** GitHub refuses a comment of more than 65,536 characters; GitLab takes a million. Room is left for what others add. */
export const MOST_CHARACTERS = 65_000;

/** The most lines of one Application, so that one does not leave out all others. */
const MOST_LINES = 200;

const SIGNS: Readonly<Record<Severity, string>> = {
  'loses data': '🛑',
  fails: '❌',
  interrupts: '⚠️',
  note: 'ℹ️',
};

/**
 * The review as one comment of a pull request: the dangerous first, details folded. What does not fit is left out, and the
 * comment says what.
 *
 * @param most how many characters it may have
 */
export function reviewMarkdown(review: Review, most = MOST_CHARACTERS): string {
  const { summary, before, after, findings } = review;
  const unknown = unknownLines(review);
  const head = [
    COMMENT_MARK,
    `### What this change does to the cluster`,
    `${escaped(before.name)} → ${escaped(after.name)}: ${escaped(summaryLine(review))}`,
  ];
  const consequences = grouped(review.consequences);
  const applications = inTree(review.applications).filter(({ application }) => application.change !== 'same');
  const sections: Section[] = [
    ...consequences.map((group): Section => ({ text: consequenceMarkdown(group), left: 'consequence' })),
    ...applications.map(
      ({ application }): Section => ({ text: applicationMarkdown(application), left: 'Application' }),
    ),
    ...(findings.new.length === 0
      ? []
      : [{ text: findingsMarkdown('New findings of check', findings.new), left: 'list of new findings' }]),
    ...(findings.mended.length === 0
      ? []
      : [{ text: findingsMarkdown('Mended findings of check', findings.mended), left: 'list of mended findings' }]),
    ...(unknown.length === 0
      ? []
      : [
          {
            text: folded(`Not compared (${unknown.length})`, block(unknown)),
            left: 'list of what is not compared',
          },
        ]),
    ...sameTexts(summary).map((text) => ({ text: `${text}.`, left: 'count of what is written the same' })),
  ];
  const parts = [...head];
  let room = most - head.join('\n\n').length - 500;
  const omitted = new Map<string, number>();
  for (const { text, left } of sections) {
    if (text.length + 2 <= room) {
      parts.push(text);
      room -= text.length + 2;
    } else omitted.set(left, (omitted.get(left) ?? 0) + 1);
  }
  if (omitted.size > 0) {
    const what = [...omitted].map(([name, count]) => plural(count, name)).join(', ');
    parts.push(`**Left out, because a comment has an end: ${what}.** \`groundwork diff --format json\` has all of it.`);
  }
  return parts.join('\n\n');
}

interface Section {
  readonly text: string;
  /** What is said to be left out, if it does not fit. */
  readonly left: string;
}

function consequenceMarkdown(group: readonly [Consequence, ...Consequence[]]): string {
  const [{ rule, severity, happens, advice, details, application, allowed, file, line, side }] = group;
  const objects = group.map(({ object }) => shownObject(object));
  const does = group.length > 1 ? forMany(happens) : happens;
  const subject = group.length > 3 ? `${group.length} objects of Application ${application}` : objects.join(', ');
  const place = file === '' ? '' : `${line === 0 ? file : `${file}:${line}`}${side === 'before' ? ' (before)' : ''}`;
  const inside = [
    ...(group.length > 3 ? [block(objects)] : []),
    ...(details.length === 0
      ? []
      : [
          details
            .slice(0, 20)
            .map((one) => `- ${escaped(one)}`)
            .join('\n'),
        ]),
    ...(advice === '' ? [] : [`${escaped(advice)}`]),
    ...(place === '' ? [] : [code(place)]),
  ];
  const title = `${SIGNS[severity]} **${severity}** \`${rule}\`: ${escaped(`${subject} ${does}`)}`;
  const who = allowed ? `\n✔️ allowed by ${escaped(allowed.by)}: ${code(allowed.pattern)}` : '';
  return `${title}${who}\n${folded('more', inside.join('\n\n'))}`;
}

function applicationMarkdown(application: ReviewedApplication): string {
  const { namespace, name, change, objects, generatedBy } = application;
  const lines = ownLines(application).map((line) => `  ${line}`);
  for (const { change: own, title: object, fields } of changedAlike(objects)) {
    lines.push(`${MARKS[own]} ${object}`);
    lines.push(...fields.flatMap(fieldLines).map((line) => `    ${line}`));
  }
  const set = generatedBy === undefined ? '' : `, made by ApplicationSet ${generatedBy}`;
  const count = objects.length === 0 ? '' : `, ${plural(objects.length, 'object')}`;
  const title = `Application ${namespace}/${name}: ${change}${set}${count}`;
  const shown = lines.slice(0, MOST_LINES);
  if (lines.length > MOST_LINES) shown.push(`and ${lines.length - MOST_LINES} more lines (--format json has all)`);
  return shown.length === 0 ? escaped(title) : folded(title, block(shown, 'diff'));
}

function findingsMarkdown(title: string, findings: readonly ReviewedFinding[]): string {
  const lines = findings
    .slice(0, MOST_LINES)
    .map(
      ({ severity, rule, file, line, message }) =>
        `${severity}[${rule}] ${file}${line === 0 ? '' : `:${line}`}: ${message}`,
    );
  if (findings.length > MOST_LINES) lines.push(`and ${findings.length - MOST_LINES} more`);
  return folded(`${title} (${findings.length})`, block(lines));
}

function folded(title: string, inside: string): string {
  return `<details><summary>${plainHtml(title)}</summary>\n\n${inside}\n\n</details>`;
}

/** Text from a repository, in which nothing is markup, a link or a mention. */
function escaped(text: string): string {
  return plainHtml(visible(text).replace(/[\\`*_[\]|~#!$%]/g, '\\$&'));
}

/**
 * The same inside of HTML, where Markdown's own escapes are not read. GitHub and GitLab look for mentions, numbers and addresses in
 * the text that comes out of Markdown, so no escape keeps them from it: an invisible character between their parts does.
 */
function plainHtml(text: string): string {
  return visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(?:&amp;|[@#!~$%])(?=[\w"'])/g, '$&&#8203;')
    .replace(/\bGH-(?=\d)/gi, 'GH&#8203;-')
    .replace(/\bwww\./gi, 'www&#8203;.')
    .replace(/:\/\//g, ':&#8203;//');
}

/** A code span: longer ticks than any inside. */
function code(text: string): string {
  const plain = visible(text);
  const ticks = '`'.repeat(Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return ticks.length === 1 ? `${ticks}${plain}${ticks}` : `${ticks} ${plain} ${ticks}`;
}

/** A block of code: longer ticks than any inside. */
function block(lines: readonly string[], language = 'text'): string {
  const text = lines.map(visible).join('\n');
  const ticks = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}
