import { didYouMean, listed, nearest, place, scalar } from '../analysis/words';
import type { Application, Model } from '../model/types';
import { isUnknown } from '../model/unknown';
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
      // Which one is meant is not known, and that is said already.
      if (application.projectAmbiguous || isUnknown(projectName)) continue;
      if (application.project) {
        found.add(projectName);
        judgeNamespace(application, report);
      } else if (application.generatedBy && text(application.spec.project) === '') {
        judgeGenerated(application, report);
      } else if (projectName !== DEFAULT_PROJECT) {
        const others = missing.get(projectName);
        if (others) others.push(application);
        else missing.set(projectName, [application]);
      }
    }
    const elsewhere = declaredElsewhere([...missing.keys()], names, found);
    for (const [project, applications] of missing) {
      const maker = mayCome(project, model);
      if (maker !== undefined) leave(project, applications, `${maker} may make it`, report);
      else if (elsewhere.has(project))
        leave(project, applications, 'it is not among the files, which do not hold all AppProjects', report);
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

/** What is not rendered here and may well make a project. */
function mayCome(project: string, model: Model): string | undefined {
  const [chart] = model.chartsWithProjects;
  if (chart !== undefined) return `the Helm chart in ${chart}, which has AppProjects and is not rendered,`;
  const unbuilt = model.unbuilt.find(({ group, kind }) => group === 'argoproj.io' && kind === 'AppProject');
  if (unbuilt) return `the kustomization that reads ${unbuilt.origin.name}, which is not built,`;
  for (const application of model.applications) {
    for (const source of application.sources) {
      if (source.notRendered === undefined) continue;
      if (/project/i.test(`${application.name} ${source.path} ${source.chart}`) || namesIt(source.values, project))
        return `Application ${application.name}, which is not rendered,`;
    }
  }
  return undefined;
}

/** Whether Helm values have a name, as a key or as a value. */
function namesIt(values: Application['sources'][number]['values'], name: string): boolean {
  const has = (value: unknown, depth: number): boolean => {
    if (typeof value !== 'object' || value === null || depth > 20) return value === name;
    return Object.entries(value).some(([key, one]) => key === name || has(one, depth + 1));
  };
  return values.some((one) => has(one.fields, 0));
}

function leave(project: string, applications: readonly Application[], why: string, report: Reporter): void {
  report.unchecked({
    subject: `AppProject ${project}`,
    reason: `${why}: whether it exists, and what it permits to ${applications.length} Application(s), is not checked`,
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
  const outcome = matchPolicyList(sourceNamespaces, namespace);
  if (outcome === 'unknown') {
    report.unchecked({
      subject: `the permission of Application ${name} to use AppProject ${project.name}`,
      reason: 'a regular expression in spec.sourceNamespaces of the project is not understood here, or is too large',
      resource,
    });
  }
  if (outcome !== 'no match') return;
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
