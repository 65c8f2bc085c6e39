import { type HarborProject, type HarborProjectSettings, projectProblems } from './project';
import { type HarborProxyCache, proxyCacheProblems } from './proxy-cache';
import { type HarborRobot, robotProblems, robotUsername } from './robot';
import { cronProblem, type HarborGarbageCollection, type HarborScanAll } from './schedule';

/** What a Harbor should have. What is not declared is left as it is, and reported. */
export interface HarborState {
  /** Projects to push to. @default - none */
  readonly projects?: readonly HarborProject[];

  /** Projects that cache other registries. @default - none */
  readonly proxyCaches?: readonly HarborProxyCache[];

  /** Robot accounts. @default - none */
  readonly robots?: readonly HarborRobot[];

  /** When garbage is collected. @default - a schedule set by hand is left */
  readonly garbageCollection?: HarborGarbageCollection;

  /** When all images are scanned. @default - a schedule set by hand is left */
  readonly scanAll?: HarborScanAll;

  /**
   * Whether a scanner other than Trivy was registered in Harbor by hand, for a Harbor whose chart brings no Trivy
   * (`values: { trivy: { enabled: false } }`).
   * @default false
   */
  readonly otherScanner?: boolean;

  /** Whether Harbor keeps a quota per project, `quota_per_project_enable` in its configuration. @default true */
  readonly quotaPerProject?: boolean;
}

/** Whether anything scans images. @param trivy whether the chart brings Trivy */
export function hasScanner({ otherScanner = false }: HarborState, trivy: boolean): boolean {
  return trivy || otherScanner;
}

/**
 * Everything that Harbor would refuse, or silently read differently, each problem with the part it is in.
 *
 * @param trivy whether the chart brings Trivy
 */
export function stateProblems(state: HarborState, trivy = true): string[] {
  const quotas = state.quotaPerProject ?? true;
  const projects = state.projects ?? [];
  const caches = state.proxyCaches ?? [];
  const robots = state.robots ?? [];
  const names = new Set([...projects, ...caches].map(({ name }) => name));
  return [
    ...projects.flatMap((project) => within(`project ${project.name}`, projectProblems(project, quotas))),
    ...caches.flatMap((cache) => within(`proxy cache ${cache.name}`, proxyCacheProblems(cache, quotas))),
    ...robots.flatMap((robot) => within(`robot ${robot.name}`, robotProblems(robot, names))),
    ...repeated([...projects, ...caches].map(({ name }) => name)).map(
      (name) => `project ${name}: is declared twice; a proxy cache is a project too, so give one of them another name`,
    ),
    ...repeated(robots.map((robot) => robotUsername(robot))).map((name) => `robot ${name}: is declared twice`),
    ...upstreamConflicts(caches),
    ...scheduleProblems(state),
    ...(hasScanner(state, trivy) ? [] : scannerProblems(state)),
  ];
}

function scheduleProblems({ garbageCollection, scanAll }: HarborState): string[] {
  const problems: string[] = [];
  const gc = garbageCollection && cronProblem(garbageCollection.schedule);
  if (gc) problems.push(`garbageCollection: schedule ${gc}`);
  const workers = garbageCollection?.workers ?? 1;
  if (!Number.isInteger(workers) || workers < 1 || workers > 10) {
    problems.push(`garbageCollection: workers ${workers} is no whole number from 1 to 10`);
  }
  const scan = scanAll && cronProblem(scanAll.schedule);
  if (scan) problems.push(`scanAll: schedule ${scan}`);
  return problems;
}

/**
 * Declared state that needs a scanner, although there is none.
 *
 * @see https://github.com/goharbor/harbor/blob/v2.15.1/src/server/v2.0/handler/scan_all.go requireScanEnabled
 * @see https://github.com/goharbor/harbor/blob/v2.15.1/src/controller/scan/base_controller.go Scan
 * @see https://github.com/goharbor/harbor/blob/v2.15.1/src/server/middleware/vulnerable/vulnerable.go
 */
function scannerProblems({ projects = [], proxyCaches = [], scanAll }: HarborState): string[] {
  const none = 'but Harbor has no scanner, because values.trivy.enabled is false';
  const cure = 'enable Trivy, or write otherScanner: true in the state if another one is registered in Harbor by hand';
  const inProject = (part: string, project: HarborProjectSettings): string[] =>
    within(part, [
      ...(project.preventVulnerable === undefined
        ? []
        : [
            `preventVulnerable is ${project.preventVulnerable}, ${none}: it would hand out every image that was never scanned; remove preventVulnerable, ${cure}`,
          ]),
      ...(['autoScan', 'autoSbom'] as const)
        .filter((field) => project[field])
        .map(
          (field) => `${field} is true, ${none}: every push would end in an error in its log; remove ${field}, ${cure}`,
        ),
    ]);
  return [
    ...projects.flatMap((project) => inProject(`project ${project.name}`, project)),
    ...proxyCaches.flatMap((cache) => inProject(`proxy cache ${cache.name}`, cache)),
    ...(scanAll
      ? [`scanAll is to run at ${JSON.stringify(scanAll.schedule)}, ${none}: it answers 412; remove scanAll, ${cure}`]
      : []),
  ];
}

function upstreamConflicts(caches: readonly HarborProxyCache[]): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { name, upstream } of caches) {
    const text = JSON.stringify(upstream, Object.keys(upstream).sort());
    const other = seen.get(upstream.name);
    if (other !== undefined && other !== text) {
      problems.push(
        `proxy cache ${name}: another upstream is called ${JSON.stringify(upstream.name)} too, with other settings; rename one`,
      );
    }
    seen.set(upstream.name, other ?? text);
  }
  return problems;
}

function within(part: string, problems: readonly string[]): string[] {
  return problems.map((problem) => `${part}: ${problem}`);
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
