import { type NodePort, nodePortsOf } from '../analysis/node-ports';
import { placeIn } from '../analysis/words';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'node-port-clash',
  severity: 'refuse',
  summary: 'Two Services ask for the same node port of the same cluster, and the API server refuses the second.',
  check(model, report) {
    const taken = new Map<string, NodePort>();
    for (const one of nodePortsOf(model)) {
      const { port, protocol, application, owner, resource, origin, pointer } = one;
      const { server, name } = application.destination.resolved;
      const cluster = server ?? (name === undefined ? undefined : `name ${name}`);
      if (cluster === undefined) continue;
      const key = [application.instance, cluster, port, protocol].join('\n');
      const first = taken.get(key);
      if (!first) taken.set(key, one);
      // One Service rendered by two Applications is a resource-shared, and a port is its own.
      else if (first.owner !== owner) {
        report.find({
          message: `${owner} asks for node port ${port}, which ${first.owner} has (${placeIn(first.origin, first.pointer)}): Invalid value: ${port}: provided port is already allocated`,
          fix: 'Give one of the two another node port, or none to have the API server choose.',
          resource,
          origin,
          pointer,
        });
      }
    }
  },
};
