import type { HelmValues } from '../../../imports/helm-values';

export const harbor: HelmValues<'harbor', '1.19.1'> = {
  expose: { type: 'nodePort', tls: { enabled: false }, nodePort: { ports: { http: { port: 80, nodePort: 30002 } } } },
  externalURL: 'http://10.0.24.28:30002',
  updateStrategy: { type: 'Recreate' },
  persistence: {
    persistentVolumeClaim: {
      registry: { size: '10Gi', annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
      jobservice: { jobLog: { size: '1Gi' } },
    },
  },
  // null removes an annotation that the chart sets by default.
  ...{ core: { priorityClassName: null, nodeSelector: { 'kubernetes.io/os': 'linux' } } },
  database: {
    type: 'internal',
    internal: {
      password: '',
      extraEnvVars: [
        { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'harbor-secrets', key: 'password' } } },
      ],
    },
  },
  nginx: { resources: { limits: { cpu: 1, memory: '1Gi' } }, tolerations: [{ operator: 'Exists' }] },
};

export const annotations: HelmValues<'harbor', '1.19.1'> = {
  expose: { ingress: { annotations: { 'ingress.kubernetes.io/ssl-redirect': null, anything: 'else' } } },
};

export const argoCd: HelmValues<'argo-cd', '10.1.1'> = {
  global: { domain: '10.0.24.28', nodeSelector: { 'kubernetes.io/os': null, pool: 'infra' } },
  configs: {
    params: { 'server.insecure': true, 'any.other': 'x', 'controller.status.processors': 20 },
    cm: { url: 'http://10.0.24.28:30080', 'resource.customizations.health.argoproj.io_Application': 'return {}' },
    rbac: { 'policy.csv': 'g, a, role:admin', 'policy.team-a.csv': '' },
  },
  server: { service: { type: 'NodePort', nodePortHttp: 30080, nodePortHttps: 30443 } },
  dex: { enabled: false },
  'redis-ha': { enabled: false, sysctlImage: { enabled: true } },
};

export const cilium: HelmValues<'cilium', '1.16.5'> = {
  kubeProxyReplacement: true,
  k8sServiceHost: '10.0.24.28',
  k8sServicePort: 6443,
  routingMode: 'tunnel',
  tunnelProtocol: 'vxlan',
  ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.244.0.0/16'] } },
  encryption: { enabled: true, type: 'wireguard', nodeEncryption: false },
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
  extraConfig: { 'any-key': 'x' },
  hubble: { tls: { auto: { method: 'cronJob' } }, ui: { service: { type: 'NodePort', nodePort: 30527 } } },
  certgen: { annotations: { job: { 'argocd.argoproj.io/hook': 'Sync' } } },
  podSecurityContext: { appArmorProfile: { type: 'Unconfined' }, runAsUser: null },
  operator: { podDisruptionBudget: { minAvailable: 1, maxUnavailable: null } },
};
