/**
 * A schedule as Harbor reads it: six fields. The first one is seconds and must be `0`, e.g. `0 0 3 * * *` for every day
 * at three in the morning (UTC).
 */
export type HarborCron = string;

/** When unreferenced layers are removed from the registry's storage. */
export interface HarborGarbageCollection {
  /** When it runs. */
  readonly schedule: HarborCron;

  /** Whether artifacts without a tag go too. @default false */
  readonly deleteUntagged?: boolean;

  /** How many blobs are removed at once, 1 to 10. @default 1 */
  readonly workers?: number;
}

/** When every image is scanned again, so that new vulnerabilities in old images are seen. */
export interface HarborScanAll {
  /** When it runs. */
  readonly schedule: HarborCron;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly { name: string; min: number; max: number; names?: readonly string[] }[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 6, names: DAYS },
];

/**
 * What Harbor would refuse in a schedule, or undefined. It is the grammar of robfig/cron v3, not that of crontab: seven
 * is no day of the week, and there is no `@daily`.
 *
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/common/utils/utils.go ValidateCronString
 * @see https://github.com/robfig/cron/blob/v3.0.1/parser.go getRange
 */
export function cronProblem(cron: HarborCron): string | undefined {
  const fields = cron.split(' ');
  if (cron.trim() !== cron || fields.some((field) => field === '') || fields.length !== 6) {
    return `${JSON.stringify(cron)} has ${cron.trim() === '' ? 0 : cron.trim().split(/\s+/).length} fields; write six, separated by one space: second minute hour day-of-month month day-of-week, e.g. "0 0 3 * * *"`;
  }
  if (fields[0] !== '0') {
    return `${JSON.stringify(cron)}: the first field is seconds and Harbor takes only 0 there, not ${JSON.stringify(fields[0])}`;
  }
  for (const [index, field] of fields.entries()) {
    const problem = fieldProblem(field, FIELDS[index]);
    if (problem) return `${JSON.stringify(cron)}: ${problem}`;
  }
  return undefined;
}

function fieldProblem(field: string, bounds: (typeof FIELDS)[number]): string | undefined {
  for (const part of field.split(',')) {
    const [range, step, ...more] = part.split('/');
    const [low, high, ...rest] = range.split('-');
    const allowed = `${bounds.min} to ${bounds.max}${bounds.names ? ` or ${bounds.names[0]} to ${bounds.names.at(-1)}` : ''}`;
    const bad = `${JSON.stringify(part)} is no ${bounds.name}; write ${allowed}, a range a-b, * or a step */n`;
    if (more.length > 0 || rest.length > 0) return bad;
    if (step !== undefined && !/^[1-9]\d*$/.test(step)) return bad;
    if (low === '*' || low === '?') {
      if (high !== undefined) return bad;
      continue;
    }
    const from = value(low, bounds);
    const to = high === undefined ? from : value(high, bounds);
    if (from === undefined || to === undefined || from > to) return bad;
  }
  return undefined;
}

function value(text: string, { min, max, names }: (typeof FIELDS)[number]): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + min;
  if (!/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  return number >= min && number <= max ? number : undefined;
}
