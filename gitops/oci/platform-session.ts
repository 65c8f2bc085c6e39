import type { App } from 'cdk8s';
import { PlatformImages } from '../../charts/images/platform-images';
import type { Plan } from '../plan/plan';
import { type ImageOfPlatform, imagesOfPlatform } from './image-inventory';

/** The platform as far as the commands about images need it. */
export interface PlatformSession {
  readonly images: PlatformImages;
  readonly inventory: readonly ImageOfPlatform[];
}

/**
 * Runs `main.ts` without writing anything, and lists its images.
 *
 * @throws Error with everything that keeps the platform from being planned, a malformed lock included
 */
export async function loadPlatform(main?: string): Promise<PlatformSession> {
  const { loadPlan } = require('../session') as {
    loadPlan(main?: string): { app: App; plan: Plan } | Promise<{ app: App; plan: Plan }>;
  };
  const { app, plan } = await loadPlan(main);
  const images = PlatformImages.of(app);
  return { images, inventory: imagesOfPlatform(images, plan) };
}
