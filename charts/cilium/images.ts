import type { Construct } from 'constructs';
import { releaseOf } from '../helm/release';
import { PlatformImages } from '../images/platform-images';
import type { CiliumVersion } from './versions';

/** What runs, by the values path that a mirror would set. Cilium's chart pins its own images, so its version is their lock. */
const ALWAYS = ['image', 'operator.image', 'envoy.image', 'certgen.image'];
const WITH_HUBBLE_UI = ['hubble.relay.image', 'hubble.ui.frontend.image', 'hubble.ui.backend.image'];

/** Records the images of a version, for `groundwork images` and `mirror`. */
export function useCiliumImages(construct: Construct, version: CiliumVersion, hubbleUi: boolean): void {
  const { images } = releaseOf('cilium', version);
  for (const path of [...ALWAYS, ...(hubbleUi ? WITH_HUBBLE_UI : [])]) {
    PlatformImages.of(construct).use(images[path], {
      construct,
      through: path,
      pinnedBy: 'chart',
      chart: `cilium ${version}`,
    });
  }
}
