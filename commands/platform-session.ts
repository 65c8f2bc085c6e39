import { type ImageOfPlatform, imagesOfPlatform } from '../charts/images/image-inventory';
import { PlatformImages } from '../charts/images/platform-images';
import { loadPlan } from '../synth/run-main';

/** The platform as far as the commands about images need it. */
export interface PlatformSession {
  readonly images: PlatformImages;
  readonly inventory: readonly ImageOfPlatform[];
}

/**
 * Runs the file that declares the platform without writing anything, and lists its images.
 *
 * @throws Error with everything that keeps the platform from being planned, a malformed lock included
 */
export async function loadPlatform(main?: string): Promise<PlatformSession> {
  const { app, plan } = await loadPlan(main);
  const images = PlatformImages.of(app);
  return { images, inventory: imagesOfPlatform(images, plan) };
}
