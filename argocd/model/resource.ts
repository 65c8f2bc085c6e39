import { groupOf } from '../semantics/api-version';
import type { Fields, Origin, Resource } from './types';

const NONE: Readonly<Record<string, string>> = Object.freeze({});

/** An object as it is written in a file, or as a program has rendered it. */
export class Manifest implements Resource {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  private ownAnnotations?: Readonly<Record<string, string>>;
  private ownLabels?: Readonly<Record<string, string>>;

  constructor(
    readonly object: Fields,
    readonly origin: Origin,
  ) {
    const metadata = fields(object.metadata);
    this.apiVersion = text(object.apiVersion);
    this.group = groupOf(this.apiVersion);
    this.version = this.apiVersion.slice(this.apiVersion.indexOf('/') + 1);
    this.kind = text(object.kind);
    this.namespace = text(metadata.namespace);
    this.name = text(metadata.name);
  }

  get annotations(): Readonly<Record<string, string>> {
    this.ownAnnotations ??= strings(fields(this.object.metadata).annotations);
    return this.ownAnnotations;
  }

  get labels(): Readonly<Record<string, string>> {
    this.ownLabels ??= strings(fields(this.object.metadata).labels);
    return this.ownLabels;
  }
}

/** Whether a value is a map. */
export function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value if it is a map, else an empty one. */
export function fields(value: unknown): Fields {
  return isMap(value) ? value : (NONE as Fields);
}

/** A value if it is a list, else an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value if it is a string, else `''`. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The entries of a map whose values are strings. */
export function strings(value: unknown): Readonly<Record<string, string>> {
  const map = fields(value);
  const keys = Object.keys(map);
  if (keys.length === 0) return NONE;
  if (keys.every((key) => typeof map[key] === 'string')) return map as Record<string, string>;
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
