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
}

/** Anything may be written here. */
export const ANY: Place = { type: 'any' };
