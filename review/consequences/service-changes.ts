import { podSpecOf } from '../../argocd/analysis/pods';
import { fields, list, text } from '../../argocd/model/resource';
import type { Fields, RenderedResource } from '../../argocd/model/types';
import type { Judgement } from './judgement';
import { containersOf } from './workloads';

export const judgement: Judgement = {
  name: 'service-changes',
  group: 'interrupts',
  summary: 'A Service is reached by another port, or leads to other pods.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { before: own, movedFrom, after, fields: changed } of pair.objects) {
        const before = own ?? movedFrom;
        if (!before || !after || changed.length === 0 || after.kind !== 'Service' || after.group !== '') continue;
        const { outside, inside } = differences(before, after);
        const details = [...outside, ...inside];
        if (details.length === 0) continue;
        tell({
          severity: 'interrupts',
          application: pair,
          object: after,
          pointer: ['spec'],
          happens:
            outside.length > 0
              ? 'is reached otherwise: who uses it has to follow'
              : 'leads to other pods, or to another port of them',
          details,
        });
      }
    }
  },
};

/** What differs for who uses the Service, and where it leads to. */
function differences(
  before: RenderedResource,
  after: RenderedResource,
): { readonly outside: readonly string[]; readonly inside: readonly string[] } {
  const [old, now] = [fields(before.resource.object.spec), fields(after.resource.object.spec)];
  const outside: string[] = [];
  const inside: string[] = [];
  const type = (spec: Fields) => text(spec.type) || 'ClusterIP';
  if (type(old) !== type(now)) outside.push(`type: ${type(old)} → ${type(now)}`);
  if (labels(old.selector) !== labels(now.selector))
    inside.push(`selector: ${labels(old.selector) || 'none'} → ${labels(now.selector) || 'none'}`);
  if (text(old.externalName) !== text(now.externalName))
    outside.push(`externalName: ${text(old.externalName) || 'none'} → ${text(now.externalName) || 'none'}`);
  const ports = portsOf(now);
  for (const [name, port] of portsOf(old)) {
    const other = ports.get(name);
    if (!other) outside.push(`port ${port.number}${name === '' ? '' : ` (${name})`} is gone`);
    else {
      if (other.number !== port.number)
        outside.push(`port${name === '' ? '' : ` ${name}`}: ${port.number} → ${other.number}`);
      if (portInPods(before, old, port.target) !== portInPods(after, now, other.target))
        inside.push(`targetPort${name === '' ? '' : ` of ${name}`}: ${port.target} → ${other.target}`);
    }
  }
  return { outside, inside };
}

/** The number behind a `targetPort` that is the name of a port, if the pods that the Service selects are at hand and agree. */
function portInPods({ namespace, application }: RenderedResource, { selector }: Fields, target: string): string {
  const wanted = Object.entries(fields(selector));
  if (/^\d+$/.test(target) || wanted.length === 0) return target;
  const numbers = application.resources
    .filter((one) => one.namespace === namespace)
    .flatMap((one) => {
      const pods = podSpecOf(one, one.resource.object);
      const found = fields(fields(fields(fields(one.resource.object.spec).template).metadata).labels);
      if (!pods || !wanted.every(([key, value]) => found[key] === value)) return [];
      const ports = containersOf(pods.spec).flatMap(({ ports }) => list(ports).map(fields));
      return [String(ports.find(({ name }) => name === target)?.containerPort ?? target)];
    });
  const [number = target, ...others] = new Set(numbers);
  return others.length === 0 ? number : target;
}

function labels(selector: unknown): string {
  return Object.entries(fields(selector))
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(', ');
}

/** By name, which only a Service of one port may leave out; those without one by their number. */
function portsOf(spec: Fields): ReadonlyMap<string, { readonly number: string; readonly target: string }> {
  const ports = list(spec.ports).map(fields);
  return new Map(
    ports.map((port) => {
      const number = `${String(port.port)}${text(port.protocol) === '' || port.protocol === 'TCP' ? '' : `/${port.protocol}`}`;
      const name = text(port.name) || (ports.length === 1 ? '' : number);
      return [name, { number, target: String(port.targetPort ?? port.port) }];
    }),
  );
}
