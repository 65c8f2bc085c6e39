/** The type of one place in an object, as it decides what may be written there. */
export type PlaceType =
  | 'any'
  | 'string'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'int-or-string'
  /** `500m`, `1Gi`: a number too. */
  | 'quantity'
  /** RFC 3339. */
  | 'time'
  /** Base64. */
  | 'bytes'
  | 'map'
  | 'list';

/** What may be written at one place of an object: a field, an element, a value. */
export interface Place {
  readonly type: PlaceType;
  /** What it is called: `core.v1.Container`. @default - it has no name */
  readonly name?: string;
  /** The fields of a map. @default - not known, or any */
  readonly fields?: ReadonlyMap<string, Place>;
  /** Whether other fields than {@link fields} are kept. @default false */
  readonly open?: boolean;
  /** The values of a map of any keys. @default - anything */
  readonly values?: Place;
  /** The elements of a list. @default - anything */
  readonly items?: Place;
  /** The fields without which an object is refused. */
  readonly required?: readonly string[];
  /** The only values that are taken. */
  readonly enum?: readonly unknown[];
  /** What only the schema of a CustomResourceDefinition says. @default - a built-in kind */
  readonly custom?: Custom;
}

/** What the schema of a CustomResourceDefinition says beside the type. */
export interface Custom {
  /** Whether null may be written. Otherwise it is refused, or replaced by the default. */
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** Whether the string has a format: then the API server takes some lists as well. */
  readonly hasFormat: boolean;
  readonly pattern?: { readonly source: string; test(value: string): boolean };
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Anything may be written here. */
export const ANY: Place = { type: 'any' };
