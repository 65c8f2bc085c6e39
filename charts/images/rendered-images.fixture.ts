import type { ImageLock } from '../../images/image-lock';
import type { Plan } from '../../synth/plan/plan';
import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { imagesOfPlatform } from './image-inventory';
import { PlatformImages } from './platform-images';

/** A declaration for which it is known which images Helm renders. */
export interface RenderedCase {
  readonly chart: 'harbor' | 'argo-cd' | 'cilium';
  readonly version: string;
  /** Properties of the construct. */
  readonly props?: Readonly<Record<string, unknown>>;
  /** The escape hatch. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** How each case is called in the fixture; a property that is left out on purpose is a null in it. */
export function nameOf({ chart, version, props = {}, values }: RenderedCase): string {
  const declared = { ...props, ...(values && { values }) };
  return `${chart} ${version} ${JSON.stringify(declared, (_, value) => value ?? null)}`;
}

const DIGEST = `sha256:${'d'.repeat(64)}`;
const TOOL = { name: 'tool', image: 'quay.io/a/tool:1' };

const HARBOR: readonly Omit<RenderedCase, 'chart' | 'version'>[] = [
  {},
  { values: { trivy: { enabled: false } } },
  { values: { trivy: { enabled: false }, metrics: { enabled: true } } },
  { values: { metrics: { enabled: true } } },
  { values: { portal: { image: { repository: 'mirror.example.com/goharbor/harbor-portal' } } } },
  { values: { trivy: { image: { repository: 'mirror.example.com/trivy', tag: 'v9' } } } },
  { values: { trivy: { enabled: false, image: { repository: 'mirror.example.com/trivy', tag: 'v9' } } } },
  { values: { core: { initContainers: [TOOL] } } },
  { props: { exposure: { type: 'ingress', host: 'harbor.example.com', tls: false } } },
];

const ARGOCD: readonly Omit<RenderedCase, 'chart' | 'version'>[] = [
  {},
  { props: { dex: false } },
  { props: { notifications: false } },
  { props: { dex: false, notifications: false } },
  { values: { redis: { exporter: { enabled: true } } } },
  { values: { redis: { enabled: false }, externalRedis: { host: 'redis.example.com' } } },
  { values: { redis: { enabled: false, exporter: { enabled: true } } } },
  { values: { 'redis-ha': { enabled: true } } },
  { values: { 'redis-ha': { enabled: true, haproxy: { enabled: false } } } },
  { values: { 'redis-ha': { enabled: true, exporter: { enabled: true } }, redis: { exporter: { enabled: true } } } },
  { values: { 'redis-ha': { enabled: false, exporter: { enabled: true } } } },
  { values: { server: { extensions: { enabled: true } } } },
  { values: { server: { extensions: { enabled: true, extensionList: [{ name: 'e', env: [] }] } } } },
  { values: { server: { extensions: { enabled: false, extensionList: [{ name: 'e', env: [] }] } } } },
  { values: { commitServer: { enabled: true } } },
  { values: { commitServer: { enabled: true, image: { repository: 'quay.io/a/commit', tag: 'v1' } } } },
  { values: { commitServer: { enabled: false, image: { repository: 'quay.io/a/commit', tag: 'v1' } } } },
  { values: { repoServer: { image: { repository: 'quay.io/a/argocd' } } } },
  { values: { applicationSet: { image: { tag: 'v3.4.5' } } } },
  { values: { applicationSet: { replicas: 0 } } },
  { values: { global: { image: { repository: 'mirror.example.com/argocd' } } } },
  { values: { dex: { initImage: { repository: 'quay.io/a/argocd', tag: 'v3' } } } },
  { props: { dex: false }, values: { dex: { initImage: { repository: 'quay.io/a/argocd', tag: 'v3' } } } },
  { values: { repoServer: { extraContainers: [TOOL] }, server: { initContainers: [{ ...TOOL, name: 'init' }] } } },
];

const CILIUM: readonly Omit<RenderedCase, 'chart' | 'version'>[] = [
  {},
  { props: { hubbleUi: undefined } },
  { values: { envoy: { enabled: false } } },
  { values: { envoy: { enabled: true }, upgradeCompatibility: '1.15' } },
  { values: { upgradeCompatibility: '1.15' } },
  { values: { upgradeCompatibility: '1.16' } },
  { values: { l7Proxy: false } },
  { values: { operator: { enabled: false } } },
  { values: { agent: false } },
  { values: { nodeinit: { enabled: true } } },
  { values: { preflight: { enabled: true } } },
  { values: { preflight: { enabled: true }, envoy: { enabled: false } } },
  { values: { clustermesh: { useAPIServer: true } } },
  { values: { clustermesh: { useAPIServer: true, apiserver: { tls: { auto: { method: 'cronJob' } } } } } },
  { values: { authentication: { enabled: true, mutual: { spire: { enabled: true } } } } },
  { values: { authentication: { enabled: true, mutual: { spire: { enabled: true, install: { enabled: false } } } } } },
  { values: { image: { repository: 'mirror.example.com/cilium', digest: DIGEST } } },
  { values: { image: { repository: 'mirror.example.com/cilium', tag: 'v1', useDigest: false } } },
  { values: { image: { override: 'mirror.example.com/cilium:v2' } } },
  { values: { operator: { image: { repository: 'mirror.example.com/operator', genericDigest: DIGEST } } } },
  { values: { operator: { image: { useDigest: false } } } },
  { values: { certgen: { image: { useDigest: false } }, extraContainers: [TOOL] } },
];

const CILIUM_1_16: readonly Omit<RenderedCase, 'chart' | 'version'>[] = [
  { values: { externalWorkloads: { enabled: true } } },
];

const CILIUM_1_19: readonly Omit<RenderedCase, 'chart' | 'version'>[] = [
  { values: { clustermesh: { mcsapi: { enabled: true, corednsAutoConfigure: { enabled: true } } } } },
  { values: { clustermesh: { mcsapi: { enabled: true } } } },
];

/** Each switch on and off, for every version whose values are imported. */
export const CASES: readonly RenderedCase[] = [
  ...HARBOR.map((one) => ({ chart: 'harbor' as const, version: '1.19.1', ...one })),
  ...ARGOCD.map((one) => ({ chart: 'argo-cd' as const, version: '10.1.1', ...one })),
  ...[...CILIUM, ...CILIUM_1_16].map((one) => ({ chart: 'cilium' as const, version: '1.16.5', ...one })),
  ...[...CILIUM, ...CILIUM_1_19].map((one) => ({ chart: 'cilium' as const, version: '1.19.6', ...one })),
  ...[...CILIUM, ...CILIUM_1_19].map((one) => ({ chart: 'cilium' as const, version: '1.20.0', ...one })),
];

const PROPERTY = { harbor: 'harbor', 'argo-cd': 'argocd', cilium: 'cilium' } as const;

/**
 * Declares the platform of a case.
 *
 * @param lock without one, what is pinned is pinned by the chart or the author
 */
export function declare(
  { chart, version, props, values }: RenderedCase,
  lock: ImageLock = new Map(),
): {
  readonly app: GroundworkApp;
  readonly plan: Plan;
  /** The values file, as Helm gets it. */
  readonly values: string;
} {
  const app = new GroundworkApp({ outdir: 'dist' });
  PlatformImages.withLock(app, lock);
  platform(app, { [PROPERTY[chart]]: { version, ...props, ...(values && { values }) } });
  const plan = app.plan();
  const { text = '' } = plan.files.find(({ path }) => path === `values/${PROPERTY[chart]}.yaml`) ?? {};
  return { app, plan, values: text };
}

/** The images of the inventory that come with the chart of a case. */
export function inventoryOf(one: RenderedCase): readonly string[] {
  const { app, plan } = declare(one);
  return imagesOfPlatform(PlatformImages.of(app), plan)
    .filter(({ owners }) => owners.some(({ chart }) => chart === `${one.chart} ${one.version}`))
    .map(({ reference }) => reference);
}
