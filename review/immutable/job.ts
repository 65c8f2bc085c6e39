import { isMap, type JsonMap } from '../objects/values';
import { at, fixed, fixedBut, IMMUTABLE, type ImmutableChange, isChanged, type States, together } from './update';

/** A Job that was made keeps what it runs. */
export const job = together(
  completions,
  fixed({
    'spec.selector': IMMUTABLE,
    'spec.completionMode': IMMUTABLE,
    'spec.podFailurePolicy': IMMUTABLE,
    'spec.backoffLimitPerIndex': IMMUTABLE,
    'spec.managedBy': IMMUTABLE,
    'spec.successPolicy': IMMUTABLE,
  }),
  template,
);

/** An indexed Job can be scaled, together with how many run at a time. */
function completions(states: States): readonly ImmutableChange[] {
  const path = ['spec', 'completions'];
  if (!isChanged(states, path)) return [];
  if (at(states.after, ['spec', 'completionMode']) !== 'Indexed') return [{ path, message: IMMUTABLE }];
  const wanted = at(states.after, path);
  if (wanted === undefined || wanted === at(states.after, ['spec', 'parallelism'])) return [];
  return [{ path, message: 'can only be modified in tandem with spec.parallelism' }];
}

/** Where Pods are scheduled can be changed as long as none was made, which only the cluster knows. */
const SCHEDULING = ['affinity', 'nodeSelector', 'tolerations', 'schedulingGates'];

function template(states: States): readonly ImmutableChange[] {
  const suspended = at(states.before, ['spec', 'suspend']) === true;
  const way = ['spec', 'template'];
  if (!suspended)
    return [
      ...fixedBut([...way, 'metadata'], [], IMMUTABLE)(states),
      ...fixedBut([...way, 'spec'], [], IMMUTABLE)(states),
    ];
  return fixedBut(
    [...way, 'spec'],
    SCHEDULING,
    IMMUTABLE,
  )({
    before: withoutResources(states.before),
    after: withoutResources(states.after),
  });
}

function withoutResources(object: JsonMap): JsonMap {
  const copy = structuredClone(object);
  for (const list of ['containers', 'initContainers']) {
    const containers = at(copy, ['spec', 'template', 'spec', list]);
    if (Array.isArray(containers)) for (const one of containers.filter(isMap)) delete one.resources;
  }
  return copy;
}
