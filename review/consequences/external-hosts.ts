import { isMap } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import type { ApplicationPair } from '../compare/comparison';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'external-hosts',
  group: 'note',
  summary: 'A host outside of the cluster is named that nothing named before.',
  judge({ applications }, tell) {
    const found = applications.flatMap((pair) => newHosts(pair).map((one) => ({ pair, ...one })));
    if (found.length === 0) return;
    const known = new Set<string>();
    for (const { before } of applications)
      for (const rendered of before?.resources ?? []) for (const host of hostsOf(rendered)) known.add(host);
    // A host that the platform itself answers to is written without a scheme: in an Ingress, a route, the settings of a tunnel.
    let specs: readonly string[] | undefined;
    const isServed = (host: string): boolean => {
      specs ??= applications.flatMap(({ before }) => (before?.resources ?? []).map(writtenIn));
      return specs.some((text) => text.includes(host));
    };
    for (const { pair, object, hosts } of found) {
      const fresh = hosts.filter((host) => !known.has(host) && !isServed(host));
      if (fresh.length === 0) continue;
      tell({
        severity: 'note',
        application: pair,
        object,
        happens: 'names hosts outside of the cluster that nothing named before',
        details: fresh,
      });
    }
  },
};

/** The hosts of what changes. */
function newHosts({ objects }: ApplicationPair): readonly { object: RenderedResource; hosts: readonly string[] }[] {
  return objects.flatMap(({ change, after }) => {
    if (!after || change === 'same') return [];
    const hosts = [...hostsOf(after)];
    return hosts.length === 0 ? [] : [{ object: after, hosts }];
  });
}

const URL_HOST =
  /\b(?:https?|oci|ssh|git|rediss?|postgres(?:ql)?|amqps?|mongodb(?:\+srv)?|mysql|tcp|ldaps?|smtps?|s3):\/\/(?:[^\s/@"']{0,200}@)?([a-z0-9][a-z0-9.-]{0,252}\.[a-z]{2,63}|\d{1,3}(?:\.\d{1,3}){3})\b/gi;

/** All that an object says, but for its metadata. */
function writtenIn({ kind, resource: { object } }: RenderedResource): string {
  if (kind === 'CustomResourceDefinition' || kind === 'Secret') return '';
  const { metadata: _, status: __, ...rest } = object;
  return JSON.stringify(rest).toLowerCase();
}

/** Only what the object does: documentation in annotations and in definitions names hosts that nobody asks. */
function hostsOf({ kind, resource: { object } }: RenderedResource): ReadonlySet<string> {
  const found = new Set<string>();
  if (kind === 'CustomResourceDefinition' || kind === 'Secret') return found;
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (!value.includes('://')) return;
      for (const [, host = ''] of value.matchAll(URL_HOST))
        if (!isInside(host.toLowerCase())) found.add(host.toLowerCase());
    } else if (Array.isArray(value)) value.forEach(walk);
    else if (isMap(value)) Object.values(value).forEach(walk);
  };
  for (const [key, value] of Object.entries(object)) if (key !== 'metadata' && key !== 'status') walk(value);
  return found;
}

/** Names of Services, and private addresses. */
function isInside(host: string): boolean {
  return /\.svc$|\.svc\.|\.local$|\.internal$|^(?:10|127)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(host);
}
