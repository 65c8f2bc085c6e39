import { atoi, fields, type Parsed } from './go-text';
import { isTimeZone, offsetAt } from './time-zone';

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
];

interface Values {
  readonly values: ReadonlySet<number>;
  /** `*` or `?` stood in the field: a day then must fit both day fields, otherwise one of them. */
  readonly star: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A schedule in the cron dialect of Argo CD's sync windows. */
export interface CronSchedule {
  /**
   * The first time after an instant, both in milliseconds since 1970; undefined if there is none within five years (30
   * February has none).
   */
  next(after: number): number | undefined;
}

/**
 * Parses a schedule as Argo CD does: exactly five fields, ranges, lists, steps, English three-letter names, `?` as
 * `*`; Sunday is 0 only; no `@daily`, no `L`, `W`, `#`. A prefix `CRON_TZ=Area/City ` sets a zone of its own.
 *
 * Own code, because the cron libraries of this ecosystem accept more (7 for Sunday, `L`, seconds, nicknames) and have
 * other messages. What matters here is what Argo CD refuses, and its error message.
 *
 * @see https://pkg.go.dev/github.com/robfig/cron/v3
 */
export function parseCron(text: string): Parsed<CronSchedule> {
  if (text === '') return { error: 'empty spec string' };
  let spec = text;
  let zone: string | undefined;
  if (/^(CRON_)?TZ=/.test(spec)) {
    const end = spec.indexOf(' ');
    // Argo CD slices up to a space that is not there and panics.
    if (end < 0) return { error: 'PANIC runtime error: slice bounds out of range [:-1]' };
    zone = spec.slice(spec.indexOf('=') + 1, end);
    if (!isTimeZone(zone)) return { error: `provided bad location ${zone}: unknown time zone ${zone}` };
    spec = fields(spec.slice(end)).join(' ');
  }
  if (spec.startsWith('@')) return { error: `parser does not accept descriptors: ${spec}` };
  const parts = fields(spec);
  if (parts.length !== FIELDS.length) {
    return { error: `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]` };
  }
  const parsed: Values[] = [];
  for (const [i, field] of FIELDS.entries()) {
    const values = parseField(parts[i] ?? '', field);
    if (values.value === undefined) return values;
    parsed.push(values.value);
  }
  // A field of commas alone is accepted, and never matches.
  if (parsed.some(({ values }) => values.size === 0)) return { value: { next: () => undefined } };
  return { value: new Schedule(parsed, zone) };
}

function parseField(text: string, field: Field): Parsed<Values> {
  const values = new Set<number>();
  let star = false;
  for (const expression of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(expression, field);
    if (range.value === undefined) return range;
    for (const value of range.value.values) values.add(value);
    star ||= range.value.star;
  }
  return { value: { values, star } };
}

function parseRange(expression: string, field: Field): Parsed<Values> {
  const slashed = expression.split('/');
  const [from = '', to, ...more] = (slashed[0] ?? '').split('-');
  let star = from === '*' || from === '?';
  let start = field.min;
  let end = field.max;
  if (!star) {
    const low = parseNumber(from, field);
    if (low.value === undefined) return low;
    start = low.value;
    end = start;
    if (more.length > 0) return { error: `too many hyphens: ${expression}` };
    if (to !== undefined) {
      const high = parseNumber(to, field);
      if (high.value === undefined) return high;
      end = high.value;
    }
  }
  let step = 1;
  const [, stepText] = slashed;
  if (slashed.length > 2) return { error: `too many slashes: ${expression}` };
  if (stepText !== undefined) {
    const parsed = parseNumber(stepText, { min: 0, max: 0 });
    if (parsed.value === undefined) return parsed;
    step = parsed.value;
    if (to === undefined) end = field.max;
    if (step > 1) star = false;
  }
  if (start < field.min) return { error: `beginning of range (${start}) below minimum (${field.min}): ${expression}` };
  if (end > field.max) return { error: `end of range (${end}) above maximum (${field.max}): ${expression}` };
  if (start > end) return { error: `beginning of range (${start}) beyond end of range (${end}): ${expression}` };
  if (step === 0) return { error: `step of range should be a positive number: ${expression}` };
  const values = new Set<number>();
  for (let value = start; value <= end; value += step) values.add(value);
  return { value: { values, star } };
}

function parseNumber(text: string, field: Field): Parsed<number> {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return { value: named + field.min };
  const number = atoi(text);
  if (number.value === undefined) return { error: `failed to parse int from ${text}: ${number.error}` };
  if (number.value < 0) return { error: `negative number (${number.value}) not allowed: ${text}` };
  return { value: number.value };
}

class Schedule implements CronSchedule {
  private readonly minute: Values;
  private readonly hour: Values;
  private readonly dayOfMonth: Values;
  private readonly month: Values;
  private readonly dayOfWeek: Values;

  constructor(
    parts: readonly Values[],
    private readonly zone: string | undefined,
  ) {
    const [minute, hour, dayOfMonth, month, dayOfWeek] = parts;
    if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek) throw new RangeError('a schedule has five fields');
    this.minute = minute;
    this.hour = hour;
    this.dayOfMonth = dayOfMonth;
    this.month = month;
    this.dayOfWeek = dayOfWeek;
  }

  next(after: number): number | undefined {
    // Days are walked on the wall clock of the zone; within a day, real hours and minutes are, so that a change of
    // the clock skips and repeats what it does there.
    const shift = (instant: number) => (this.zone === undefined ? 0 : offsetAt(this.zone, instant));
    const wall = (instant: number) => new Date(instant + shift(instant));
    const first = Math.floor(after / 1000) * 1000 + 1000;
    const lastYear = wall(first).getUTCFullYear() + 5;
    let instant = Math.ceil(first / MINUTE) * MINUTE;
    for (;;) {
      const clock = wall(instant);
      if (clock.getUTCFullYear() > lastYear) return undefined;
      if (!this.month.values.has(clock.getUTCMonth() + 1)) {
        instant = this.startOf(clock.getUTCFullYear(), clock.getUTCMonth() + 1, 1, shift);
      } else if (!this.fitsDay(clock)) {
        instant = this.startOf(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate() + 1, shift);
      } else if (!this.hour.values.has(clock.getUTCHours())) {
        instant += HOUR - (clock.getTime() % HOUR);
      } else if (!this.minute.values.has(clock.getUTCMinutes())) {
        instant += MINUTE;
      } else {
        return instant;
      }
    }
  }

  /** The instant at which a day begins in the zone, or the first one after a gap at midnight. */
  private startOf(year: number, month: number, day: number, shift: (instant: number) => number): number {
    const midnight = Date.UTC(year, month, day);
    const guess = midnight - shift(midnight);
    return midnight - shift(guess);
  }

  private fitsDay(clock: Date): boolean {
    const inMonth = this.dayOfMonth.values.has(clock.getUTCDate());
    const inWeek = this.dayOfWeek.values.has(clock.getUTCDay());
    return this.dayOfMonth.star || this.dayOfWeek.star ? inMonth && inWeek : inMonth || inWeek;
  }
}
