import { RIGHT } from '../../test/seed-platform';
import {
  AppProject,
  ArgoCd,
  type ArgoCdExposure,
  Cilium,
  GroundworkApp,
  Harbor,
  type HarborExposure,
  type HubbleUiExposure,
} from '..';

const { cluster, cilium, harbor } = RIGHT;
const host = 'x.example.com';
const ingress = { type: 'ingress', host, className: 'nginx' } as const;
const front = { certSource: 'inFront' } as const;
const gateway = { type: 'gateway', host, gateway: { name: 'public', namespace: 'gateways' }, tls: front } as const;
/** How TLS ends, as constants: in a list of cases, the compiler would widen them. */
const HTTP = { ...ingress, tls: false } as const;
const SECRET = { certSource: 'secret', secretName: 'own' } as const;
const CONTROLLER = { certSource: 'controller' } as const;
const ISSUED = { certSource: 'cert-manager', issuer: 'le' } as const;
const ca = { configMap: 'ca', key: 'ca.crt' };

// What the charts make of these values was compared with what helm renders of argo-cd 10.1.1 and harbor 1.19.1.
function parts(make: { argocd?: ArgoCdExposure; harbor?: HarborExposure; hubble?: HubbleUiExposure }) {
  const app = new GroundworkApp({ outdir: 'dist' });
  const project = new AppProject(app.file('projects/p'), 'project', { name: 'p' });
  const argocd = make.argocd && new ArgoCd(app, 'argocd', { version: '10.1.1', exposure: make.argocd, project });
  const registry = make.harbor && new Harbor(app, 'harbor', { ...harbor, exposure: make.harbor, project });
  if (make.hubble) new Cilium(app, 'cilium', { ...cilium, hubbleUi: make.hubble, cluster, project });
  // biome-ignore lint/suspicious/noExplicitAny: whatever the file holds
  const spec = (file: string) => app.plan().files.find(({ path }) => path === file)?.documents[0]?.spec as any;
  const values = (name: string) => spec(`infra/${name}.yaml`).source.helm.valuesObject;
  return { app, argocd, registry, spec, values, document: () => app.describe(app.plan()).markdown };
}

describe('Argo CD', () => {
  const cases: [string, ArgoCdExposure, string, object, 'true' | 'false'][] = [
    [
      'an Ingress without TLS',
      HTTP,
      `http://${host}`,
      { ingress: { tls: false, annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' } } },
      'true',
    ],
    [
      'an Ingress whose certificate is in a Secret',
      { ...ingress, tls: SECRET },
      `https://${host}`,
      { ingress: { extraTls: [{ hosts: [host], secretName: 'own' }] } },
      'true',
    ],
    [
      'an Ingress whose certificate cert-manager makes',
      { ...ingress, tls: ISSUED },
      `https://${host}`,
      { ingress: { tls: true, annotations: { 'cert-manager.io/cluster-issuer': 'le' } } },
      'true',
    ],
    [
      'an Ingress behind a proxy: no redirect, which would go round',
      { ...ingress, tls: front },
      `https://${host}`,
      { ingress: { tls: false, annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' } } },
      'true',
    ],
    [
      'a path, which Argo CD has to know',
      { ...HTTP, path: '/argocd/' },
      `http://${host}/argocd`,
      { ingress: { path: '/argocd' } },
      'true',
    ],
    [
      'a host for gRPC',
      { ...ingress, tls: CONTROLLER, grpc: { host: 'grpc.example.com' } },
      `https://${host}`,
      { ingressGrpc: { enabled: true, hostname: 'grpc.example.com', extraTls: [{ hosts: ['grpc.example.com'] }] } },
      'true',
    ],
    [
      'a LoadBalancer that ends TLS',
      { type: 'loadBalancer', host, address: '10.0.0.9', tls: { certSource: 'selfSigned' } },
      `https://${host}`,
      { service: { type: 'LoadBalancer', loadBalancerIP: '10.0.0.9' } },
      'false',
    ],
    [
      'a Gateway',
      gateway,
      `https://${host}`,
      { httproute: { enabled: true, hostnames: [host], parentRefs: [{ name: 'public', namespace: 'gateways' }] } },
      'true',
    ],
    ['nothing', { type: 'none', host, tls: front }, `https://${host}`, { service: { type: 'ClusterIP' } }, 'true'],
  ];
  test.each(cases)('behind %s', (_name, exposure, url, server, insecure) => {
    const { argocd, values } = parts({ argocd: exposure });
    expect(argocd?.url).toBe(url);
    const { configs, ...rest } = values('argocd');
    expect(rest.server).toMatchObject(server);
    expect(configs.cm.url).toBe(url);
    expect(configs.params['server.insecure']).toBe(insecure);
  });

  test('a path is in the settings that its links and cookies come from', () => {
    const { values } = parts({ argocd: { ...ingress, tls: false, path: '/argocd' } });
    expect(values('argocd').configs.params).toMatchObject({
      'server.rootpath': '/argocd',
      'server.basehref': '/argocd',
    });
  });
});

describe('Harbor', () => {
  const cases: [string, HarborExposure, string, object][] = [
    [
      'an Ingress whose certificate cert-manager makes',
      { ...ingress, tls: ISSUED },
      `https://${host}`,
      { type: 'ingress', tls: { secret: { secretName: 'harbor-ingress-tls' } } },
    ],
    [
      'an Ingress behind a proxy',
      { ...ingress, tls: front },
      `https://${host}`,
      { tls: { enabled: false }, ingress: { annotations: { 'ingress.kubernetes.io/ssl-redirect': 'false' } } },
    ],
    [
      'a LoadBalancer',
      { type: 'loadBalancer', host, address: '10.0.0.9', tls: false },
      `http://${host}`,
      { type: 'loadBalancer', loadBalancer: { name: 'harbor', IP: '10.0.0.9' } },
    ],
    ['a Gateway', gateway, `https://${host}`, { type: 'route', route: { hosts: [host] } }],
    [
      'nothing',
      { type: 'none', host, tls: false },
      `http://${host}`,
      { type: 'clusterIP', clusterIP: { name: 'harbor' } },
    ],
  ];
  test.each(cases)('behind %s', (_name, exposure, url, expose) => {
    const { registry, values } = parts({ harbor: exposure });
    expect(registry?.address).toMatchObject({ externalUrl: url, registry: host });
    expect(values('harbor')).toMatchObject({ externalURL: url, expose });
  });

  test('the nodes learn of a CA of one’s own, wherever TLS ends', () => {
    for (const tls of [
      { ...front, ca },
      { certSource: 'cert-manager', issuer: 'own', ca } as const,
      { certSource: 'controller', ca } as const,
    ])
      expect(parts({ harbor: { ...ingress, tls } }).registry?.registryHost).toEqual({ scheme: 'https', host, ca });
  });
});

test('Hubble’s UI behind an Ingress has no port on the nodes, and its certificate is asked for', () => {
  const { values, document } = parts({
    hubble: { ...ingress, tls: { certSource: 'secret', secretName: 'hubble-tls' } },
  });
  expect(values('cilium').hubble.ui).toMatchObject({
    service: { type: 'ClusterIP' },
    ingress: { hosts: [host], tls: [{ hosts: [host], secretName: 'hubble-tls' }] },
  });
  expect(document()).toContain(`| https://${host} | Hubble UI | none |`);
  expect(document()).toContain('### `kube-system/hubble-tls`');
  expect(document()).toMatch(/## Ports open on every node\n\nNone\./);
});

test('the project permits what the exposure makes the chart render', () => {
  const whitelist = (make: Parameters<typeof parts>[0]) =>
    parts(make).spec('projects/p.yaml').namespaceResourceWhitelist;
  expect(whitelist({ argocd: { ...ingress, tls: false } })).toContainEqual({
    group: 'networking.k8s.io',
    kind: 'Ingress',
  });
  expect(whitelist({ harbor: gateway })).toContainEqual({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' });
});

describe('an address that two claim is refused, with both', () => {
  test('host and path', () => {
    const { app } = parts({
      argocd: { ...ingress, tls: false },
      harbor: { ...ingress, host: host.toUpperCase(), tls: false },
    });
    expect(() => app.plan()).toThrow(
      /The address X\.EXAMPLE\.COM\/ is claimed by Argo CD \[argocd\] and by Harbor \[harbor\]: give one of them another host \(charts\/exposure\/exposure\.test\.ts:\d+.*; charts\/exposure\/exposure\.test\.ts:\d+/,
    );
    expect(() =>
      parts({ argocd: { ...ingress, tls: false, path: '/argocd' }, harbor: { ...ingress, tls: false } }).app.plan(),
    ).not.toThrow();
  });

  test('the address of a LoadBalancer', () => {
    const at = (name: string) => ({ type: 'loadBalancer', host: name, address: '10.0.0.9', tls: false }) as const;
    const { app } = parts({ argocd: at('a.example.com'), harbor: at('b.example.com') });
    expect(() => app.plan()).toThrow(
      /The LoadBalancer address 10\.0\.0\.9 is claimed by Argo CD \[argocd\] and by Harbor \[harbor\]/,
    );
  });
});
