import type { HelmValues } from '../../../imports/helm-values';

type ArgoCd = HelmValues<'argo-cd', '10.1.1'>;

// @ts-expect-error configs, not config
export const config: ArgoCd = { config: { params: { 'server.insecure': true } } };
// @ts-expect-error the server would serve TLS
export const insecure: ArgoCd = { configs: { params: { 'server.insecure': 'ture' } } };
// @ts-expect-error only exactly NodePort emits the ports
export const service: ArgoCd = { server: { service: { type: 'Nodeport' } } };
// @ts-expect-error nodePortHttp
export const nodePort: ArgoCd = { server: { service: { nodePortHTTP: 30080 } } };
// @ts-expect-error soft or hard
export const affinity: ArgoCd = { global: { affinity: { podAntiAffinity: 'Soft' } } };
// @ts-expect-error generic, aws or gke
export const ingress: ArgoCd = { server: { ingress: { controller: 'nginx' } } };
// @ts-expect-error crds.keep is a boolean
export const crds: ArgoCd = { crds: { keep: 'true' } };
// @ts-expect-error redisSecretInit
export const redis: ArgoCd = { redisSecretsInit: { enabled: false } };
// @ts-expect-error a list of arguments
export const args: ArgoCd = { controller: { extraArgs: '--self-heal-timeout-seconds=5' } };
// @ts-expect-error the key of a volume's source
export const volume: ArgoCd = { repoServer: { volumes: [{ name: 'x', emptydir: {} }] } };
// @ts-expect-error a rule has verbs
export const rule: ArgoCd = { server: { clusterRoleRules: { rules: [{ apiGroups: [''], verb: ['get'] }] } } };
// @ts-expect-error info, in lower case
export const level: ArgoCd = { global: { logging: { level: 'INFO' } } };
// @ts-expect-error a text, not a list
export const cm: ArgoCd = { configs: { cm: { url: ['http://10.0.24.28:30080'] } } };
// @ts-expect-error annotation, label, or both
export const tracking: ArgoCd = { configs: { cm: { 'application.resourceTrackingMethod': 'annotations' } } };
