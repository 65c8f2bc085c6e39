import type { Pointer } from '../../../model/types';
import type { Schema } from './schema';

/** Why the API server refuses a value, in its words. */
export interface Refusal {
  readonly about: 'type' | 'missing' | 'enum' | 'null' | 'schema';
  /** To the value, or to what is missing. */
  readonly pointer: Pointer;
  readonly value: unknown;
  /** What is wanted there. */
  readonly schema: Schema;
  /** Such as `Invalid value`. */
  readonly type: 'Invalid value' | 'Required value' | 'Unsupported value' | 'Too long' | 'Too many' | 'Duplicate value';
  /** The value as the API server shows it; nothing where it shows none. @default - the value itself */
  readonly shown?: string;
  /** What follows; empty where nothing does. */
  readonly detail: string;
  /** Whether the value, in quotes, follows that. @default false */
  readonly quotesValue?: boolean;
  /** Whether the API server does not say where it is, but `<nil>`. @default false */
  readonly nowhere?: boolean;
}

/** A way to a value as the messages of the API server write it: `spec.ports[0].name`. */
export function goPath(pointer: Pointer): string {
  let path = '';
  for (const part of pointer) path += typeof part === 'number' ? `[${part}]` : path === '' ? part : `.${part}`;
  return path;
}
