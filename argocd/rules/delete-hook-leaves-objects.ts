import { isHook } from '../analysis/steps';
import { some } from '../analysis/words';
import type { Application } from '../model/types';
import { fields, list, type Rule, text } from '../rule';
import { cascadeDeletion } from '../semantics/finalizers';
import { deleteHooks } from '../semantics/sync-phase';

export const rule: Rule = {
  name: 'delete-hook-leaves-objects',
  severity: 'warn',
  summary: 'A hook cleans up when an Application is removed from Git, and what the Application deployed stays.',
  check(model, report) {
    for (const application of model.applications) {
      const { name, resources } = application;
      if (!isPruned(application) || deletesObjects(application)) continue;
      const hooks = resources.filter(({ resource }) => deleteHooks(resource.annotations).length > 0);
      const kept = resources.filter(({ resource }) => !isHook(resource)).length;
      const [first] = hooks;
      if (!first || kept === 0) continue;
      const titles = hooks.map((one) => `${deleteHooks(one.resource.annotations)[0]} hook ${one.kind} ${one.name}`);
      report.find({
        message:
          `${some(titles)} of Application ${name} will run when the Application is removed from Git, but its ` +
          `${kept === 1 ? 'other object stays' : `${kept} other objects stay`}: it has no resources finalizer`,
        fix:
          'If they are to go with it, add the finalizer resources-finalizer.argocd.argoproj.io to metadata.finalizers of the ' +
          'Application (whenRemoved: delete); if they are to stay, leave the hook out.',
        resource: first.resource,
        pointer: ['metadata', 'annotations'],
        on: 'key',
      });
    }
  },
};

/** Whether an Application goes when it leaves Git. One that somebody deletes by hand may be given the finalizer then. */
function isPruned({ parents, generatedBy }: Application): boolean {
  return generatedBy === undefined && parents.some(({ automated, prune }) => automated && prune);
}

function deletesObjects({ resource }: Application): boolean {
  return cascadeDeletion(list(fields(resource.object.metadata).finalizers).map(text)) !== 'none';
}
