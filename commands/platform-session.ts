import { type ImageOfPlatform, imagesOfPlatform } from '../charts/images/image-inventory';
import { PlatformImages } from '../charts/images/platform-images';
import { partOf } from '../synth/plan/part-of';
import { loadPlan } from '../synth/run-main';

/** One cluster as far as the commands about images need it. */
export interface PlatformSession {
  /** Its name. @default - the app has no clusters, and is one itself */
  readonly cluster?: string;
  readonly images: PlatformImages;
  readonly inventory: readonly ImageOfPlatform[];
}

/**
 * Runs the file that declares the platform without writing anything, and lists the images of each cluster.
 *
 * @param only the name of the one cluster that is wanted
 * @throws Error with everything that keeps the platform from being planned, a malformed lock included; or if there is no such
 * cluster, with the names of those that there are
 */
export async function loadPlatforms(main?: string, only?: string): Promise<readonly PlatformSession[]> {
  const { app, plan } = await loadPlan(main);
  const names = app.clusters.flatMap(({ directory }) => directory ?? []);
  if (only !== undefined && !names.includes(only))
    throw new Error(
      `--cluster ${only}: ${names.length > 0 ? `the clusters are ${names.join(', ')}` : `${main ?? 'main.ts'} declares no clusters: leave it out`}`,
    );
  return app.clusters
    .filter(({ directory }) => only === undefined || directory === only)
    .map((cluster) => {
      const images = PlatformImages.of(cluster);
      return { cluster: cluster.directory, images, inventory: imagesOfPlatform(images, partOf(plan, cluster)) };
    });
}

/** The line that stands before what is said of one of several clusters. */
export function clusterHeading({ cluster }: PlatformSession): string[] {
  return cluster === undefined ? [] : [`Cluster ${cluster}`];
}

/** The option `--cluster` of the commands about images. */
export const CLUSTER_OPTION = ['--cluster <name>', 'of several clusters, this one alone'] as const;
