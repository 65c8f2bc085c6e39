import type { Application, Pointer } from '../model/types';
import { isMap, list, type Reporter, type Rule, text } from '../rule';

export const rule: Rule = {
  name: 'application-source-ambiguous',
  severity: 'silent',
  summary: 'An Application says in two ways where it comes from; Argo CD takes one and ignores the other.',
  check(model, report) {
    for (const application of model.applications) {
      judgeFields(application, report);
      for (const { repoURL, path, chart, fields: source, pointer } of application.sources) {
        if (repoURL.startsWith('oci://') && chart !== '') {
          ignored(
            application,
            [...pointer, 'chart'],
            report,
            `source.chart ${chart} is ignored: a repoURL that starts with oci:// names the artifact itself`,
            `Write repoURL: ${repoURL.replace(/\/+$/, '')}/${chart} with path: . , or drop "oci://" for a Helm repository in an OCI registry.`,
          );
        } else if (path !== '' && chart !== '') {
          ignored(
            application,
            [...pointer, 'path'],
            report,
            `source.path ${path} is ignored: source.chart ${chart} comes first`,
            'Remove path, or remove chart if the chart is a directory of the Git repository.',
          );
        }
        const helm = source.helm as { values?: unknown; valuesObject?: unknown } | undefined;
        if (text(helm?.values) !== '' && isMap(helm?.valuesObject)) {
          ignored(
            application,
            [...pointer, 'helm', 'values'],
            report,
            'source.helm.values is ignored: source.helm.valuesObject is used instead of it, they are not merged',
            'Move what is in values into valuesObject and remove values.',
          );
        }
      }
    }
  },
};

/** `sourceHydrator` comes before `sources`, and `sources` before `source`. */
function judgeFields(application: Application, report: Reporter): void {
  const { source, sources, sourceHydrator } = application.spec;
  if (sources === undefined && sourceHydrator === undefined) return;
  const there = [
    ...(isMap(sourceHydrator) ? ['sourceHydrator'] : []),
    ...(list(sources).length > 0 ? ['sources'] : []),
    ...(isMap(source) ? ['source'] : []),
  ];
  const [taken, ...rest] = there;
  for (const key of rest) {
    ignored(
      application,
      ['spec', key],
      report,
      `spec.${key} is ignored: spec.${taken} is set too and comes first`,
      `Remove spec.${key}, or move what it says into spec.${taken}.`,
      'key',
    );
  }
}

function ignored(
  { resource }: Application,
  pointer: Pointer,
  report: Reporter,
  message: string,
  fix: string,
  on?: 'key',
): void {
  report.find({ message, fix, resource, pointer, on });
}
