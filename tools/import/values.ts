import { createHash } from 'node:crypto';
import type { Chart } from './chart';
import { sectionedFile } from './json';
import { applyRules, type Overlay } from './overlay';
import { pascal, type Schema } from './structural';
import { type KubernetesType, misfits, type ObjectType, print, type Type, toJson } from './type';
import { banner, interfaces, type TypeSchema } from './typescript';
import { merge, typeOfDefault, typeOfSchema } from './values-type';

/** What an import knows about the values of one version of a chart. */
export interface ChartValues {
  readonly chart: string;
  readonly version: string;
  /** The type of the values as a whole. */
  readonly type: ObjectType;
  /** The chart's defaults; long texts and credentials stand as a digest. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Rules of the overlay that matched no key of this version. */
  readonly unused: readonly string[];
}

/**
 * Derives the type of a chart's values from its values.yaml, its values.schema.json and the overlay.
 *
 * @throws when the overlay refuses a default of the chart itself.
 */
export function chartValues(chart: Chart, overlay: Overlay): ChartValues {
  const bySchema = chart.schema && typeOfSchema(chart.schema, `${chart.where}/values.schema.json`);
  const derived = merge(typeOfDefault(chart.values), bySchema, chart.values);
  if (derived.is !== 'object') throw new Error(`${chart.where}/values.schema.json: the values are no object.`);
  const { type, unused } = applyRules(derived, overlay.rules, chart.version);
  const refused = misfits(type, chart.values);
  if (refused.length > 0) {
    throw new Error(
      [`${chart.name} ${chart.version}: the overlay refuses defaults of the chart itself:`, ...refused].join('\n  '),
    );
  }
  const secrets = new Set(overlay.secrets);
  const defaults = redacted(chart.values, '', secrets) as Record<string, unknown>;
  return { chart: chart.name, version: chart.version, type, defaults, unused };
}

/** The longest text that a default keeps; longer ones (known hosts, customizations) are told apart by their digest. */
const LONGEST_TEXT = 100;

function redacted(value: unknown, path: string, secrets: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    if (!(value !== '' && secrets.has(path)) && value.length <= LONGEST_TEXT && !value.includes('\n')) return value;
    return `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 16)}`;
  }
  if (Array.isArray(value)) return value.map((item) => redacted(item, `${path}[]`, secrets));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    redacted(item, path ? `${path}.${key}` : key, secrets),
  ]);
  return Object.fromEntries(entries);
}

/** The run-time facts of a chart's version: its keys with their types, and its defaults. */
export function factsFile({ chart, version, type, defaults }: ChartValues): string {
  const head = { $comment: `Generated from ${chart} ${version} by npm run import. Do not edit.`, chart, version };
  return sectionedFile(head, { keys: toJson(type) as object, defaults });
}

/** The structures of Kubernetes that the types of values may name. */
export interface KubernetesTypes {
  /** The module in imports/ that exports them. */
  readonly module: string;
  readonly names: ReadonlyMap<string, string>;
}

/** The TypeScript of a chart's version. */
export async function typesFile(values: ChartValues, prefix: string, kubernetes: KubernetesTypes): Promise<string> {
  const definitions: Record<string, TypeSchema> = {};
  const used = new Set<string>();
  const define = (type: ObjectType, name: string): Schema => {
    if (definitions[name])
      throw new Error(`${values.chart} ${values.version}: two structures would be called ${name}.`);
    definitions[name] = {};
    const properties = Object.entries(type.keys).map(([key, value]) => [
      key,
      schemaOf(value, name + pascal(key), false),
    ]);
    definitions[name] = {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(type.required ? { required: type.required } : {}),
      additionalProperties: type.rest ? schemaOf(type.rest, `${name}Entry`, false) : false,
    };
    return { $ref: `#/definitions/${name}` };
  };
  const schemaOf = (type: Type, name: string, item: boolean): TypeSchema => {
    switch (type.is) {
      case 'unknown':
        return {};
      case 'literal':
        return { enum: [type.value] };
      case 'array':
        return { type: 'array', items: schemaOf(type.of, `${name}Item`, true) };
      case 'kubernetes':
        if (!kubernetes.names.has(type.name))
          throw new Error(`${values.chart}: the overlay uses ${type.name}, which Kubernetes does not define.`);
        used.add(type.name);
        return { tsType: structure(type, item) };
      case 'object':
        if (type.rest && Object.keys(type.keys).length === 0) {
          return { type: 'object', additionalProperties: schemaOf(type.rest, `${name}Entry`, true) };
        }
        return define(type, name);
      case 'union': {
        const literals = type.of.flatMap((one) => (one.is === 'literal' ? [one.value] : []));
        const others = type.of.filter((one) => one.is !== 'literal').map((one) => schemaOf(one, name, item));
        if (literals.length > 0) others.unshift({ enum: literals });
        return others.length === 1 ? others[0] : { anyOf: others };
      }
      default:
        return { type: type.is };
    }
  };
  define(values.type, `${prefix}Values`);
  const code = await interfaces(definitions);
  const imports = [
    ...(code.includes('Override<') ? ["import type { Override } from './helm-values';"] : []),
    ...(used.size > 0
      ? [
          `import type {\n${[...used]
            .sort()
            .map((name) => `  ${name},\n`)
            .join('')}} from './${kubernetes.module}';`,
        ]
      : []),
  ];
  const head = imports.length > 0 ? `${imports.join('\n')}\n\n` : '';
  return `${banner(`${values.chart} ${values.version}`)}\n${head}${code}`;
}

/** How TypeScript names a structure of Kubernetes; outside of a list it is laid over a default. */
function structure({ name, plus }: KubernetesType, item: boolean): string {
  const members = Object.entries(plus?.keys ?? {}).map(([key, type]) => `${key}?: ${print(type)}`);
  const full = plus ? `${name} & { ${members.join('; ')} }` : name;
  return item ? full : `Override<${full}>`;
}

/** Every structure of Kubernetes that a type names. */
export function kubernetesNames(type: Type): string[] {
  switch (type.is) {
    case 'kubernetes':
      return [type.name];
    case 'array':
      return kubernetesNames(type.of);
    case 'union':
      return type.of.flatMap(kubernetesNames);
    case 'object':
      return [...Object.values(type.keys), ...(type.rest ? [type.rest] : [])].flatMap(kubernetesNames);
    default:
      return [];
  }
}

/** The module that maps charts and versions to types, and what the types of all charts share. */
export function helmValuesFile(
  charts: ReadonlyMap<string, readonly { readonly version: string; readonly name: string }[]>,
): string {
  const all = [...charts].flatMap(([chart, versions]) =>
    versions.map(({ version, name }) => ({ chart, version, name })),
  );
  const alias = ({ name, version }: { name: string; version: string }) =>
    `${name}_${version.replace(/[^0-9A-Za-z]/g, '_')}`;
  const imports = all.map(
    (one) => `import type { ${one.name} as ${alias(one)} } from './${one.chart}-${one.version}';`,
  );
  const entries = [...charts].map(([chart, versions]) => {
    const lines = versions.map(({ version, name }) => `    readonly '${version}': ${alias({ name, version })};`);
    return `  readonly ${/^[a-z]+$/.test(chart) ? chart : `'${chart}'`}: {\n${lines.join('\n')}\n  };`;
  });
  return `${banner('the charts of imports/sources.yaml')}
${imports.join('\n')}

/** The type of a chart's values, by chart and version. */
export interface HelmValuesOf {
${entries.join('\n')}
}

/** A chart whose values are typed. */
export type ChartName = keyof HelmValuesOf;

/** A version of a chart whose values are typed. */
export type ChartVersion<C extends ChartName> = keyof HelmValuesOf[C];

/** The values of one version of a chart. */
export type HelmValues<C extends ChartName, V extends ChartVersion<C>> = HelmValuesOf[C][V];

/** A structure of Kubernetes laid over a chart's default: every field may be left out, and null removes the default. */
export type Override<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Override<T[K]> | null }
    : T;
`;
}
