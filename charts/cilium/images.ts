import type { Construct } from 'constructs';
import { PlatformImages } from '../images/platform-images';
import type { CiliumVersion } from './versions';

/**
 * The images that a version of the chart names, digests included: Cilium's chart pins its own, so its version is the lock.
 * By the values path that a mirror would set.
 */
const IMAGES: Readonly<Record<CiliumVersion, Readonly<Record<string, string>>>> = {
  '1.16.5': {
    image: 'quay.io/cilium/cilium:v1.16.5@sha256:758ca0793f5995bb938a2fa219dcce63dc0b3fa7fc4ce5cc851125281fb7361d',
    'operator.image':
      'quay.io/cilium/operator-generic:v1.16.5@sha256:f7884848483bbcd7b1e0ccfd34ba4546f258b460cb4b7e2f06a1bcc96ef88039',
    'envoy.image':
      'quay.io/cilium/cilium-envoy:v1.30.8-1733837904-eaae5aca0fb988583e5617170a65ac5aa51c0aa8@sha256:709c08ade3d17d52da4ca2af33f431360ec26268d288d9a6cd1d98acc9a1dced',
    'certgen.image':
      'quay.io/cilium/certgen:v0.2.0@sha256:169d93fd8f2f9009db3b9d5ccd37c2b753d0989e1e7cd8fe79f9160c459eef4f',
    'hubble.relay.image':
      'quay.io/cilium/hubble-relay:v1.16.5@sha256:6cfae1d1afa566ba941f03d4d7e141feddd05260e5cd0a1509aba1890a45ef00',
    'hubble.ui.frontend.image':
      'quay.io/cilium/hubble-ui:v0.13.1@sha256:e2e9313eb7caf64b0061d9da0efbdad59c6c461f6ca1752768942bfeda0796c6',
    'hubble.ui.backend.image':
      'quay.io/cilium/hubble-ui-backend:v0.13.1@sha256:0e0eed917653441fded4e7cdb096b7be6a3bddded5a2dd10812a27b1fc6ed95b',
  },
  '1.19.6': {
    image: 'quay.io/cilium/cilium:v1.19.6@sha256:0df5b2750b64c49843aba1d649e9eaf61467cb0645ad3171db6f6962c095ac92',
    'operator.image':
      'quay.io/cilium/operator-generic:v1.19.6@sha256:0db4ca4e06969d8904ee036617795d0e9c3228cf7b8d902ba74fc2bb98d2d665',
    'envoy.image':
      'quay.io/cilium/cilium-envoy:v1.36.9-1782267392-edeb3f2af56c37c407efa1f63f0b32f595399bbc@sha256:767101fb8a5e38f055778cb43b7aa8eed80450b37f8121effac3d9de9e06dc99',
    'certgen.image':
      'quay.io/cilium/certgen:v0.4.6@sha256:511cedee817713fdf72db7e32fffb4b90da7747661b95180064f18198877626c',
    'hubble.relay.image':
      'quay.io/cilium/hubble-relay:v1.19.6@sha256:6782a49e3f28eba015701c4410a5ec7fa096fe9a562f879b4372dbecd827ea44',
    'hubble.ui.frontend.image':
      'quay.io/cilium/hubble-ui:v0.13.5@sha256:f7d514fc54d784ed6df9d58cf0e97648b143f92b766dd1780ed3fc845bd4c516',
    'hubble.ui.backend.image':
      'quay.io/cilium/hubble-ui-backend:v0.13.5@sha256:fac0c300ae119274edca11fd89b1ad23c788792d8bc4ea2ba631c709e8d3c688',
  },
};

/** Records the images of a version, for `groundwork images` and `mirror`. Hubble's UI and Relay only where they run. */
export function useCiliumImages(construct: Construct, version: CiliumVersion, hubbleUi: boolean): void {
  for (const [path, reference] of Object.entries(IMAGES[version])) {
    if (!hubbleUi && /^hubble\./.test(path)) continue;
    PlatformImages.of(construct).use(reference, { construct, through: path, pinnedBy: 'chart' });
  }
}
