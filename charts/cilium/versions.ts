/** The versions of Cilium's chart that the construct knows. */
export type CiliumVersion = '1.16.5' | '1.19.6';

/** The values of a version's chart. */
export type CiliumValues<V extends CiliumVersion> = V extends CiliumVersion ? Record<string, unknown> : never;
