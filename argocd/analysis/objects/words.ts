import { hasPlaceholder } from '../../model/placeholder';
import { namesSecret } from '../../model/redact';
import { fields, text } from '../../model/resource';
import type { Pointer, Resource } from '../../model/types';
import { show } from '../../rule';
import { fieldPath } from '../known-fields';
import { goPath, type Refusal } from './definition/refusal';
import type { JudgedObject } from './judged';
import type { Place, PlaceType } from './place';
import type { Mismatch } from './walk';

/** As the API server calls an object that it refuses: `Deployment.apps "web" is invalid: …`. */
export function invalid({ kind, group, name, object }: Resource, path: string, what: string): string {
  const { metadata } = object as { readonly metadata?: { readonly generateName?: unknown } };
  const shown = name || (typeof metadata?.generateName === 'string' ? metadata.generateName : '');
  return `${kind}${group === '' ? '' : `.${group}`} ${JSON.stringify(shown)} is invalid: ${path}: ${what}`;
}

/** Whether a value may hold a secret, so that no message shows it. */
export function isConfidential({ kind, object }: Resource, pointer: Pointer): boolean {
  if (kind === 'Secret' && pointer[0] !== 'metadata') return true;
  // Beside `name: DB_PASSWORD`, whatever the field is called.
  let above: unknown = object;
  for (const part of pointer.slice(0, -1)) above = (above as Record<string | number, unknown> | undefined)?.[part];
  if (pointer.at(-1) !== 'name' && namesSecret(text(fields(above).name))) return true;
  return pointer.some(
    (part) => typeof part === 'string' && /^value$|password|token|secret|credential|key$/i.test(part),
  );
}

/** A value that another program is to replace: `${REPLICAS}`, `<TOKEN>`, `$(REPLICAS)`, `REPLACE_ME`. */
export function isPlaceholder(value: unknown): value is string {
  return typeof value === 'string' && (hasPlaceholder(value) || /\$\(|^[A-Z]+(?:_[A-Z]+)+$/.test(value));
}

/** Whether a value is such, or has one below it. */
export function holdsPlaceholder(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some(holdsPlaceholder)
    : isPlaceholder(value);
}

/** What the API server says of a mismatch other than an unknown field. */
export function refusal(judged: JudgedObject, mismatch: Mismatch): string {
  const { resource } = judged;
  return mismatch.refusal
    ? customRefusal(resource, mismatch, mismatch.refusal)
    : builtInRefusal(resource, fieldPath(mismatch.pointer), mismatch);
}

function builtInRefusal(resource: Resource, path: string, mismatch: Mismatch): string {
  const { kind, version } = resource;
  const { about, value, place } = mismatch;
  const unread = (what: string) =>
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${what}`;
  switch (about) {
    case 'type':
      return unread(
        `json: cannot unmarshal ${goJson(value, place)} into Go struct field ${goField(mismatch)} of type ${goType(place)}`,
      );
    case 'missing':
      return invalid(resource, path, 'Required value');
    case 'enum':
      return invalid(resource, path, unsupported(mismatch));
    case 'format':
      if (place.type === 'quantity')
        return unread("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
      if (place.type === 'bytes') return unread('illegal base64 data');
      return unread(`parsing time ${show(value)}: expected RFC 3339, such as 2026-01-31T12:00:00Z`);
    default:
      return invalid(resource, path, `Invalid value: ${show(value)}`);
  }
}

function customRefusal(resource: Resource, { pointer, value }: Mismatch, refusal: Refusal): string {
  const { detail, nowhere, quotesValue, type } = refusal;
  const shown = refusal.shown ?? (typeof value === 'object' && type !== 'Duplicate value' ? '…' : show(value));
  const said = [type, shown, `${detail}${quotesValue ? `: ${show(value)}` : ''}`].filter((part) => part !== '');
  return invalid(resource, nowhere ? '<nil>' : goPath(pointer), said.join(': '));
}

function unsupported({ value, place }: Mismatch): string {
  const supported = (place.enum ?? []).map((one) => JSON.stringify(one)).join(', ');
  return `Unsupported value: ${show(value)}: supported values: ${supported}`;
}

/** The type of a value as Go's JSON decoder names it; of a number with the number where that is the reason. */
function goJson(value: unknown, { type }: Place): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  const whole = type === 'int32' || type === 'int64' || type === 'int-or-string';
  if (whole && typeof value === 'number') return `number ${value}`;
  return typeof value === 'bigint' ? 'number' : typeof value;
}

/** `EnvVar.spec.template.spec.containers.env.value`: the structure, and the fields that lead to it. */
function goField({ struct = '', fields }: Mismatch): string {
  return `${struct.slice(struct.lastIndexOf('.') + 1)}.${fields.join('.')}`;
}

function goType({ type, name, items, values }: Place): string {
  if (type === 'list') return `[]${items ? goType(items) : 'interface {}'}`;
  if (type === 'map') {
    if (name !== undefined) return name.split('.').slice(-2).join('.');
    return `map[string]${values ? goType(values) : 'interface {}'}`;
  }
  return GO_TYPES[type] ?? type;
}

const GO_TYPES: Readonly<Partial<Record<PlaceType, string>>> = {
  boolean: 'bool',
  number: 'float64',
  bytes: '[]uint8',
  quantity: 'resource.Quantity',
  time: 'string',
  'int-or-string': 'int32',
};

/** What to write instead. */
export function remedy({ about, value, place, pointer }: Mismatch, confidential: boolean): string {
  const name = String(pointer.at(-1));
  switch (about) {
    case 'missing':
      return `Add ${name}.`;
    case 'null':
      return 'Give it a value, or remove it.';
    case 'enum':
      return `Write one of ${(place.enum ?? []).map(String).join(', ')}.`;
    case 'format':
      if (place.type === 'quantity') return 'Write a number, alone or with a suffix such as m, k, M, G, Ki, Mi or Gi.';
      if (place.type === 'time') return 'Write a time such as 2026-01-31T12:00:00Z.';
      return 'Encode the value in base64, or write it as it is under stringData.';
    case 'type':
      return typeRemedy(value, place, name, confidential);
    default:
      return 'Change the value to one that the definition of the kind permits.';
  }
}

function typeRemedy(value: unknown, { type, fields, items }: Place, name: string, confidential: boolean): string {
  const plain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
  switch (type) {
    case 'string':
    case 'time':
    case 'bytes':
      if (!plain) return 'Write one string.';
      return confidential ? 'Put the value in quotes.' : `Quote it: "${value}".`;
    case 'boolean':
      return typeof value === 'string' ? 'Write true or false, without quotes.' : 'Write true or false.';
    case 'int32':
    case 'int64': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      return Number.isSafeInteger(number) && !confidential
        ? `Write ${number}, without quotes.`
        : 'Write a whole number, without quotes.';
    }
    case 'number':
      return 'Write a number, without quotes.';
    case 'quantity':
      return 'Write an amount such as 500m or 1Gi.';
    case 'int-or-string':
      return 'Write a whole number, or a string.';
    case 'list':
      if (plain || typeof value === 'string')
        return items?.fields
          ? `Write a list of maps: \`${name}:\` and below it \`- …\`.`
          : `Write a list: \`${name}: [...]\`.`;
      return 'Write a list: begin each element with `- `.';
    default:
      return fields
        ? `Write a map with fields such as ${[...fields.keys()].slice(0, 5).join(', ')}.`
        : 'Write a map of keys and values.';
  }
}
