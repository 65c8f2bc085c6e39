import { fields, strings } from './resource';
import type { Application, HelmValues, Origin, Resource, Settings } from './types';

/**
 * The settings of Argo CD that the files hold: the ConfigMaps themselves, or the values of its Helm chart.
 *
 * @param namespace where Argo CD runs, if something says so
 */
export function readSettings(
  resources: readonly Resource[],
  applications: readonly Application[],
  namespace: string,
): Settings {
  const named = (name: string): Resource | undefined => {
    const found = resources.filter((one) => one.group === '' && one.kind === 'ConfigMap' && one.name === name);
    // If there are several (one for each cluster), it is not known which one applies.
    return found.length === 1 ? found[0] : undefined;
  };
  const cm = named('argocd-cm');
  const params = named('argocd-cmd-params-cm');
  const values = applications
    .flatMap(({ sources }) => sources)
    .filter(isArgoChart)
    .map((source) => source.values);
  const chart = values.length === 1 ? (values[0] as readonly HelmValues[]) : [];
  const origin: Origin | undefined =
    cm?.origin ??
    (chart.findLast((one) => 'cm' in fields(one.fields.configs)) ?? chart.findLast((one) => 'configs' in one.fields))
      ?.origin;
  return {
    cm: { ...fromChart(chart, 'cm'), ...strings(cm?.object.data) },
    params: { ...fromChart(chart, 'params'), ...strings(params?.object.data) },
    found: origin !== undefined,
    defaultsHold: cm === undefined,
    origin,
    namespace,
  };
}

/** Whether a source is the Helm chart of Argo CD, whose values are its settings. */
export function isArgoChart({ chart, repoURL }: { readonly chart: string; readonly repoURL: string }): boolean {
  return (
    chart === 'argo-cd' ||
    chart.endsWith('/argo-cd') ||
    /\/argo-cd\/?$/.test(repoURL.startsWith('oci://') ? repoURL : '')
  );
}

/** The chart writes `configs.<section>` into the ConfigMap, numbers and booleans as text. */
function fromChart(values: readonly HelmValues[], section: 'cm' | 'params'): Readonly<Record<string, string>> {
  const merged: Record<string, string> = {};
  for (const one of values) {
    for (const [key, value] of Object.entries(fields(fields(one.fields.configs)[section]))) {
      if (typeof value === 'string') merged[key] = value;
      else if (typeof value === 'number' || typeof value === 'boolean') merged[key] = String(value);
      else if (value === null) delete merged[key];
    }
  }
  return merged;
}
