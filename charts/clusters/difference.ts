import { mergeMaps, type Values } from '../helm/merge-values';

/** What is otherwise: any part of a value, with the types that its parts have. A list replaces the whole list. */
export type Difference<T> = T extends readonly unknown[] | ((...args: never) => unknown)
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Difference<T[K]> }
    : T;

/** A value with what is otherwise. Maps are merged, everything else is replaced. */
export function withDifference<T extends object>(base: T, difference: Difference<T> | undefined): T {
  return difference === undefined ? base : (mergeMaps(base as Values, difference as Values) as T);
}
