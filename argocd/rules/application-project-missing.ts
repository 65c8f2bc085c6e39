import { didYouMean, listed, nearest, place, scalar } from '../analysis/words';
import type { Application } from '../model/types';
import { list, type Reporter, type Rule, text } from '../rule';
import { matchPolicyList } from '../semantics/policy-list';

/** argocd-server makes this one when it starts. */
const DEFAULT_PROJECT = 'default';

export const rule: Rule = {
  name: 'application-project-missing',
  severity: 'refuse',
  summary: 'An Application names an AppProject that does not exist, or that it may not use from its namespace.',
  check(model, report) {
    const names = model.projects.map(({ name }) => name);
    const missing = new Map<string, Application[]>();
    const found = new Set<string>();
    for (const application of model.applications) {
      const { projectName } = application;
      if (application.project) {
        found.add(projectName);
        judgeNamespace(application, report);
      } else if (application.generatedBy && text(application.spec.project) === '') {
        judgeGenerated(application, report);
      } else if (projectName !== DEFAULT_PROJECT && !application.projectAmbiguous) {
        const others = missing.get(projectName);
        if (others) others.push(application);
        else missing.set(projectName, [application]);
      }
    }
    const elsewhere = declaredElsewhere([...missing.keys()], names, found);
    for (const [project, applications] of missing) {
      if (elsewhere.has(project)) leave(project, applications, report);
      else for (const application of applications) judgeName(application, names, report);
    }
  },
};

/**
 * The projects that are assumed to be declared in another repository. All of them, if the files have no AppProject. If
 * most of the names are unknown, those that resemble no known name. One unknown name among many known ones is a
 * mistake; many unknown names mean another repository.
 */
function declaredElsewhere(
  missing: readonly string[],
  names: readonly string[],
  found: ReadonlySet<string>,
): ReadonlySet<string> {
  if (names.length === 0) return new Set(missing);
  const foreign = missing.filter((name) => nearest(name, names) === undefined);
  return new Set(foreign.length > found.size + 1 ? foreign : []);
}

function leave(project: string, applications: readonly Application[], report: Reporter): void {
  report.unchecked({
    subject: `AppProject ${project}`,
    reason: `it is not among the files, which do not hold all AppProjects: whether it exists, and what it permits to ${applications.length} Application(s), is not checked`,
    resource: applications[0]?.resource,
  });
}

function judgeName(application: Application, names: readonly string[], report: Reporter): void {
  const { projectName } = application;
  report.find({
    message: `Application referencing project ${projectName} which does not exist; there are ${listed(names)}`,
    fix: `Declare an AppProject ${projectName}, or name another one.${didYouMean(projectName, [...names, DEFAULT_PROJECT])}`,
    resource: application.resource,
    pointer: ['spec', 'project'],
  });
}

/** Only Applications that are applied as they are get the `default` project for an empty one. */
function judgeGenerated({ resource, generatedBy }: Application, report: Reporter): void {
  report.find({
    message: `application references project  which does not exist: the template of ApplicationSet ${generatedBy?.applicationSet.name} has no spec.project`,
    fix: 'Add `project: default`, or another AppProject, to spec.template.spec.',
    resource,
    pointer: ['spec', 'project'],
  });
}

/** Applications outside Argo CD's own namespace, which is that of its AppProjects, need the project's permission. */
function judgeNamespace(application: Application, report: Reporter): void {
  const { name, namespace, project, resource } = application;
  const home = project?.resource.namespace ?? '';
  if (!project || home === '' || namespace === '' || namespace === home) return;
  const sourceNamespaces = list(project.spec.sourceNamespaces).map(text);
  if (matchPolicyList(sourceNamespaces, namespace) !== 'no match') return;
  report.find({
    message:
      `application '${name}' in namespace '${namespace}' is not permitted to use project '${project.name}'; ` +
      `its sourceNamespaces are ${listed(sourceNamespaces)}`,
    fix:
      `Add the item \`- ${scalar(namespace)}\` to spec.sourceNamespaces of AppProject ${project.name} ` +
      `(${place(project.resource, ['spec', 'sourceNamespaces'], 'key')}), or put the Application into namespace ${home}.`,
    resource,
    pointer: resource.namespace === '' ? ['metadata', 'name'] : ['metadata', 'namespace'],
  });
}
