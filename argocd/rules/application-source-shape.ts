import { scalar } from '../analysis/words';
import { standsFor } from '../model/revision';
import type { Application, ApplicationSource, Pointer } from '../model/types';
import { fields, isMap, type Reporter, type Rule, show, text } from '../rule';
import { ArgoCdVersion } from '../semantics/version';
import { whyLeftOut } from '../tree/resolve-link';
import { normalize } from '../tree/tree-path';

/** The keys that fix how a source is rendered, with the names that Argo CD prints, in its order. */
const TYPES = [
  ['kustomize', 'Kustomize'],
  ['helm', 'Helm'],
  ['directory', 'Directory'],
  ['plugin', 'Plugin'],
] as const;

export const rule: Rule = {
  name: 'application-source-shape',
  severity: 'refuse',
  summary: 'A source of an Application lacks what Argo CD needs to render it, or contradicts itself.',
  check(model, report) {
    for (const application of model.applications) {
      if (application.spec.sourceHydrator) {
        judgeHydrator(application, report, model.argocdVersion);
        continue;
      }
      if (application.sources.length === 0) {
        report.find({
          message: `spec.source.repoURL and either spec.source.path or spec.source.chart are required: Application ${application.name} has no source`,
          fix: 'Add spec.source with repoURL, and path (`path: .` for the root of the repository) or chart.',
          resource: application.resource,
          pointer: ['spec'],
          on: 'key',
        });
      }
      for (const source of application.sources) judgeSource(application, source, report);
    }
  },
};

function judgeSource(application: Application, source: ApplicationSource, report: Reporter): void {
  const many = source.pointer.length === 3;
  const { resource } = application;
  const { repoURL, path, chart, targetRevision, ref, pointer } = source;
  const complete = repoURL !== '' && (path !== '' || chart !== '' || (many && ref !== ''));
  if (!complete) {
    const required = many
      ? 'spec.source.repoURL and either source.path, source.chart, or source.ref are required for source'
      : 'spec.source.repoURL and either spec.source.path or spec.source.chart are required:';
    report.find({
      message: `${required} ${shown(source)}`,
      fix: repoURL === '' ? 'Add repoURL.' : 'Add path (`path: .` for the root of the repository) or chart.',
      resource,
      pointer,
    });
  } else if (chart !== '' && targetRevision === '') {
    report.find({
      message: `spec.source.targetRevision is required if the manifest source is a helm chart: chart ${show(chart)} has none`,
      fix: 'Add targetRevision: a version of the chart, or a range such as `1.2.*`.',
      resource,
      pointer: [...pointer, 'chart'],
    });
  }

  const types = TYPES.filter(([key]) => source.fields[key] !== undefined && isMap(source.fields[key]));
  if (types.length > 1) {
    const [, [second]] = types as [(typeof TYPES)[number], (typeof TYPES)[number]];
    report.find({
      message: `multiple application sources defined: ${types.map(([, name]) => name).join(',')}`,
      fix: `Keep one of ${types.map(([key]) => key).join(', ')} in this source; put the rest into a source of its own.`,
      resource,
      pointer: [...pointer, second],
      on: 'key',
    });
  }
  if (path !== '' && chart === '') judgePath(application, source, [...pointer, 'path'], report);
}

function judgePath(application: Application, source: ApplicationSource, pointer: Pointer, report: Reporter): void {
  const { path, repository } = source;
  const where = { resource: application.resource, pointer };
  if (path.startsWith('/')) {
    const relative = path.replace(/^\/+/, '') || '.';
    report.find({
      message: `${path}: app path is absolute`,
      fix: `Write it relative to the root of the repository: \`path: ${scalar(relative)}\`.`,
      ...where,
    });
    return;
  }
  const inside = normalize(path);
  if (inside === undefined) {
    report.find({
      message: `${path}: app path outside root`,
      fix: 'Name a directory inside the repository; another repository is another source.',
      ...where,
    });
    return;
  }
  if (!repository || /^oci:/.test(source.repoURL)) return;
  // Another branch may have other files: only the revision of the files at hand is judged.
  if (!standsFor(repository, source.targetRevision, inside)) return;
  const type = inside === '' ? 'directory' : repository.tree.type(inside);
  if (type === 'directory' || type === 'symlink') return;
  const why = whyLeftOut(repository.tree, inside);
  report.find({
    message:
      type === undefined
        ? `${path}: app path does not exist in ${repository.url} (${repository.because})${why === undefined ? '' : `: ${why}`}`
        : `${path}: app path is not a directory`,
    fix:
      type === undefined
        ? `Correct the path, or add the directory to the repository${why?.includes('Git ignores') ? ' (git add -f adds what Git ignores)' : ''}.`
        : 'Name the directory, and select the file with `directory: {include: <file>}`.',
    ...where,
  });
}

function judgeHydrator(application: Application, report: Reporter, version: string): void {
  const hydrator = fields(application.spec.sourceHydrator);
  const pointer = ['spec', 'sourceHydrator'];
  const missing: [boolean, string, string, Pointer][] = [
    [
      text(fields(hydrator.drySource).repoURL) === '',
      'spec.sourceHydrator.drySource.repoURL is required',
      'Add drySource.repoURL.',
      [...pointer, 'drySource'],
    ],
    [
      text(fields(hydrator.syncSource).targetBranch) === '',
      'spec.sourceHydrator.syncSource.targetBranch is required',
      'Add syncSource.targetBranch: the branch that the hydrated manifests are synced from.',
      [...pointer, 'syncSource'],
    ],
    [
      isMap(hydrator.hydrateTo) && text(fields(hydrator.hydrateTo).targetBranch) === '',
      // Up to 3.4 the message names a field that does not exist.
      `when spec.sourceHydrator.hydrateTo is set, spec.sourceHydrator.hydrateTo.${
        ArgoCdVersion.orLatest(version).atLeast(3, 5) ? 'targetBranch' : 'path'
      } is required`,
      'Add hydrateTo.targetBranch, or remove hydrateTo.',
      [...pointer, 'hydrateTo'],
    ],
  ];
  for (const [wrong, message, fix, at] of missing) {
    if (wrong) report.find({ message, fix, resource: application.resource, pointer: at });
  }
}

/** The part of a source that its shape depends on. */
function shown({ repoURL, path, chart, ref }: ApplicationSource): string {
  const parts = Object.entries({ repoURL, path, chart, ref }).filter(([, value]) => value !== '');
  return `{${parts.map(([key, value]) => `${key}: ${scalar(value)}`).join(', ')}}`;
}
