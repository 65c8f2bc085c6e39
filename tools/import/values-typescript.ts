import { pascal, type Schema } from './structural';
import type { ObjectType, Type } from './type';
import { banner, interfaces, type TypeSchema } from './typescript';
import type { ChartValues } from './values';

/** The structures of Kubernetes that the types of values may name. */
export interface KubernetesTypes {
  /** The module in imports/ that exports them. */
  readonly module: string;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The TypeScript of a chart's version.
 *
 * @param repository URL of the chart's repository, which the docstring of the values links to
 */
export async function typesFile(
  values: ChartValues,
  prefix: string,
  kubernetes: KubernetesTypes,
  repository: string,
): Promise<string> {
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
        {
          const more = type.plus ? ` & ${(define(type.plus, `${name}Plus`).$ref as string).split('/').pop()}` : '';
          return { tsType: item ? `${type.name}${more}` : `Override<${type.name}${more}>` };
        }
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
  const code = (await interfaces(definitions)).replace(
    `export interface ${prefix}Values {`,
    (line) => `${docstring(values, repository)}\n${line}`,
  );
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

/** What an editor shows of a chart's values: no sentence of the chart itself, which has a license of its own. */
function docstring({ chart, version }: ChartValues, repository: string): string {
  return `/**
 * Values of the chart ${chart} ${version}, generated from the chart's own files.
 *
 * @see ${repository}
 */`;
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
  const key = (name: string) => (/^[a-z]+$/.test(name) ? name : `'${name}'`);
  const named = [...charts].flatMap(([chart, versions]) =>
    versions.slice(0, 1).map(({ name }) => ({ chart, versions, of: `${name}Of` })),
  );
  const interfaces = named.map(({ chart, versions, of }) => {
    const lines = versions.map(({ version, name }) => `  readonly '${version}': ${alias({ name, version })};`);
    return `/** The type of the values of ${chart}, by version of the chart. */\nexport interface ${of} {\n${lines.join('\n')}\n}`;
  });
  return `${banner('the charts of imports/sources.yaml')}
${imports.join('\n')}

${interfaces.join('\n\n')}

/**
 * The type of a chart's values, by chart and version. A project that uses this package can add versions to the interface of
 * a chart.
 *
 * @example
 *   // A patch release has the values of the one before it.
 *   declare module 'cdk8s-groundwork' {
 *     interface CiliumValuesOf {
 *       readonly '1.16.6': CiliumValuesOf['1.16.5'];
 *     }
 *   }
 */
export interface HelmValuesOf {
${named.map(({ chart, of }) => `  readonly ${key(chart)}: ${of};`).join('\n')}
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
