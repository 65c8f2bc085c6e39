import type { SynthesizedCluster } from '../app';
import type { Plan } from './plan';

/** The files of one cluster, with their paths as in the whole plan. */
export function partOf(plan: Plan, { directory }: Pick<SynthesizedCluster, 'directory'>): Plan {
  if (directory === undefined) return plan;
  return { files: plan.files.filter(({ path }) => path.startsWith(`${directory}/`)) };
}
