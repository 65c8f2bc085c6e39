import type { Application } from '../model/types';
import { matchPolicyList } from '../semantics/policy-list';
import { list, type Reporter, type Rule, text } from './rule';
import { didYouMean, listed, place, scalar } from './words';

export const rule: Rule = {
  name: 'application-project-missing',
  severity: 'refuse',
  summary: 'An Application names an AppProject that does not exist, or that it may not use from its namespace.',
  check(model, report) {
    const names = model.projects.map(({ name }) => name);
    const unknown = new Map<string, Application[]>();
    for (const application of model.applications) {
      if (application.project) judgeNamespace(application, report);
      else if (application.generatedBy && text(application.spec.project) === '') judgeGenerated(application, report);
      // argocd-server makes this one when it starts.
      else if (application.projectName === 'default') continue;
      else if (names.length > 0) judgeName(application, names, report);
      else {
        const others = unknown.get(application.projectName);
        if (others) others.push(application);
        else unknown.set(application.projectName, [application]);
      }
    }
    for (const [project, applications] of unknown) {
      const [first] = applications;
      report.unchecked({
        subject: `AppProject ${project}`,
        reason: `no AppProject is among the files: whether it exists, and what it permits to ${applications.length} Application(s), is not checked`,
        resource: first?.resource,
      });
    }
  },
};

function judgeName(application: Application, names: readonly string[], report: Reporter): void {
  const { projectName } = application;
  report.find({
    message: `Application referencing project ${projectName} which does not exist; there are ${listed(names)}`,
    fix: `Declare an AppProject ${projectName}, or name another one.${didYouMean(projectName, [...names, 'default'])}`,
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
