import { place, scalar } from '../analysis/words';
import type { AppProject, Fields } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';
import { matchGlob } from '../semantics/glob';

export const rule: Rule = {
  name: 'project-namespace-deny-ignored',
  severity: 'silent',
  summary:
    'A destination that denies a namespace names its cluster by name only: another destination allows the namespace.',
  check(model, report) {
    for (const project of model.projects) judge(project, report);
  },
};

function judge(project: AppProject, report: Reporter): void {
  const items = list(project.spec.destinations).map(fields);
  items.forEach((item, index) => {
    const namespace = text(item.namespace);
    const name = text(item.name);
    // With a server the denial is enforced wherever the server matches.
    if (!namespace.startsWith('!') || name === '' || name.startsWith('!') || text(item.server) !== '') return;
    const denied = namespace.slice(1);
    const other = items.findIndex((one, at) => at !== index && mayAllow(one, name, denied));
    if (other === -1) return;
    const pointer = ['spec', 'destinations', index];
    report.find({
      message:
        `destination {name: ${scalar(name)}, namespace: ${scalar(namespace)}} of AppProject ${project.name} does not deny ` +
        `namespace ${denied}: a denied namespace is enforced only where \`server\` matches, and ` +
        `{${describe(items[other] as Fields)}} (${place(project.resource, ['spec', 'destinations', other])}) allows it`,
      fix: `Write \`server\` with the URL of the cluster, or \`server: '*'\`, in place of \`name: ${scalar(name)}\`.`,
      resource: project.resource,
      pointer: [...pointer, 'namespace'],
    });
  });
}

/** Whether another destination may allow the denied namespace on a cluster of that name. */
function mayAllow(item: Fields, name: string, denied: string): boolean {
  const other = { name: text(item.name), server: text(item.server), namespace: text(item.namespace) };
  // Which cluster a server is cannot be known here; a denied one is not allowed, at least not by this item.
  const sameCluster =
    (other.server !== '' && !other.server.startsWith('!')) ||
    (other.name !== '' && !other.name.startsWith('!') && overlap(other.name, name));
  if (!sameCluster) return false;
  if (other.namespace.startsWith('!')) return !overlap(other.namespace.slice(1), denied);
  return overlap(other.namespace, denied);
}

/** Whether two patterns can match one name, as far as one taken as a name tells. */
function overlap(a: string, b: string): boolean {
  return a === b || matchGlob(a, b) || matchGlob(b, a);
}

function describe(item: Fields): string {
  return ['name', 'server', 'namespace']
    .filter((key) => text(item[key]) !== '')
    .map((key) => `${key}: ${scalar(text(item[key]))}`)
    .join(', ');
}
