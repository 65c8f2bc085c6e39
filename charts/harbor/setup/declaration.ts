import { projectMetadata, quotaOf } from './project';
import type { HarborProxyCache } from './proxy-cache';
import { type HarborRetention, retentionRule } from './retention';
import { isProjectRobot, robotPermissions } from './robot';
import type { SecretKeyReference } from './secret-key-reference';
import { type HarborState, hasScanner } from './state';

/** Where a key of a Secret is mounted in the Job's pod. */
export type SecretPath = (reference: SecretKeyReference) => string;

/** What the script needs to know beside the declared state. */
export interface DeclarationContext {
  readonly url: string;
  readonly username: string;
  readonly password: SecretKeyReference;
  readonly caFile?: string;
  readonly waitSeconds: number;
  /** Whether the chart brings Trivy. @default true */
  readonly trivy?: boolean;
  readonly secretPath: SecretPath;
}

/** The JSON that the script reads. It names files that hold secrets, and holds none. */
export function declaration(state: HarborState, context: DeclarationContext): object {
  const { secretPath } = context;
  const caches = state.proxyCaches ?? [];
  const scanner = hasScanner(state, context.trivy ?? true);
  return {
    url: context.url,
    ...(context.caFile && { caFile: context.caFile }),
    admin: { username: context.username, passwordFile: secretPath(context.password) },
    waitSeconds: context.waitSeconds,
    registries: registries(caches, secretPath),
    projects: [
      ...(state.projects ?? []).map((project) => ({
        name: project.name,
        metadata: projectMetadata(project, scanner),
        storageLimit: quotaOf(project),
        ...(project.retention && { retention: retention(project.retention) }),
      })),
      ...caches.map((cache) => ({
        name: cache.name,
        registry: cache.upstream.name,
        metadata: {
          ...projectMetadata(cache, scanner),
          ...(cache.speedKb !== undefined && { proxy_speed_kb: String(cache.speedKb) }),
        },
        storageLimit: quotaOf(cache),
        ...(cache.retention && { retention: retention(cache.retention) }),
      })),
    ],
    robots: (state.robots ?? []).map((robot) => ({
      name: robot.name,
      ...(isProjectRobot(robot) && { project: robot.project }),
      level: isProjectRobot(robot) ? 'project' : 'system',
      description: robot.description ?? '',
      duration:
        robot.expiresAfterDays === undefined || robot.expiresAfterDays === 'never' ? -1 : robot.expiresAfterDays,
      permissions: robotPermissions(robot),
      secretFile: secretPath(robot.secret),
      secretOf: `${robot.secret?.name} (key ${robot.secret?.key})`,
    })),
    ...(state.garbageCollection && {
      garbageCollection: {
        cron: state.garbageCollection.schedule,
        parameters: {
          delete_untagged: state.garbageCollection.deleteUntagged ?? false,
          workers: state.garbageCollection.workers ?? 1,
        },
      },
    }),
    ...(state.scanAll && { scanAll: { cron: state.scanAll.schedule } }),
  };
}

function registries(caches: readonly HarborProxyCache[], secretPath: SecretPath): object[] {
  const upstreams = new Map(caches.map(({ upstream }) => [upstream.name, upstream]));
  return [...upstreams.values()].map((upstream) => ({
    name: upstream.name,
    type: upstream.type,
    // Harbor stores a URL without its last slash, so one would look like drift on each run.
    url: upstream.url.replace(/\/+$/, ''),
    insecure: upstream.insecure ?? false,
    description: upstream.description ?? '',
    ...(upstream.credential && {
      credential: {
        accessKeyFile: secretPath(upstream.credential.username),
        accessSecretFile: secretPath(upstream.credential.password),
      },
    }),
    ...(upstream.caCertificate && { caFile: secretPath(upstream.caCertificate) }),
  }));
}

function retention({ schedule, rules }: HarborRetention): object {
  return { cron: schedule, rules: rules.map(retentionRule) };
}
