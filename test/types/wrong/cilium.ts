import type { HelmValues } from '../../../imports/helm-values';

type Cilium = HelmValues<'cilium', '1.16.5'>;

// The two typos of the issue: the pods talk in clear.
// @ts-expect-error no such key
export const encrypton: Cilium = { encrypton: { enabled: true } };
// @ts-expect-error no such method
export const wiregaurd: Cilium = { encryption: { type: 'wiregaurd' } };
// @ts-expect-error a boolean, not a text
export const enabled: Cilium = { encryption: { enabled: 'true' } };
// @ts-expect-error no such key below wireguard
export const keepalive: Cilium = { encryption: { wireguard: { persistantKeepalive: '0s' } } };
// @ts-expect-error ztunnel came with 1.19
export const ztunnel: Cilium = { encryption: { type: 'ztunnel' } };
// @ts-expect-error the agent does not start
export const routing: Cilium = { routingMode: 'tunel' };
// @ts-expect-error the agent does not start
export const tunnel: Cilium = { tunnelProtocol: 'vxln' };
// @ts-expect-error the pool's keys are dropped
export const ipam: Cilium = { ipam: { mode: 'cluster-pol' } };
// @ts-expect-error cronJob, or no certificate is made
export const certificates: Cilium = { hubble: { tls: { auto: { method: 'cronjob' } } } };
// @ts-expect-error the words of Cilium 1.13
export const kubeProxy: Cilium = { kubeProxyReplacement: 'strict' };
// @ts-expect-error only exactly NodePort emits the port
export const service: Cilium = { hubble: { ui: { service: { type: 'nodePort' } } } };
// @ts-expect-error a number, not a text
export const nodePort: Cilium = { hubble: { ui: { service: { nodePort: '31235' } } } };
// @ts-expect-error a boolean, not a text
export const rollOut: Cilium = { rollOutCiliumPods: 'true' };
// @ts-expect-error no such key: rollOutCiliumPods
export const rollOutPods: Cilium = { rollOutPods: true };
// @ts-expect-error a DaemonSet knows RollingUpdate and OnDelete
export const strategy: Cilium = { updateStrategy: { type: 'Recreate' } };
// @ts-expect-error no such key of a DaemonSet's strategy
export const surge: Cilium = { updateStrategy: { rollingUpdate: { maxUnavailble: 1 } } };
// @ts-expect-error operators are Exists and Equal
export const toleration: Cilium = { tolerations: [{ operator: 'exists' }] };
// @ts-expect-error a list of CIDRs, not of numbers
export const cidrs: Cilium = { ipam: { operator: { clusterPoolIPv4PodCIDRList: [10] } } };
// @ts-expect-error values of annotations are texts
export const annotation: Cilium = { podAnnotations: { revision: 3 } };
// @ts-expect-error always, in this form
export const policy: Cilium = { policyEnforcementMode: 'Always' };
// @ts-expect-error limits, not limit
export const resources: Cilium = { resources: { limit: { memory: '1Gi' } } };
// @ts-expect-error a key of the certificate's cron job, not a map of anything
export const certgen: Cilium = { certgen: { annotations: { jobs: { a: 'b' } } } };
