import { nodePortsOf } from '../analysis/node-ports';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'node-port-out-of-range',
  severity: 'refuse',
  summary: 'A Service asks for a node port that the API server does not give out.',
  check(model, report) {
    for (const { port, owner, resource, origin, pointer } of nodePortsOf(model)) {
      if (port >= 30_000 && port <= 32_767) continue;
      report.find({
        message: `${owner} asks for node port ${port}: Invalid value: ${port}: provided port is not in the valid range. The range of valid ports is 30000-32767`,
        fix: 'Choose a port from 30000 to 32767 (unless the API server runs with another --service-node-port-range).',
        resource,
        origin,
        pointer,
      });
    }
  },
};
