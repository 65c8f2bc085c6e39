import { podSpecOf } from '../../argocd/analysis/pods';
import { fields, list, text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import type { Judgement } from './judgement';
import { containersOf } from './workloads';

export const judgement: Judgement = {
  name: 'host-access',
  group: 'note',
  summary: 'Pods get access to their node that they did not have.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { change, before: own, movedFrom, after } of pair.objects) {
        if (!after || change === 'same') continue;
        const known = new Set(accessOf(own ?? movedFrom));
        const details = accessOf(after).filter((one) => !known.has(one));
        if (details.length === 0) continue;
        tell({
          severity: 'note',
          application: pair,
          object: after,
          happens: 'gets access to the node',
          details: [...new Set(details)],
        });
      }
    }
  },
};

function accessOf(rendered: RenderedResource | undefined): readonly string[] {
  const pods = rendered && podSpecOf(rendered, rendered.resource.object);
  if (!pods) return [];
  const { spec } = pods;
  const found: string[] = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => spec[name] === true);
  for (const volume of list(spec.volumes).map(fields)) {
    const path = text(fields(volume.hostPath).path);
    if (path !== '') found.push(`hostPath ${path}`);
  }
  for (const container of containersOf(spec)) {
    const name = text(container.name);
    const security = fields(container.securityContext);
    if (security.privileged === true) found.push(`container ${name}: privileged`);
    for (const capability of list(fields(security.capabilities).add).map(text))
      found.push(`container ${name}: capability ${capability}`);
    for (const { hostPort } of list(container.ports).map(fields))
      if (typeof hostPort === 'number' && hostPort > 0) found.push(`container ${name}: hostPort ${hostPort}`);
  }
  return found;
}
