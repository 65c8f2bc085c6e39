import { projectNameProblem } from './project';
import {
  HARBOR_PROJECT_PERMISSIONS,
  HARBOR_SYSTEM_PERMISSIONS,
  type HarborProjectPermission,
  type HarborSystemPermission,
  permissionProblem,
} from './robot-permissions';
import { type SecretKeyReference, secretKeyProblem } from './secret-key-reference';

/** What all robots have in common. */
export interface HarborRobotSettings {
  /** Its name without prefix and project: lower-case letters and digits, separated by one `.`, `_` or `-`. */
  readonly name: string;

  /**
   * The Secret, in the Job's namespace, with the robot's secret: 8 to 128 characters with an upper-case letter, a
   * lower-case letter and a digit. The robot gets this secret, so that its users can be configured before the robot
   * exists.
   */
  readonly secret: SecretKeyReference;

  /** What it is for, for a person. @default '' */
  readonly description?: string;

  /**
   * Days from its creation until it expires. An expired robot works again only with more days or `'never'`.
   * @default 'never'
   */
  readonly expiresAfterDays?: number | 'never';
}

/** A robot of one project; Harbor calls it `robot$project+name`. */
export interface HarborProjectRobot extends HarborRobotSettings {
  /** The project, one of those declared beside it. */
  readonly project: string;

  /** What it may do there. {@link HARBOR_PULL}, {@link HARBOR_PUSH} and {@link HARBOR_GATE} are the usual ones. */
  readonly permissions: readonly HarborProjectPermission[];
}

/** A robot of several projects or of the whole of Harbor, called `robot$name`. */
export interface HarborSystemRobot extends HarborRobotSettings {
  /** What it may do in which projects, by project; `'*'` means all, future ones included. @default - nothing */
  readonly projects?: Readonly<Record<string, readonly HarborProjectPermission[]>>;

  /** What it may do for the whole of Harbor. @default - nothing */
  readonly system?: readonly HarborSystemPermission[];
}

/** A robot account. */
export type HarborRobot = HarborProjectRobot | HarborSystemRobot;

/** First part of each robot's name, unless an administrator changed `robot_name_prefix` in Harbor's configuration. */
export const HARBOR_ROBOT_PREFIX = 'robot$';

/** The name a robot signs in with. */
export function robotUsername(robot: HarborRobot, prefix: string = HARBOR_ROBOT_PREFIX): string {
  return `${prefix}${isProjectRobot(robot) ? `${robot.project}+` : ''}${robot.name}`;
}

/** Whether the robot belongs to one project. */
export function isProjectRobot(robot: HarborRobot): robot is HarborProjectRobot {
  return 'project' in robot;
}

/** Everything in a robot that Harbor would refuse, or silently read differently. */
export function robotProblems(robot: HarborRobot, projects: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const name = projectNameProblem(robot.name);
  if (name) problems.push(name.replace('no project name', 'no robot name'));
  const secret = secretKeyProblem(robot.secret);
  if (secret) problems.push(`secret ${secret}`);
  const days = robot.expiresAfterDays ?? 'never';
  if (days !== 'never' && !(Number.isInteger(days) && days > 0)) {
    problems.push(`expiresAfterDays ${days} is not a whole number above 0, nor 'never'`);
  }
  for (const { namespace, kind, access } of permissionScopes(robot)) {
    if (kind === 'project' && namespace !== '*' && !projects.has(namespace)) {
      problems.push(
        `project ${JSON.stringify(namespace)} is not declared here; declared are ${[...projects].join(', ') || 'none'}`,
      );
    }
    if (access.length === 0) problems.push(`has no permission in ${JSON.stringify(namespace)}; Harbor refuses that`);
    for (const pair of access) {
      const problem = permissionProblem(
        pair,
        kind === 'project' ? HARBOR_PROJECT_PERMISSIONS : HARBOR_SYSTEM_PERMISSIONS,
      );
      if (problem) problems.push(`permission ${problem}`);
    }
  }
  if (permissionScopes(robot).length === 0) problems.push('has no permissions; give projects, system or both');
  return problems;
}

/** The permissions as the API takes them. */
export function robotPermissions(robot: HarborRobot): object[] {
  return permissionScopes(robot).map(({ kind, namespace, access }) => ({
    kind,
    namespace,
    access: access.map((pair) => {
      const [resource, action] = pair.split(':');
      return { resource, action };
    }),
  }));
}

function permissionScopes(robot: HarborRobot): { kind: string; namespace: string; access: readonly string[] }[] {
  if (isProjectRobot(robot)) {
    return [{ kind: 'project', namespace: robot.project, access: robot.permissions }];
  }
  const scopes = Object.entries(robot.projects ?? {}).map(([namespace, access]) => ({
    kind: 'project',
    namespace,
    access: access as readonly string[],
  }));
  return robot.system ? [...scopes, { kind: 'system', namespace: '/', access: robot.system }] : scopes;
}
