import { exportedFields } from '../analysis/cluster-export';
import { place } from '../analysis/words';
import type { Application } from '../model/types';
import type { Reporter, Rule } from '../rule';

export const rule: Rule = {
  name: 'application-repeated',
  severity: 'silent',
  summary: 'Two Applications have one name and namespace, so only one of them is there.',
  check(model, report) {
    const seen = new Map<string, Application>();
    for (const application of model.applications) {
      if (application.assumed || application.name === '') continue;
      // A copy from a cluster is there beside its source; `application-runtime-field` tells it as such.
      if (!application.generatedBy && exportedFields(application.resource).length > 0) continue;
      const { instance, namespace, name } = application;
      const key = [instance, namespace, name].join('\n');
      const first = seen.get(key);
      if (first) judge(first, application, report);
      else seen.set(key, application);
    }
  },
};

/** What a third Application renders (a root) is told by `resource-repeated` and `resource-shared`. */
function judge(first: Application, second: Application, report: Reporter): void {
  const [a, b] = [first.generatedBy?.applicationSet, second.generatedBy?.applicationSet];
  if (a && b && a === b) return;
  if (!a && first.parents.length > 0 && !b && second.parents.length > 0) return;
  if (JSON.stringify(first.resource.object) === JSON.stringify(second.resource.object)) return;
  const name = `${second.namespace}/${second.name}`;
  const where = place(first.resource, ['metadata', 'name']);
  if (a && b) {
    report.find({
      severity: 'refuse',
      message: `Object ${name} is already owned by another ApplicationSet controller ${a.name}: ApplicationSet ${b.name} generates it too (${where})`,
      fix: 'Put something into spec.template.metadata.name that tells the two ApplicationSets apart.',
      resource: b.resource,
      pointer: ['spec', 'template', 'metadata', 'name'],
    });
    return;
  }
  if (!sameFolder(first, second)) return;
  const sameFile = first.resource.origin.name === second.resource.origin.name;
  report.find({
    // Of two files in one folder, only one may be meant for a cluster.
    severity: sameFile || a || b ? 'silent' : 'warn',
    message: `Application ${name} is declared twice (${where}): the one that is applied last replaces the other`,
    fix: 'Give one of them another name, or remove it.',
    resource: second.resource,
    pointer: ['metadata', 'name'],
  });
}

function sameFolder(a: Application, b: Application): boolean {
  const [one, other] = [a.resource.origin, b.resource.origin];
  const folder = (path = ''): string => path.slice(0, path.lastIndexOf('/') + 1);
  return one.tree === other.tree && folder(one.path) === folder(other.path);
}
