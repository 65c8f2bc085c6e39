import type { Construct } from 'constructs';
import { parseImageReference } from '../../images/image-reference';
import type { Values } from '../helm/merge-values';
import { imagesOf } from '../helm/release';
import { type ChartImage, ChartValues, useContainersInValues } from '../images/chart-images';
import { PlatformImages } from '../images/platform-images';
import type { CiliumVersion } from './versions';

const relay = (values: ChartValues) => values.on('hubble.enabled') && values.on('hubble.relay.enabled');
const ui = (values: ChartValues) =>
  (values.on('hubble.enabled') || values.on('hubble.ui.standalone.enabled')) && values.on('hubble.ui.enabled');
const spire = (values: ChartValues) =>
  values.on('authentication.mutual.spire.enabled') && values.on('authentication.mutual.spire.install.enabled');
/** Until 1.16 external workloads want the server too. */
const clusterMesh = (values: ChartValues) =>
  values.on('clustermesh.useAPIServer') || values.on('externalWorkloads.enabled');
/** Since 1.19, a Job that configures CoreDNS runs the server's image. */
const coreDnsJob = (values: ChartValues) =>
  (values.on('clustermesh.mcsapi.enabled') || values.on('clustermesh.enableMCSAPISupport')) &&
  values.on('clustermesh.mcsapi.corednsAutoConfigure.enabled');
const makesCertificates = (values: ChartValues, tls: string) =>
  values.on(`${tls}.auto.enabled`) && values.at(`${tls}.auto.method`) === 'cronJob';

/** Whether Envoy runs in a DaemonSet of its own; without a value it does, unless compatibility with 1.15 is asked for. */
function envoyDaemonSet(values: ChartValues): boolean {
  if (!values.on('l7Proxy')) return false;
  if (typeof values.at('envoy.enabled') === 'boolean') return values.on('envoy.enabled');
  const [, major = '1', minor = '16'] = /^v?(\d+)\.(\d+)/.exec(String(values.at('upgradeCompatibility') ?? '')) ?? [];
  return Number(major) > 1 || Number(minor) >= 16;
}

/**
 * Cilium's images, and under which values its chart renders them. The operator's image is the generic one, without
 * support for a cloud.
 *
 * Compared with what `helm template` renders of charts 1.16.5, 1.19.6 and 1.20.0, for each of these values on and off, as far as the
 * declaration leaves them open (charts/images/rendered-images.integration.ts).
 *
 * @see https://github.com/cilium/cilium/tree/v1.16.5/install/kubernetes/cilium/templates
 * @see https://github.com/cilium/cilium/tree/v1.19.6/install/kubernetes/cilium/templates
 */
const IMAGES: readonly ChartImage[] = [
  { path: 'image', when: (values) => values.on('agent') && !values.on('preflight.enabled') },
  { path: 'operator.image', when: (values) => values.on('operator.enabled') },
  { path: 'envoy.image', when: (values) => envoyDaemonSet(values) && !values.on('preflight.enabled') },
  {
    path: 'certgen.image',
    when: (values) =>
      (values.on('hubble.enabled') && values.on('hubble.tls.enabled') && makesCertificates(values, 'hubble.tls')) ||
      (clusterMesh(values) && makesCertificates(values, 'clustermesh.apiserver.tls')),
  },
  { path: 'hubble.relay.image', when: relay },
  { path: 'hubble.ui.frontend.image', when: ui },
  { path: 'hubble.ui.backend.image', when: ui },
  { path: 'clustermesh.apiserver.image', when: (values) => clusterMesh(values) || coreDnsJob(values) },
  { path: 'nodeinit.image', when: (values) => values.on('nodeinit.enabled') },
  { path: 'preflight.image', when: (values) => values.on('preflight.enabled') },
  { path: 'preflight.envoy.image', when: (values) => values.on('preflight.enabled') && envoyDaemonSet(values) },
  {
    path: 'encryption.ztunnel.image',
    when: (values) => values.on('encryption.enabled') && values.at('encryption.type') === 'ztunnel',
  },
  { path: 'standaloneDnsProxy.image', when: (values) => values.on('standaloneDnsProxy.enabled') },
  { path: 'authentication.mutual.spire.install.initImage', when: spire },
  { path: 'authentication.mutual.spire.install.agent.image', when: spire },
  { path: 'authentication.mutual.spire.install.server.image', when: spire },
];

/** The chart's defaults of the values that decide. A value that a version does not have counts as off. */
export const CILIUM_IMAGE_DEFAULTS = {
  agent: true,
  l7Proxy: true,
  upgradeCompatibility: null,
  'operator.enabled': true,
  'envoy.enabled': null,
  'hubble.enabled': true,
  'hubble.tls.enabled': true,
  'hubble.tls.auto.enabled': true,
  'hubble.tls.auto.method': 'helm',
  'hubble.relay.enabled': false,
  'hubble.ui.enabled': false,
  'hubble.ui.standalone.enabled': false,
  'clustermesh.useAPIServer': false,
  'clustermesh.apiserver.tls.auto.enabled': true,
  'clustermesh.apiserver.tls.auto.method': 'helm',
  'clustermesh.enableMCSAPISupport': false,
  'clustermesh.mcsapi.enabled': false,
  'clustermesh.mcsapi.corednsAutoConfigure.enabled': false,
  'externalWorkloads.enabled': false,
  'nodeinit.enabled': false,
  'preflight.enabled': false,
  'encryption.enabled': false,
  'encryption.type': 'ipsec',
  'standaloneDnsProxy.enabled': false,
  'authentication.mutual.spire.enabled': false,
  'authentication.mutual.spire.install.enabled': true,
};

/**
 * Records the images that Cilium's chart renders with these values, for `groundwork images` and `mirror`. The chart pins its
 * own images, so its version is their lock.
 *
 * @param values what the values file says
 * @param given the part of it that is not derived
 */
export function useCiliumImages(construct: Construct, version: CiliumVersion, values: Values, given?: object): void {
  const chart = `cilium ${version}`;
  const images = imagesOf('cilium', version);
  const used = new ChartValues(values, CILIUM_IMAGE_DEFAULTS);
  useContainersInValues(construct, chart, given);
  for (const { path, when } of IMAGES) {
    if (when && !when(used)) continue;
    const reference = referenceOf(used, path, images[path]);
    if (reference === undefined) continue;
    const byChart = reference === images[path] && { pinnedBy: 'chart' as const };
    PlatformImages.of(construct).use(reference, { construct, through: path, chart, fromLock: false, ...byChart });
  }
}

/** What the chart makes of the parts of a reference; undefined where this version has no such image. */
function referenceOf(values: ChartValues, path: string, byDefault: string | undefined): string | undefined {
  const whole = values.at(path);
  if (typeof whole === 'string') return whole;
  const part = (name: string) => values.at(`${path}.${name}`);
  if (part('override')) return String(part('override'));
  const { tag, digest } = byDefault === undefined ? {} : parseImageReference(byDefault);
  const given = part('repository');
  const name = given ? `${given}${path === 'operator.image' ? '-generic' : ''}` : byDefault?.split(/:[^/]*$/)[0];
  if (name === undefined) return undefined;
  // A null that is given takes the default away.
  const or = (value: unknown, otherwise: unknown) => (value === undefined ? otherwise : value);
  const theTag = or(part('tag'), tag);
  const theDigest = or(part(path === 'operator.image' ? 'genericDigest' : 'digest'), digest);
  const useDigest = or(part('useDigest'), digest !== undefined) && theDigest;
  return `${name}${theTag ? `:${theTag}` : ''}${useDigest ? `@${theDigest}` : ''}`;
}
