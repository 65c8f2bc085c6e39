import type { SyncWindow } from './app-project';
import { parseCron } from './cron';
import { matchGlob } from './glob';
import { parseGoDuration } from './go-duration';
import { toBytes } from './go-text';
import type { ArgoCdVersion } from './version';

/**
 * The parts of an Application that a sync window looks at: the destination as written, not the cluster that it means.
 */
export interface WindowTarget {
  readonly name: string;
  readonly destination: { readonly server?: string; readonly name?: string; readonly namespace?: string };
}

/** Globs only: unlike in destinations, a leading `!` has no meaning here. */
const matchesAny = (globs: readonly string[], text: string, version?: ArgoCdVersion): boolean =>
  globs.some((glob) => glob === '*' || matchGlob(glob, text, '', version));

/**
 * Whether a window applies to an Application: any of the given lists matches, or with `andOperator` all of them.
 *
 * The name of a cluster matches only an Application that is written with `destination.name`, an URL only one that is
 * written with `destination.server`.
 */
export function windowMatches(window: SyncWindow, target: WindowTarget, version?: ArgoCdVersion): boolean {
  const { applications, clusters, namespaces } = window;
  const and = window.andOperator === true;
  let matched = false;
  let given = false;
  if (applications?.length) {
    given = true;
    matched = matchesAny(applications, target.name, version);
  }
  if (and && given && !matched) return false;
  if (!and && matched) return true;
  if (clusters?.length) {
    given = true;
    const { name = '', server = '' } = target.destination;
    matched = [name, server].some((one) => one !== '' && matchesAny(clusters, one, version));
  }
  if (and && given && !matched) return false;
  if (!and && matched) return true;
  if (namespaces?.length) matched = matchesAny(namespaces, target.destination.namespace ?? '', version);
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
