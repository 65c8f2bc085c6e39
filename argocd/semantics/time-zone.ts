import { ZONES_BY_AREA } from './time-zone-names';

const ZONES: ReadonlySet<string> = new Set(
  Object.entries(ZONES_BY_AREA).flatMap(([area, names]) =>
    names.split(/\s+/).map((name) => (area === '' ? name : `${area}/${name}`)),
  ),
);

/**
 * Whether Argo CD finds a time zone: its exact IANA name, or empty for UTC. Anything else (`CEST`, `+01:00`,
 * `europe/berlin`) makes it take UTC, with a line in its log.
 */
export function isTimeZone(name: string): boolean {
  return name === '' || name === 'UTC' || name === 'Local' || ZONES.has(name);
}

/** The zone that an unknown name probably means: the same letters in another case. */
export function similarTimeZone(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return [...ZONES].find((zone) => zone.toLowerCase() === wanted);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Milliseconds by which a zone is ahead of UTC at an instant. Argo CD runs in UTC, so `Local` is UTC; an unknown name
 * counts as UTC too.
 */
export function offsetAt(zone: string, instant: number): number {
  if (zone === '' || zone === 'UTC' || zone === 'Local' || !isTimeZone(zone)) return 0;
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      return 0; // known to IANA, but not to this build of Node.js
    }
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
