import type { Model } from '../model/types';
import type { Rule } from '../rule';

/** @see https://github.com/argoproj/argo-cd/blob/v3.4.4/cmd/argocd-repo-server/commands/argocd_repo_server.go */
const DEFAULT_LIMIT = '10M';

const SETTING = 'reposerver.max.combined.directory.manifests.size';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

export const rule: Rule = {
  name: 'directory-too-large',
  severity: 'refuse',
  summary: 'The manifests of a directory source are together larger than the repo server reads.',
  check(model, report) {
    const { written, limit } = limitOf(model);
    for (const application of model.applications) {
      for (const source of application.sources) {
        const { bytes = 0, files = [] } = source.directory ?? {};
        if (bytes <= limit) continue;
        report.find({
          message:
            `the ${files.length} manifests in ${JSON.stringify(source.path)} have ${bytes} bytes, more than ${written}: ` +
            'exceeded max combined manifest file size',
          fix: `Split the directory, leave files out with spec.source.directory.exclude, or raise ${SETTING} in argocd-cmd-params-cm.`,
          resource: application.resource,
          pointer: [...source.pointer, 'path'],
        });
      }
    }
  },
};

function limitOf({ settings }: Model): { readonly written: string; readonly limit: number } {
  const written = settings.params[SETTING] ?? DEFAULT_LIMIT;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(k|M|G|Ki|Mi|Gi|)$/.exec(written) ?? [];
  const limit = Number(number) * (UNITS[unit] ?? Number.NaN);
  // Zero switches the limit off; a text that is not a quantity cannot be judged.
  return { written, limit: limit > 0 ? limit : Number.POSITIVE_INFINITY };
}
