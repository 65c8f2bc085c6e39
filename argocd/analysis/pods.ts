import { fields } from '../model/resource';
import type { Fields, Pointer, ResourceId } from '../model/types';

/** Where the template of the pods is, by `group/Kind`. */
const POD_SPECS: Readonly<Record<string, Pointer>> = {
  '/Pod': ['spec'],
  '/ReplicationController': ['spec', 'template', 'spec'],
  'apps/Deployment': ['spec', 'template', 'spec'],
  'apps/DaemonSet': ['spec', 'template', 'spec'],
  'apps/StatefulSet': ['spec', 'template', 'spec'],
  'apps/ReplicaSet': ['spec', 'template', 'spec'],
  'argoproj.io/Rollout': ['spec', 'template', 'spec'],
  'batch/Job': ['spec', 'template', 'spec'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** What pods run, and the way to it in their object. */
export interface PodSpec {
  readonly spec: Fields;
  readonly pointer: Pointer;
}

/** What the pods of a kind run, with the way to it; `undefined` for a kind that has none. */
export function podSpecOf({ group, kind }: Pick<ResourceId, 'group' | 'kind'>, object: Fields): PodSpec | undefined {
  const key = `${group}/${kind}`;
  const pointer = Object.hasOwn(POD_SPECS, key) ? POD_SPECS[key] : undefined;
  if (!pointer) return undefined;
  let spec: unknown = object;
  for (const part of pointer) spec = fields(spec)[part as string];
  return { spec: fields(spec), pointer };
}
