import { fields, list, text } from '../../argocd/model/resource';
import type { Fields, RenderedResource } from '../../argocd/model/types';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'service-changes',
  group: 'interrupts',
  summary: 'A Service is reached by another port, or leads to other pods.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { before: own, movedFrom, after, fields: changed } of pair.objects) {
        const before = own ?? movedFrom;
        if (!before || !after || changed.length === 0 || after.kind !== 'Service' || after.group !== '') continue;
        const details = differences(before, after);
        if (details.length === 0) continue;
        tell({
          severity: 'interrupts',
          application: pair,
          object: after,
          pointer: ['spec'],
          happens: 'is reached otherwise: who uses it has to follow',
          details,
        });
      }
    }
  },
};

function differences(before: RenderedResource, after: RenderedResource): readonly string[] {
  const [old, now] = [fields(before.resource.object.spec), fields(after.resource.object.spec)];
  const found: string[] = [];
  const type = (spec: Fields) => text(spec.type) || 'ClusterIP';
  if (type(old) !== type(now)) found.push(`type: ${type(old)} → ${type(now)}`);
  if (labels(old.selector) !== labels(now.selector))
    found.push(`selector: ${labels(old.selector) || 'none'} → ${labels(now.selector) || 'none'}`);
  if (text(old.externalName) !== text(now.externalName))
    found.push(`externalName: ${text(old.externalName) || 'none'} → ${text(now.externalName) || 'none'}`);
  const ports = portsOf(now);
  for (const [name, port] of portsOf(old)) {
    const other = ports.get(name);
    if (!other) found.push(`port ${port.number}${name === '' ? '' : ` (${name})`} is gone`);
    else {
      if (other.number !== port.number)
        found.push(`port${name === '' ? '' : ` ${name}`}: ${port.number} → ${other.number}`);
      if (other.target !== port.target)
        found.push(`targetPort${name === '' ? '' : ` of ${name}`}: ${port.target} → ${other.target}`);
    }
  }
  return found;
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
