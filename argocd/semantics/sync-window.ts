import type { SyncWindow } from './app-project';
import { type CronSchedule, parseCron } from './cron';
import { matchGlob } from './glob';
import { parseGoDuration } from './go-duration';
import { type Parsed, toBytes } from './go-text';
import { offsetAt } from './time-zone';
import { ArgoCdVersion } from './version';

/**
 * The parts of an Application that a sync window looks at: the destination as written, not the cluster that it means.
 */
export interface WindowTarget {
  readonly name: string;
  readonly destination: { readonly server?: string; readonly name?: string; readonly namespace?: string };
}

/** Globs only: unlike in destinations, a leading `!` has no meaning here. */
const matchesAny = (globs: readonly string[], text: string): boolean =>
  globs.some((glob) => glob === '*' || matchGlob(glob, text));

/**
 * Whether a window applies to an Application: any of the given lists matches, or with `andOperator` all of them.
 *
 * The name of a cluster matches only an Application that is written with `destination.name`, an URL only one that is
 * written with `destination.server`.
 */
export function windowMatches(window: SyncWindow, target: WindowTarget): boolean {
  const { applications, clusters, namespaces } = window;
  const and = window.andOperator === true;
  let matched = false;
  let given = false;
  if (applications?.length) {
    given = true;
    matched = matchesAny(applications, target.name);
  }
  if (and && given && !matched) return false;
  if (!and && matched) return true;
  if (clusters?.length) {
    given = true;
    const { name = '', server = '' } = target.destination;
    matched = (name !== '' && matchesAny(clusters, name)) || (server !== '' && matchesAny(clusters, server));
  }
  if (and && given && !matched) return false;
  if (!and && matched) return true;
  if (namespaces?.length) matched = matchesAny(namespaces, target.destination.namespace ?? '');
  return matched;
}

/**
 * All errors that Argo CD finds in a window, with its own messages. `ValidateProject` names the first; the controller,
 * which never validates, fails on the second and third when it decides whether to sync.
 */
export function windowErrors(window: SyncWindow): string[] {
  const { kind = '', schedule = '', duration = '', description = '' } = window;
  const errors: string[] = [];
  if (kind !== 'allow' && kind !== 'deny') errors.push(`kind '${kind}' mismatch: can only be allow or deny`);
  const cron = parseCron(schedule);
  if (cron.error !== undefined) errors.push(`cannot parse schedule '${schedule}': ${cron.error}`);
  const length = parseGoDuration(duration);
  if (length.error !== undefined) errors.push(`cannot parse duration '${duration}': ${length.error}`);
  if (toBytes(description).length > 255) errors.push('description must not exceed 255 characters');
  return errors;
}

function read(window: SyncWindow): Parsed<{ schedule: CronSchedule; duration: number }> {
  const { schedule = '', duration = '' } = window;
  const cron = parseCron(schedule);
  if (cron.value === undefined) return { error: `cannot parse schedule '${schedule}': ${cron.error}` };
  const length = parseGoDuration(duration);
  if (length.value === undefined) return { error: `cannot parse duration '${duration}': ${length.error}` };
  return { value: { schedule: cron.value, duration: Number(length.value) / 1e6 } };
}

/**
 * Whether a window is open at an instant.
 *
 * A schedule that never matches (30 February) counts as always open: Argo CD compares with the zero time.
 *
 * @param at milliseconds since 1970
 * @param clock the instant whose offset from UTC is taken for the window's time zone
 */
export function isWindowActive(window: SyncWindow, at: number, clock: number = at): Parsed<boolean> {
  const parsed = read(window);
  if (parsed.value === undefined) return parsed;
  const { schedule, duration } = parsed.value;
  const local = at + offsetAt(window.timeZone ?? '', clock);
  const next = schedule.next(local - duration);
  return { value: next === undefined || next < local };
}

/** When and how a sync would start. */
export interface SyncAttempt {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** @default false, an automated sync */
  readonly manual?: boolean;
  /** When the operation began, if it is running already. @default it has not begun */
  readonly startedAt?: number;
  /** @default the newest known */
  readonly version?: ArgoCdVersion;
}

/**
 * Whether the windows that apply to an Application let it sync: an active deny blocks, an active allow lets pass, and
 * allow windows that are all closed block. `manualSync` on all that block lets a manual sync pass; since 3.5
 * `syncOverrun` on all of them lets a sync go on that was allowed when it began.
 *
 * @returns Argo CD's error if a window cannot be parsed; it then does not sync
 */
export function canSync(windows: readonly SyncWindow[], attempt: SyncAttempt): Parsed<boolean> {
  const { now, manual = false, startedAt, version = ArgoCdVersion.LATEST } = attempt;
  const decision = decide(windows, now, now, manual);
  if (decision.value === undefined) return decision;
  const { allowed, blocking } = decision.value;
  if (allowed || startedAt === undefined || !version.hasSyncOverrun) return { value: allowed };
  if (!blocking.every((window) => window.syncOverrun === true)) return { value: false };
  const before = decide(windows, startedAt, now, manual);
  return before.value === undefined ? before : { value: before.value.allowed };
}

interface Decision {
  readonly allowed: boolean;
  readonly blocking: readonly SyncWindow[];
}

function decide(windows: readonly SyncWindow[], at: number, clock: number, manual: boolean): Parsed<Decision> {
  const active: SyncWindow[] = [];
  for (const window of windows) {
    const open = isWindowActive(window, at, clock);
    if (open.value === undefined) return { error: `invalid sync windows: ${open.error}` };
    if (open.value) active.push(window);
  }
  const denies = active.filter((window) => window.kind === 'deny');
  if (denies.length > 0) return { value: block(denies, manual) };
  if (active.some((window) => window.kind === 'allow')) return { value: { allowed: true, blocking: [] } };
  const closed = windows.filter((window) => window.kind === 'allow' && !active.includes(window));
  return { value: closed.length > 0 ? block(closed, manual) : { allowed: true, blocking: [] } };
}

function block(blocking: readonly SyncWindow[], manual: boolean): Decision {
  return { allowed: manual && blocking.every((window) => window.manualSync === true), blocking };
}
