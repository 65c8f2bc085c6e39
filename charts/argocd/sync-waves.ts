import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Circle, findCircles } from '../../argocd/circles';
import { ClusterScope } from '../cluster-scope';
import { type AppsFolder, appsFolderOf } from './apps-folder';

/** What has a place in the order of a sync. */
export interface Waved extends IConstruct {
  /** What must be healthy before this one is synced. */
  readonly dependencies: readonly Waved[];
  /** Whether it syncs by itself. If it is synced only by hand, everything behind it would wait for a person. */
  readonly syncsByItself: boolean;
  /** The wave that it has at least. @default - its dependencies decide, and that a person syncs it */
  readonly leastWave?: number;
  /** Why nothing can wait for it. @default - it can be waited for */
  readonly notAwaitable?: string;
}

/** AppProjects and repositories come before every Application: one without its project is refused. */
export const WAVE_BEFORE_APPLICATIONS = -1;

/**
 * The annotation that orders the objects of a sync: lower numbers first.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** The annotation's value; undefined for wave 0, which is what no annotation means. */
export function waveAnnotation(wave: number): string | undefined {
  return wave === 0 ? undefined : String(wave);
}

/**
 * Turns declared dependencies into sync waves: an Application is one wave behind the last of those it depends on. What
 * syncs only by hand comes after everything else, so that no wave waits for a person.
 *
 * The ground and each folder of `apps/` are brought by Applications of their own, so each has waves of its own, and what is in
 * a folder comes after the whole ground.
 *
 * Linear in Applications and dependencies. Not cdk8s' `addDependency`: that orders files, which Argo CD does not look at.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export class SyncWaves {
  private readonly members: Waved[] = [];
  private readonly rootMembers: Waved[] = [];
  private readonly folderMembers = new Set<Waved>();
  private waves: Map<Waved, number> | undefined;

  /** The order of the cluster that a construct belongs to. */
  static of(construct: IConstruct): SyncWaves {
    const cluster = ClusterScope.of(construct);
    return cluster.registry('SyncWaves', () => {
      const order = new SyncWaves();
      cluster.addValidation(() => order.validate());
      return order;
    });
  }

  /** Everything that has a wave, in the order of declaration. */
  get all(): readonly Waved[] {
    return this.members;
  }

  /** The root Applications. They bring the others and have no place in their order. */
  get roots(): readonly Waved[] {
    return this.rootMembers;
  }

  addRoot(member: Waved): void {
    this.rootMembers.push(member);
  }

  /** Adds one that brings the Applications of a folder. It comes in the last wave, which Argo CD does not wait for. */
  addFolder(member: Waved): void {
    this.folderMembers.add(member);
    this.waves = undefined;
  }

  /** The folder whose own Application brings a member; undefined for the ground, which the root brings. */
  folderOf(member: Waved): AppsFolder | undefined {
    // Without a root, nobody knows who brings what.
    return this.rootMembers.length > 0 ? appsFolderOf(member) : undefined;
  }

  add(member: Waved): void {
    this.members.push(member);
    this.waves = undefined;
  }

  /** To be called when a dependency is added: the waves are then computed anew. */
  changed(): void {
    this.waves = undefined;
  }

  /** The wave of a member; 0 is the first. Meaningless while there is a cycle, which validation reports. */
  waveOf(member: Waved): number {
    this.waves ??= this.compute();
    return this.waves.get(member) ?? 0;
  }

  /**
   * Whether a member has a place in the order: it is in no circle, and depends on no circle, directly or through
   * others.
   */
  isOrdered(member: Waved): boolean {
    const circular = new Set(this.circles().flatMap(({ path, others }) => [...path, ...others]));
    const seen = new Set<Waved>();
    const queue = circular.size > 0 ? [member] : [];
    for (const at of queue) {
      if (circular.has(at)) return false;
      if (seen.has(at)) continue;
      seen.add(at);
      queue.push(...at.dependencies);
    }
    return true;
  }

  private circles(): readonly Circle<Waved>[] {
    return findCircles<Waved>(this.members, (member) => member.dependencies);
  }

  private validate(): string[] {
    const errors: string[] = [];
    for (const circle of this.circles()) errors.push(circleError(circle));
    errors.push(...this.ignoredErrors());
    const ordered = new Set(this.members);
    for (const member of this.members) {
      for (const dependency of member.dependencies) {
        if (!ordered.has(dependency)) {
          errors.push(
            `[${member.node.path}] depends on [${dependency.node.path}], ${
              this.rootMembers.includes(dependency)
                ? 'the root Application, which is there before everything that it brings'
                : 'which is in another app or cluster: waves order only what one root Application brings'
            }; remove it from dependsOn`,
          );
        } else if (this.folderOf(dependency) && this.folderOf(dependency)?.path !== this.folderOf(member)?.path) {
          errors.push(
            `[${member.node.path}] depends on [${dependency.node.path}], which another Application brings ` +
              `(${this.folderOf(dependency)?.name}), and waves order only what one brings; ` +
              (this.folderOf(member)
                ? 'declare both in one folder of apps/, or remove it from dependsOn'
                : 'if the ground needs it, declare it in infra/; otherwise remove it from dependsOn'),
          );
        } else if (dependency.notAwaitable !== undefined) {
          errors.push(`[${member.node.path}] depends on [${dependency.node.path}], ${dependency.notAwaitable}`);
        } else if (!dependency.syncsByItself && member.syncsByItself) {
          errors.push(
            `[${member.node.path}] depends on [${dependency.node.path}], which is synced only by hand: everything behind it would wait ` +
              'for a person; give that one syncPolicy.automated, or drop the dependency',
          );
        }
      }
    }
    return errors;
  }

  /**
   * cdk8s' own dependencies (`addDependency`) between Applications, or between charts that have some: they make no sync
   * wave.
   */
  private ignoredErrors(): string[] {
    const holders = new Set<IConstruct>();
    for (const member of [...this.members, ...this.rootMembers])
      for (let at: IConstruct | undefined = member; at && !holders.has(at); at = at.node.scope) holders.add(at);
    const errors: string[] = [];
    for (const from of holders) {
      for (const to of from.node.dependencies) {
        // A construct outside of every chart is refused elsewhere.
        if (!holders.has(to) || !isInChart(from) || !isInChart(to)) continue;
        errors.push(
          `[${from.node.path}] depends on [${to.node.path}] by addDependency, which orders objects within a file, where Argo CD ` +
            'does not look at the order: use dependsOn of the Application',
        );
      }
    }
    return errors;
  }

  private compute(): Map<Waved, number> {
    const waves = new Map<Waved, number>();
    const groups = new Map<string | undefined, Waved[]>();
    for (const member of this.members) {
      const folder = this.folderOf(member)?.path;
      const group = groups.get(folder);
      if (group) group.push(member);
      else groups.set(folder, [member]);
    }
    const ground = groups.get(undefined) ?? [];
    groups.delete(undefined);
    const behindGround = orderGroup(ground, waves) + 1;
    for (const member of this.folderMembers) waves.set(member, behindGround);
    for (const group of groups.values()) orderGroup(group, waves);
    return waves;
  }
}

function isInChart(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => Chart.isChart(scope));
}

/** How many Applications a message names before it counts the rest. */
const NAMED = 5;

function circleError({ path, others }: Circle<Waved>): string {
  const names = (members: readonly Waved[]) => members.map((member) => `[${member.node.path}]`);
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
  const also = others.length > 0 ? ` (in circles with them: ${names(others.slice(0, NAMED)).join(', ')}${more})` : '';
  return `Applications depend on each other in a circle: ${names(path).join(' → ')}${also}; remove one of these dependsOn`;
}

/**
 * The waves of what one Application brings. What a person syncs comes last, all of it together: Argo CD does not wait for
 * the last wave, so nothing waits for a person.
 *
 * @returns the last wave of what syncs by itself
 */
function orderGroup(members: readonly Waved[], waves: Map<Waved, number>): number {
  const byItself = members.filter((member) => member.syncsByItself);
  longestPaths(byItself, waves);
  const last = Math.max(-1, ...chunkedMax(byItself.map((member) => waves.get(member) ?? 0)));
  for (const member of members) if (!member.syncsByItself) waves.set(member, member.leastWave ?? last + 1);
  return last;
}

/** Spreading a hundred thousand numbers into Math.max would exhaust the stack. */
function chunkedMax(values: Iterable<number>): number[] {
  let max: number | undefined;
  for (const value of values) if (max === undefined || value > max) max = value;
  return max === undefined ? [] : [max];
}

/** Sets the wave of each member to one more than the largest of those among them that it depends on. Iterative. */
function longestPaths(members: readonly Waved[], waves: Map<Waved, number>): void {
  const among = new Set(members);
  const entered = new Set<Waved>();
  for (const start of members) {
    const stack: Waved[] = [start];
    while (stack.length > 0) {
      const member = stack[stack.length - 1] as Waved;
      if (waves.has(member)) {
        stack.pop();
        continue;
      }
      const before = member.dependencies.filter((dependency) => among.has(dependency));
      const open = entered.has(member) ? [] : before.filter((dependency) => !waves.has(dependency));
      entered.add(member);
      if (open.length > 0) stack.push(...open);
      else {
        waves.set(
          member,
          before.reduce((wave, dependency) => Math.max(wave, (waves.get(dependency) ?? -1) + 1), member.leastWave ?? 0),
        );
        stack.pop();
      }
    }
  }
}
