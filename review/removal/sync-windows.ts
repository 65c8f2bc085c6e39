import { fields, list, text } from '../../argocd/model/resource';
import type { Application, Model } from '../../argocd/model/types';
import { windowMatches } from '../../argocd/semantics/sync-window';
import { ArgoCdVersion } from '../../argocd/semantics/version';

/**
 * The sync windows of its project that apply to an Application, a few words each: `deny 0 8 * * * for 10h`. Whether one is open
 * is a matter of the time, so nothing is said about that.
 */
export function windowsOf({ name, project, destination }: Application, { argocdVersion }: Model): readonly string[] {
  const version = ArgoCdVersion.parse(argocdVersion);
  return list(project?.spec.syncWindows)
    .map(fields)
    .filter((window) => {
      const texts = (key: string) => list(window[key]).map(text);
      const of = {
        applications: texts('applications'),
        clusters: texts('clusters'),
        namespaces: texts('namespaces'),
        andOperator: window.andOperator === true,
      };
      return windowMatches(of, { name, destination }, version);
    })
    .map(({ kind, schedule, duration, timeZone }) => {
      const zone = text(timeZone);
      return `${text(kind)} ${text(schedule)} for ${text(duration)}${zone === '' ? '' : ` (${zone})`}`;
    });
}
