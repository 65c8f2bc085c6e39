import { fields, list, text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import type { Judgement } from './judgement';

/** The most rights that are listed. */
const MOST = 12;

export const judgement: Judgement = {
  name: 'rights-widen',
  group: 'note',
  summary: 'Somebody gets rights on the whole cluster, or in a namespace of others, that they did not have.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { change, before: own, movedFrom, after } of pair.objects) {
        if (!after || change === 'same' || after.group !== 'rbac.authorization.k8s.io') continue;
        const before = own ?? movedFrom;
        const { kind, namespace, application } = after;
        // What an Application gives in its own namespace is its own affair.
        if (/^Role/.test(kind) && namespace === application.destination.namespace) continue;
        const details = /Role$/.test(kind) ? newRights(before, after) : newSubjects(before, after);
        if (details.length === 0) continue;
        const shown = details.slice(0, MOST);
        const where = kind.startsWith('Cluster') ? 'on the whole cluster' : `in the namespace ${namespace}`;
        tell({
          severity: 'note',
          application: pair,
          object: after,
          happens: `gives ${before ? 'more ' : ''}rights ${where}`,
          details: details.length > MOST ? [...shown, `and ${details.length - MOST} more`] : shown,
        });
      }
    }
  },
};

/** One thing that may be done: a verb on a kind of things. */
interface Right {
  readonly verb: string;
  /** `apps/deployments`, `secrets (only web-tls)`, `URL /metrics`. */
  readonly on: string;
  /** What it covers, with `*`. */
  readonly group: string;
  readonly resource: string;
  /** `''` for all. */
  readonly only: string;
}

function rightsOf(role: RenderedResource | undefined): readonly Right[] {
  return list(role?.resource.object.rules)
    .map(fields)
    .flatMap((rule) => {
      const verbs = list(rule.verbs).map(text);
      const names = list(rule.resourceNames).map(text);
      const urls = list(rule.nonResourceURLs).map(text);
      const kinds = list(rule.apiGroups)
        .map(text)
        .flatMap((group) => list(rule.resources).map((one) => ({ group, resource: text(one) })));
      const onUrls = urls.map((url) => ({ group: 'URL', resource: url, only: '', on: `URL ${url}` }));
      const onKinds = kinds.flatMap(({ group, resource }) => {
        const on = group === '' ? resource : `${group}/${resource}`;
        if (names.length === 0) return [{ group, resource, only: '', on }];
        return names.map((only) => ({ group, resource, only, on: `${on} (only ${only})` }));
      });
      return [...onUrls, ...onKinds].flatMap((one) => verbs.map((verb) => ({ ...one, verb })));
    });
}

/** What is new, verbs together: `get, list, watch: secrets`. */
function newRights(before: RenderedResource | undefined, after: RenderedResource): readonly string[] {
  const known = rightsOf(before);
  const byThing = new Map<string, string[]>();
  for (const right of rightsOf(after)) {
    if (known.some((one) => covers(one, right))) continue;
    const verbs = byThing.get(right.on) ?? [];
    if (!verbs.includes(right.verb)) verbs.push(right.verb);
    byThing.set(right.on, verbs);
  }
  const byVerbs = new Map<string, string[]>();
  for (const [on, verbs] of byThing) {
    const key = verbs.join(', ');
    byVerbs.set(key, [...(byVerbs.get(key) ?? []), on]);
  }
  return [...byVerbs].map(([verbs, things]) => `${verbs}: ${things.join(', ')}`);
}

function covers(known: Right, right: Right): boolean {
  const fits = (pattern: string, value: string) => pattern === '*' || pattern === value;
  if (!fits(known.verb, right.verb) || (known.only !== '' && known.only !== right.only)) return false;
  if ((known.group === 'URL') !== (right.group === 'URL')) return false;
  if (known.group === 'URL')
    return known.resource.endsWith('*')
      ? right.resource.startsWith(known.resource.slice(0, -1))
      : known.resource === right.resource;
  return fits(known.group, right.group) && fits(known.resource, right.resource);
}

function newSubjects(before: RenderedResource | undefined, after: RenderedResource): readonly string[] {
  const subjects = (binding: RenderedResource | undefined) =>
    list(binding?.resource.object.subjects)
      .map(fields)
      .map(
        ({ kind, namespace, name }) =>
          `${text(kind)} ${text(namespace) === '' ? '' : `${text(namespace)}/`}${text(name)}`,
      );
  const role = (binding: RenderedResource | undefined) => {
    const { kind, name } = fields(binding?.resource.object.roleRef);
    return `${text(kind)} ${text(name)}`;
  };
  const known = new Set(role(before) === role(after) ? subjects(before) : []);
  return subjects(after)
    .filter((one) => !known.has(one))
    .map((one) => `${one} gets ${role(after)}`);
}
