import { type Format, styled, usesColor } from '../../report/style';
import { visible } from '../../report/text';
import type { ReviewedFinding } from '../compare/changed-findings';
import type { Severity } from '../consequences/severity';
import type { Consequence, Review, ReviewedApplication } from '../review';
import { changedAlike, fieldLines, inTree, MARKS, ownLines } from './changes';
import { grouped } from './grouped';
import { unknownLines } from './not-compared';
import { summaryLine } from './summary';
import { forMany, sameTexts, shownObject } from './words';

const COLORS: Readonly<Record<Severity, Format>> = {
  'loses data': 'red',
  fails: 'red',
  interrupts: 'magenta',
  note: 'yellow',
};

/** The most lines of one object, of objects of one Application, and of findings. */
const MOST = { fields: 20, objects: 40, findings: 20, unknown: 20 };

const ALL = '--format json lists them all';

/** The review for a terminal. */
export function reviewText(review: Review, color = usesColor()): string {
  const style = (format: Format | readonly Format[], text: string) => styled(format, text, color);
  const parts = [style('bold', visible(`${review.before.name} → ${review.after.name}`))];
  for (const group of grouped(review.consequences)) parts.push(consequenceText(group));
  const applications = inTree(review.applications).map(({ application, depth }) => applicationText(application, depth));
  if (applications.length > 0) parts.push(applications.join('\n'));
  const { findings, notCompared, summary } = review;
  if (findings.new.length > 0) parts.push(findingsText('new findings of check', findings.new));
  if (findings.mended.length > 0) parts.push(findingsText('mended findings of check', findings.mended));
  if (notCompared.length > 0) {
    parts.push([style('bold', 'not compared'), ...limited(unknownLines(review), MOST.unknown, '  ')].join('\n'));
  }
  parts.push(...sameTexts(summary));
  parts.push(summaryLine(review));
  return parts.join('\n\n');

  function consequenceText(group: readonly [Consequence, ...Consequence[]]): string {
    const [{ rule, severity, happens, advice, details, application, allowed, file, line, side }] = group;
    const objects = group.map(({ object }) => shownObject(object));
    const does = group.length > 1 ? forMany(happens) : happens;
    const subject = group.length > 3 ? `${group.length} objects of Application ${application}` : objects.join(', ');
    const place = file === '' ? '' : `${line === 0 ? file : `${file}:${line}`}${side === 'before' ? ' (before)' : ''}`;
    const lines = [
      `${style([COLORS[severity], 'bold'], `${severity}[${rule}]`)}${style('bold', `: ${visible(`${subject} ${does}`)}`)}`,
      ...(place === '' ? [] : [`  ${style('blue', '-->')} ${visible(place)}`]),
      ...(group.length > 3 ? objects : []).map((one) => `  ${visible(one)}`),
      ...details.map((one) => `  ${style('blue', '=')} ${visible(one)}`),
      ...(allowed
        ? [`  ${style('blue', '=')} ${style('bold', 'allowed')} by ${visible(`${allowed.by}: ${allowed.pattern}`)}`]
        : []),
      ...(advice === '' || severity === 'note' || allowed
        ? []
        : [`  ${style('blue', '=')} ${style('bold', 'help')}: ${visible(advice)}`]),
    ];
    return lines.join('\n');
  }

  function applicationText(application: ReviewedApplication, depth: number): string {
    const { namespace, name, change, objects, generatedBy } = application;
    const indent = '  '.repeat(depth);
    const set = generatedBy === undefined ? '' : ` (made by ApplicationSet ${generatedBy})`;
    const lines = [
      `${indent}${MARKS[change]} ${style('bold', visible(`Application ${namespace}/${name}`))}${visible(set)}`,
    ];
    lines.push(...limited(ownLines(application), MOST.fields, `${indent}    `));
    const shown = changedAlike(objects).map(({ change: own, title, fields }) => {
      const line = `${indent}  ${MARKS[own]} ${visible(title)}`;
      return [line, ...limited(fields.flatMap(fieldLines), MOST.fields, `${indent}      `)].join('\n');
    });
    lines.push(...shown.slice(0, MOST.objects));
    if (shown.length > MOST.objects) lines.push(`${indent}  and ${shown.length - MOST.objects} more (${ALL})`);
    return lines.join('\n');
  }

  function findingsText(title: string, findings: readonly ReviewedFinding[]): string {
    const lines = findings.map(
      ({ severity, rule, file, line, message }) =>
        `${severity}[${rule}] ${file}${line === 0 ? '' : `:${line}`}: ${message}`,
    );
    return [style('bold', title), ...limited(lines, MOST.findings, '  ')].join('\n');
  }
}

function limited(lines: readonly string[], most: number, indent: string): readonly string[] {
  const shown = lines.slice(0, most).map((line) => `${indent}${visible(line)}`);
  return lines.length > most ? [...shown, `${indent}and ${lines.length - most} more (${ALL})`] : shown;
}
