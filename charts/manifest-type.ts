import type { IntOrString, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';

/**
 * What a type of cdk8s-plus is in a manifest: quantities and "int or string" are plain.
 *
 * For objects that are made as `ApiObject`: the classes of cdk8s-plus come in one file of 2.7 MB, which would be a tenth of
 * a synth's time. The names of fields are those of cdk8s-plus, which differ from Kubernetes' where an abbreviation is in
 * capitals (`hostPid`): the tests compare with what its classes render.
 */
export type Manifest<T> = T extends Quantity | IntOrString
  ? Wrapped<T>
  : T extends readonly (infer E)[]
    ? readonly Manifest<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Manifest<T[K]> }
      : T;

/** By structure, an object that has a `value` among others is a Quantity, too. */
type Wrapped<T> = keyof T extends 'value' ? string | number : { readonly [K in keyof T]: Manifest<T[K]> };
