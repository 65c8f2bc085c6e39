/** The versions of Harbor's chart that the construct knows. */
export type HarborVersion = '1.19.1';

/** The values of a version's chart. */
export type HarborValues<V extends HarborVersion> = V extends HarborVersion ? Record<string, unknown> : never;
