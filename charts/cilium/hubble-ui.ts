import type { Construct } from 'constructs';
import { Addresses } from '../exposure/addresses';
import { certificateSecret } from '../exposure/certificate-secret';
import {
  type IngressExposure,
  ingressAnnotations,
  type LoadBalancerExposure,
  type NoExposure,
  schemeOf,
} from '../exposure/exposure';
import { NodePorts } from '../facts/node-ports';
import { RequiredSecrets } from '../facts/required-secrets';
import type { CiliumValues } from './versions';

/** How people reach Hubble's UI. It speaks plain HTTP itself, and its chart has no HTTPRoute. */
export type HubbleUiExposure = HubbleUiNodePort | LoadBalancerExposure<false> | IngressExposure | NoExposure;

/** On a port of every node. */
export interface HubbleUiNodePort {
  /** On a port of every node. @default 'nodePort' */
  readonly type?: 'nodePort';
  /** The port on the nodes, 30000 to 32767. */
  readonly nodePort: number;
}

function isNodePort(exposure: HubbleUiExposure): exposure is HubbleUiNodePort {
  return exposure.type === undefined || exposure.type === 'nodePort';
}

const SERVICE = 'Hubble UI';

/** Claims what it opens, and asks for its certificate. */
export function claimHubbleUi(construct: Construct, exposure: HubbleUiExposure, namespace: string): void {
  if (isNodePort(exposure)) {
    NodePorts.of(construct).claim({ service: SERVICE, port: exposure.nodePort, owner: construct.node.path });
    return;
  }
  const { host, tls } = exposure;
  Addresses.of(construct).claim({
    service: SERVICE,
    url: `${schemeOf(tls)}://${host}`,
    construct,
    ...(exposure.type === 'ingress' && { route: `${host}/` }),
    ...(exposure.type === 'loadBalancer' && { loadBalancer: exposure.address }),
    ...(exposure.type === 'none' && { how: `something of yours leads to the Service ${namespace}/hubble-ui, port 80` }),
  });
  if (tls !== false && tls.certSource === 'secret')
    RequiredSecrets.of(construct).declare(certificateSecret(namespace, tls.secretName, SERVICE, host));
}

/** The Secret that cert-manager puts the certificate of the Ingress into. */
const ISSUED = 'hubble-ui-tls';

/** The chart's values of `hubble.ui` for an exposure. */
export function hubbleUiValues(exposure: HubbleUiExposure): NonNullable<NonNullable<CiliumValues['hubble']>['ui']> {
  switch (exposure.type) {
    case 'loadBalancer': {
      const { annotations, address } = exposure;
      // The chart has no field for the address; Cilium and MetalLB read it here.
      const asked = address && { 'lbipam.cilium.io/ips': address, 'metallb.io/loadBalancerIPs': address };
      return { service: { type: 'LoadBalancer', annotations: { ...asked, ...annotations } } };
    }
    case 'ingress': {
      const { host, className, tls } = exposure;
      const secretName =
        tls !== false && tls.certSource === 'secret'
          ? tls.secretName
          : tls !== false && tls.certSource === 'cert-manager'
            ? ISSUED
            : undefined;
      const shown = tls !== false && tls.certSource !== 'inFront';
      return {
        service: { type: 'ClusterIP' },
        ingress: {
          enabled: true,
          className,
          hosts: [host],
          annotations: ingressAnnotations(exposure),
          tls: shown ? [{ hosts: [host], ...(secretName !== undefined && { secretName }) }] : [],
        },
      };
    }
    case 'none':
      return { service: { type: 'ClusterIP' } };
    default:
      return { service: { type: 'NodePort', nodePort: exposure.nodePort } };
  }
}
