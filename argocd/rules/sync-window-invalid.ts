import { listed, some } from '../analysis/words';
import type { Application, AppProject, Fields, Pointer, Severity } from '../model/types';
import { fields, list, type Reporter, type Rule, show, text } from '../rule';
import type { SyncWindow } from '../semantics/app-project';
import { parseCron } from '../semantics/cron';
import { parseGoDuration } from '../semantics/go-duration';
import { windowErrors, windowMatches } from '../semantics/sync-window';
import { isTimeZone, similarTimeZone } from '../semantics/time-zone';
import { ArgoCdVersion } from '../semantics/version';

/** Which field an error of Argo CD is about, what follows from it, and how to fix it. */
const ERRORS: readonly [start: string, key: string, severity: Severity, effect: string, fix: string][] = [
  ["kind '", 'kind', 'silent', 'the window neither allows nor denies', 'Write `kind: allow` or `kind: deny`.'],
  [
    'cannot parse schedule',
    'schedule',
    'refuse',
    'no Application that the window applies to can sync',
    'Write the five fields minute, hour, day of month, month and day of week, for example `0 22 * * 1-5`.',
  ],
  [
    'cannot parse duration',
    'duration',
    'refuse',
    'no Application that the window applies to can sync',
    'Write hours, minutes and seconds, for example `8h` or `1h30m`; there is no unit for days.',
  ],
  [
    'description must not exceed',
    'description',
    'warn',
    'argocd-server refuses every edit of the project',
    'Shorten the description to 255 bytes.',
  ],
];

export const rule: Rule = {
  name: 'sync-window-invalid',
  severity: 'silent',
  summary: 'A sync window cannot be read, is never or always open, or does not apply to what it names.',
  check(model, report) {
    const version = ArgoCdVersion.parse(model.argocdVersion);
    for (const project of model.projects) {
      list(project.spec.syncWindows).forEach((item, index) => {
        const pointer = ['spec', 'syncWindows', index];
        const window = read(fields(item));
        judgeErrors(project, window, pointer, report);
        judgeTime(project, window, pointer, report);
        judgeClusters(project, window, pointer, report, version);
      });
    }
  },
};

function judgeErrors({ resource }: AppProject, window: SyncWindow, pointer: Pointer, report: Reporter): void {
  for (const error of windowErrors(window)) {
    const [, key = 'kind', severity, effect, fix = ''] = ERRORS.find(([start]) => error.startsWith(start)) ?? [];
    report.find({ message: `${error}: ${effect}`, fix, severity, resource, pointer: [...pointer, key] });
  }
}

function judgeTime({ resource }: AppProject, window: SyncWindow, pointer: Pointer, report: Reporter): void {
  const { schedule = '', duration = '', timeZone = '' } = window;
  if (!isTimeZone(timeZone)) {
    const meant = similarTimeZone(timeZone);
    report.find({
      message: `Invalid time zone ${timeZone} specified. Using UTC as default time zone`,
      fix: `Write a name of the IANA time zone database, such as Europe/Berlin.${meant ? ` Did you mean ${meant}?` : ''}`,
      resource,
      pointer: [...pointer, 'timeZone'],
    });
  }
  const cron = parseCron(schedule).value;
  if (cron && cron.next(0) === undefined) {
    report.find({
      message: `schedule '${schedule}' never comes, and Argo CD takes a window that never comes for one that is always open`,
      fix: 'Write a day that exists in that month.',
      resource,
      pointer: [...pointer, 'schedule'],
    });
  }
  const length = parseGoDuration(duration).value;
  if (length !== undefined && length <= 0n) {
    report.find({
      message: `duration '${duration}' is over as soon as it begins: the window is never open`,
      fix: 'Write for how long the window is open, for example `8h`.',
      resource,
      pointer: [...pointer, 'duration'],
    });
  }
}

/** A window names a cluster as the Application writes it: by name or by server, and not by the other of the two. */
function judgeClusters(
  project: AppProject,
  window: SyncWindow,
  pointer: Pointer,
  report: Reporter,
  version?: ArgoCdVersion,
): void {
  const { clusters } = window;
  if (!clusters?.length) return;
  const missed = project.applications.filter((application) => isMissed(application, window, version));
  const [first] = missed;
  if (!first) return;
  const { name, server } = first.destination;
  const [written, other] = server === '' ? [`name: ${name}`, 'server'] : [`server: ${server}`, 'name'];
  report.find({
    message:
      `clusters: ${listed(clusters)} does not apply to ${some(missed.map((application) => application.name))}: the ` +
      `destination is written as ${written}, and a window compares what is written, not the ${other} of the same cluster`,
    fix: `Add the item \`- ${show(server === '' ? name : server)}\` to clusters of the window.`,
    resource: project.resource,
    pointer: [...pointer, 'clusters'],
  });
}

/** Whether the window would apply if the Application had named its cluster the other way. */
function isMissed({ name, destination }: Application, window: SyncWindow, version?: ArgoCdVersion): boolean {
  const { cluster, namespace } = destination;
  if (!cluster || windowMatches(window, { name, destination }, version)) return false;
  const other = destination.server === '' ? { server: cluster.server } : { name: cluster.name };
  return windowMatches(window, { name, destination: { ...other, namespace } }, version);
}

/** A window with strings only where Argo CD expects strings; the API server refuses anything else. */
function read(item: Fields): SyncWindow {
  const texts = (value: unknown) => list(value).map(text);
  return {
    kind: text(item.kind),
    schedule: text(item.schedule),
    duration: text(item.duration),
    timeZone: text(item.timeZone),
    description: text(item.description),
    applications: texts(item.applications),
    namespaces: texts(item.namespaces),
    clusters: texts(item.clusters),
    andOperator: item.andOperator === true,
  };
}
