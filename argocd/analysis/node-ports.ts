import { fields, list, text } from '../model/resource';
import type { Application, Model, Origin, Pointer, Resource } from '../model/types';

/** A port that a Service asks for on every node. */
export interface NodePort {
  readonly port: number;
  readonly protocol: string;
  readonly application: Application;
  readonly resource: Resource;
  readonly origin: Origin;
  readonly pointer: Pointer;
  /** `Service default/web`, or the value of a Helm chart. */
  readonly owner: string;
}

/**
 * The node ports that Applications ask for: those of their Services, and those in the values of Helm charts at hand
 * where the Service around them is of a type that has node ports.
 */
export function nodePortsOf({ applications }: Model): readonly NodePort[] {
  const found: NodePort[] = [];
  for (const application of applications) {
    for (const { kind, group, resource, namespace, name } of application.resources) {
      if (kind !== 'Service' || group !== '') continue;
      const spec = fields(resource.object.spec);
      if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') continue;
      const add = (port: unknown, protocol: string, pointer: Pointer): void => {
        if (typeof port !== 'number' || port === 0) return;
        found.push({
          port,
          protocol,
          application,
          resource,
          origin: resource.origin,
          pointer,
          owner: `Service ${namespace}/${name}`,
        });
      };
      for (const [index, one] of list(spec.ports).map(fields).entries()) {
        add(one.nodePort, text(one.protocol) || 'TCP', ['spec', 'ports', index, 'nodePort']);
      }
      add(spec.healthCheckNodePort, 'TCP', ['spec', 'healthCheckNodePort']);
    }
    for (const { values, renderedBy } of application.sources) {
      // What is rendered has the Services themselves.
      if (renderedBy === 'helm') continue;
      // Only the strongest values are sure to hold.
      const top = values.at(-1);
      if (!top || top.inString) continue;
      walk(top.fields, [], '', (port, path) => {
        const owner = `value ${path.join('.')} of Application ${application.name}`;
        const pointer = [...top.pointer, ...path];
        found.push({
          port,
          protocol: 'TCP',
          application,
          resource: application.resource,
          origin: top.origin,
          pointer,
          owner,
        });
      });
    }
  }
  return found;
}

/** Finds `nodePort`, `nodePortHttp`, `nodePorts.http` … below a `type` that has node ports. */
function walk(
  value: unknown,
  path: readonly string[],
  type: string,
  found: (port: number, path: readonly string[]) => void,
): void {
  const map = fields(value);
  const inner = typeof map.type === 'string' ? map.type.toLowerCase() : type;
  for (const [key, one] of Object.entries(map)) {
    const at = [...path, key];
    if (typeof one !== 'number') walk(one, at, inner, found);
    else if (
      (inner === 'nodeport' || inner === 'loadbalancer') &&
      (/^nodeport/i.test(key) || path.at(-1)?.toLowerCase() === 'nodeports')
    ) {
      if (one !== 0) found(one, at);
    }
  }
}
