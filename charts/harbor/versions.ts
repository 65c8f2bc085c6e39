import type { ChartVersion, HelmValues } from '../../imports/helm-values';

/** The versions of Harbor's chart whose values were imported (`npm run import`). */
export type HarborVersion = ChartVersion<'harbor'>;

/** The values of a version's chart. */
export type HarborValues<V extends HarborVersion = HarborVersion> = HelmValues<'harbor', V>;
