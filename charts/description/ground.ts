import type { SynthesizedCluster } from '../../synth/app';
import { SyncWaves, type Waved } from '../argocd/sync-waves';
import { groundMembers } from '../facts/ground-members';
import { labelOfMember } from './label';

/** The ground of a platform, and what comes before it. */
export interface Ground {
  /** The Applications of the ground that others hold up, in the order of their waves. */
  readonly heldUp: readonly string[];
  /** The Applications that hold them up while they are not healthy, although the ground does not depend on them. */
  readonly strangers: readonly string[];
}

/**
 * Applications and ApplicationSets that are no part of the ground (Cilium, Argo CD, Harbor and what Harbor needs) and stand
 * in a wave before the last of it. A wave is synced when everything in the one before is healthy, so each of them can keep
 * Harbor from coming. What the ground itself waits for, a storage system for example, is part of it.
 *
 * They are not moved behind the ground. A wave that nothing in `main.ts` asks for would be a surprise, and if the
 * ground needs one of them without declaring it, both would wait forever.
 */
export function groundOf(cluster: SynthesizedCluster): Ground | undefined {
  const order = SyncWaves.of(cluster);
  const ground = new Set<Waved>(groundMembers(cluster));
  // A set can be added to while it is gone through.
  for (const member of ground) for (const dependency of member.dependencies) ground.add(dependency);

  if (ground.size === 0) return undefined;
  // What is in a folder of apps/ comes after the whole ground.
  const waves = order.all
    .filter((member) => !order.folderOf(member))
    .map((member) => ({ member, wave: order.waveOf(member) }));
  // What only a person syncs comes last on purpose.
  const ownWaves = waves.filter(({ member }) => ground.has(member) && member.syncsByItself);
  const last = ownWaves.reduce((wave, one) => Math.max(wave, one.wave), 0);
  const strangers = waves.filter(({ member, wave }) => !ground.has(member) && member.syncsByItself && wave < last);
  if (strangers.length === 0) return undefined;
  const first = strangers.reduce((wave, one) => Math.min(wave, one.wave), last);
  const names = (some: typeof waves) =>
    some
      .map(({ member, wave }) => ({ name: labelOfMember(member), wave }))
      .sort((a, b) => a.wave - b.wave || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name);
  return { heldUp: names(ownWaves.filter(({ wave }) => wave > first)), strangers: names(strangers) };
}
