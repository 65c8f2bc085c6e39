import { nodePortsOf } from '../../argocd/analysis/node-ports';
import type { Model } from '../../argocd/model/types';
import type { ApplicationPair, Comparison } from '../compare/comparison';
import type { FieldChange } from '../objects/changed-fields';
import { shownObject, shownPath } from '../print/words';
import type { Judgement } from './judgement';

/** The most that is listed of what follows, and of what does not. */
const MOST = 10;

export const judgement: Judgement = {
  name: 'node-port-moves',
  group: 'interrupts',
  summary: 'What is reached by a port of the nodes is reached by another one.',
  judge(comparison, tell) {
    const before = portsOf(comparison.before.model);
    for (const [key, now] of portsOf(comparison.after.model)) {
      const old = before.get(key);
      if (!old || old.port === now.port) continue;
      const pair = comparison.pairOf(now.application);
      const follow = followers(comparison, old.port, now.port);
      const stay = stayers(comparison, old.port);
      tell({
        severity: 'interrupts',
        application: pair,
        resource: now.resource,
        ...(now.origin === now.resource.origin ? { pointer: now.pointer } : {}),
        happens: `moves a port of every node: ${old.port} → ${now.port}${now.owner === shownObject(now.resource) ? '' : ` (${now.owner})`}`,
        details: [
          ...(follow.length === 0
            ? ['Nothing else in this change follows it.']
            : [`With it change: ${listed(follow)}.`]),
          ...(stay.length === 0 ? [] : [`These still name ${old.port}: ${listed(stay)}.`]),
        ],
        advice: `Let what reaches ${old.port} follow: image references, hosts.toml of the nodes, firewalls, bookmarks.`,
      });
    }
  },
};

/** The ports by what asks for them: the place in the object or in the values. */
function portsOf(model: Model) {
  return new Map(
    nodePortsOf(model).map((port) => [`${port.owner}\n${port.protocol}\n${port.pointer.join('.')}`, port]),
  );
}

/** A port behind a host or a name: `10.0.24.28:30002/`. */
function names(value: unknown, port: number): boolean {
  return new RegExp(`:${port}(?!\\d)`).test(JSON.stringify(value ?? ''));
}

/** What changes from one port to the other. */
function followers({ applications }: Comparison, old: number, now: number): readonly string[] {
  const follows = ({ before, after }: FieldChange) => names(before, old) && names(after, now);
  return applications.flatMap((pair) => [
    ...pair.objects.flatMap(({ after, fields }) => (after && fields.some(follows) ? [shownObject(after)] : [])),
    ...pair.values.filter(follows).map(({ path }) => `value ${shownPath(path)} of Application ${pair.name}`),
  ]);
}

/** What names the old port behind a host still. */
function stayers({ applications }: Comparison, old: number): readonly string[] {
  const behindHost = new RegExp(`[\\w.-]+\\.[\\w-]+:${old}(?!\\d)`);
  const found = ({ after, change }: ApplicationPair) =>
    change === 'gone' || !after
      ? []
      : after.resources.filter(({ resource }) => behindHost.test(JSON.stringify(resource.object)));
  return applications.flatMap((pair) => found(pair).map(shownObject));
}

function listed(names: readonly string[]): string {
  const all = [...new Set(names)];
  const shown = all.slice(0, MOST).join(', ');
  return all.length > MOST ? `${shown} and ${all.length - MOST} more` : shown;
}
