import { isEqual } from '../objects/values';
import {
  at,
  fixed,
  fixedBut,
  IMMUTABLE,
  type ImmutableChange,
  isChanged,
  type States,
  takesEffect,
  together,
} from './update';

/** A Job that was made keeps what it runs. */
export const job = together(
  completions,
  selector,
  fixed({
    'spec.completionMode': IMMUTABLE,
    'spec.podFailurePolicy': IMMUTABLE,
    'spec.backoffLimitPerIndex': IMMUTABLE,
    'spec.managedBy': IMMUTABLE,
    'spec.successPolicy': IMMUTABLE,
  }),
  template,
);

/** The cluster makes one where none is written, and an empty one adds nothing to it. */
function selector(states: States): readonly ImmutableChange[] {
  const path = ['spec', 'selector'];
  const made = at(states.before, path) === undefined && isEqual(at(states.after, path), {});
  return isChanged(states, path) && !made ? [{ path, message: IMMUTABLE }] : [];
}

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
  const way = ['spec', 'template'];
  const [before, after] = [at(states.before, [...way, 'spec']), at(states.after, [...way, 'spec'])];
  const suspended = at(states.before, ['spec', 'suspend']) === true;
  const changes = states.changes.filter(
    ({ path }) => path[2] !== 'spec' || (takesEffect(path[3], before, after) && !(suspended && isResources(path))),
  );
  const spec = fixedBut([...way, 'spec'], suspended ? SCHEDULING : [], IMMUTABLE)({ ...states, changes });
  return suspended
    ? [...ownLabels(states), ...spec]
    : [...fixedBut([...way, 'metadata'], [], IMMUTABLE)(states), ...spec];
}

/** `spec.template.spec.containers[0].resources`, and what is below. */
const isResources = (path: readonly (string | number)[]) =>
  (path[3] === 'containers' || path[3] === 'initContainers') && path[5] === 'resources';

/** With the last label that is written, those go that the cluster has added, and that the Job is found by. */
function ownLabels({ before, written }: States): readonly ImmutableChange[] {
  const path = ['spec', 'template', 'metadata', 'labels'];
  return at(before, path) !== undefined && at(written, path) === undefined
    ? [{ path, message: '`selector` does not match template `labels`' }]
    : [];
}
