import { PlatformImages } from '../../charts/images/platform-images';
import { loadPlan } from '../session';
import { type ImageOfPlatform, imagesOfPlatform } from './image-inventory';

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
export function loadPlatform(main?: string): PlatformSession {
  const { app, plan } = loadPlan(main);
  const images = PlatformImages.of(app);
  return { images, inventory: imagesOfPlatform(images, plan) };
}
