import { pascal } from './structural';
import type { ObjectType, Type } from './type';
import type { ValueComments } from './value-comments';
import type { ChartValues } from './values';

/** What an import of a user's own writes about where the chart comes from. */
export interface UserModule {
  /** Where the chart was taken from, for the docstring. */
  readonly from: string;
  /** The file with the facts, from the folder that commands are run in. */
  readonly factsFile: string;
  /** The command that writes it again. */
  readonly command: string;
  /** Structures of Kubernetes that the package exports. */
  readonly structures: ReadonlySet<string>;
}

/**
 * The module of a chart in a user's `imports/`: the type of its values, with what its values.yaml says of each key, and the
 * chart itself, to be given to a `HelmApplication`.
 */
export function userModule(values: ChartValues, comments: ValueComments, module: UserModule): string {
  const { chart, version } = values;
  const name = identifierOf(chart);
  const type = `${pascal(chart)}Values`;
  const used = { override: false, structures: false };
  const body = objectText(values.type, '', '', comments, module.structures, used);
  const names = [
    'type HelmChart',
    'importedChart',
    ...(used.structures ? ['type KubernetesStructures'] : []),
    ...(used.override ? ['type Override'] : []),
  ];
  return `// Generated from ${chart} ${version} by \`${module.command}\`. Do not edit.
import { ${names.join(', ')} } from 'cdk8s-groundwork';

/** Values of the chart ${chart} ${version}. */
export interface ${type} ${body}

/** The chart ${chart} ${version}, from ${module.from}, and what was learnt of it. */
export const ${name}: HelmChart<${type}> = importedChart('${module.factsFile}');
`;
}

/** `certManager` for `cert-manager`. */
export function identifierOf(chart: string): string {
  const name = pascal(chart);
  const plain = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  return /^[a-z_]/i.test(plain) ? plain : `_${plain}`;
}

interface Used {
  override: boolean;
  structures: boolean;
}

function objectText(
  { keys, required, rest }: ObjectType,
  path: string,
  indent: string,
  comments: ValueComments,
  structures: ReadonlySet<string>,
  used: Used,
): string {
  const inner = `${indent}  `;
  const text = (type: Type, at: string): string => {
    switch (type.is) {
      case 'literal':
        return typeof type.value === 'string' ? `'${type.value.replaceAll(/['\\]/g, '\\$&')}'` : String(type.value);
      case 'array': {
        const of = text(type.of, at);
        return `readonly ${type.of.is === 'union' ? `(${of})` : of}[]`;
      }
      case 'kubernetes':
        if (!structures.has(type.name)) return 'unknown';
        used.structures = true;
        used.override = true;
        return `Override<KubernetesStructures['${type.name}']>`;
      case 'union':
        return type.of.map((one) => (one.is === 'array' ? `(${text(one, at)})` : text(one, at))).join(' | ');
      case 'object':
        if (Object.keys(type.keys).length === 0)
          return type.rest ? `{ readonly [key: string]: ${text(type.rest, at)} }` : 'Record<string, never>';
        return objectText(type, at, inner, comments, structures, used);
      default:
        return type.is;
    }
  };
  const lines = Object.entries(keys).flatMap(([key, type]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key.replaceAll(/['\\]/g, '\\$&')}'`;
    return [
      ...docLines(comments.docs.get(at), inner),
      `${inner}readonly ${name}${required?.includes(key) ? '' : '?'}: ${text(type, at)};`,
    ];
  });
  // The known keys have types of their own, which one type for all others has to allow.
  if (rest) lines.push(`${inner}readonly [key: string]: unknown;`);
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function docLines(doc: string | undefined, indent: string): string[] {
  if (doc === undefined) return [];
  const lines = doc.split('\n');
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
