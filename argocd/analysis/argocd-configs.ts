import { fields, isMap, strings } from '../model/resource';
import { isArgoChart } from '../model/settings';
import type { HelmValues, Model, Origin, Pointer, Resource } from '../model/types';

/** One of Argo CD's ConfigMaps as the files have it: itself, or as values of Argo CD's chart. */
export interface ArgoCdConfig {
  /** Its keys; what is no text is left out. */
  readonly data: Readonly<Record<string, string>>;
  /** Whether it is the ConfigMap itself, and not the values of a chart. */
  readonly isMap: boolean;
  /** Whether the files have nothing else of this name: a patch of a kustomization is a ConfigMap, too. */
  readonly whole: boolean;
  /** Where a key is written, for a finding. */
  place(key: string): { readonly resource?: Resource; readonly origin?: Origin; readonly pointer: Pointer };
}

/**
 * The ConfigMaps of a name, and the section of the chart's values that becomes one.
 *
 * @param section the way to it in the values: `['configs', 'rbac']`
 */
export function argocdConfigs(model: Model, name: string, section: readonly string[]): readonly ArgoCdConfig[] {
  const isIt = (one: Resource) => one.group === '' && one.kind === 'ConfigMap' && one.name === name;
  const maps = model.resources.filter(isIt);
  const charts = model.applications
    .flatMap(({ sources, resource }) => sources.filter(isArgoChart).map(({ values = [] }) => ({ values, resource })))
    .map(({ values, resource }) => ofChart(values, section, resource))
    .filter((one) => one !== undefined);
  const whole = maps.length + charts.length + model.unbuilt.filter(isIt).length === 1;
  return [
    ...maps.map((resource) => ({
      data: strings(resource.object.data),
      isMap: true,
      whole,
      place: (key: string) => ({ resource, pointer: ['data', key] }),
    })),
    ...charts.map((one) => ({ ...one, isMap: false, whole })),
  ];
}

function ofChart(
  values: readonly HelmValues[],
  section: readonly string[],
  resource: Resource,
): Omit<ArgoCdConfig, 'whole' | 'isMap'> | undefined {
  const data: Record<string, string> = {};
  const from = new Map<string, HelmValues>();
  for (const one of values) {
    const part = section.reduce<unknown>((value, key) => fields(value)[key], one.fields);
    if (!isMap(part)) continue;
    for (const [key, value] of Object.entries(part)) {
      if (value === null) delete data[key];
      else if (typeof value === 'string') {
        data[key] = value;
        from.set(key, one);
      }
    }
  }
  if (from.size === 0) return undefined;
  const place = (key: string) => {
    const one = from.get(key);
    if (!one) return { resource, pointer: [] };
    return { resource, origin: one.origin, pointer: one.inString ? one.pointer : [...one.pointer, ...section, key] };
  };
  return { data, place };
}
