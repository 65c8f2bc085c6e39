/** The versions of Argo CD's chart that the construct knows. */
export type ArgoCdVersion = '10.1.1';

/** The values of a version's chart. */
export type ArgoCdValues<V extends ArgoCdVersion> = V extends ArgoCdVersion ? Record<string, unknown> : never;
