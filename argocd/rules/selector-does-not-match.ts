import { judgedObjects } from '../analysis/objects/judged';
import { invalid } from '../analysis/objects/words';
import { fields, isMap, list } from '../model/resource';
import type { Resource } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';

export const rule: Rule = {
  name: 'selector-does-not-match',
  severity: 'refuse',
  summary: 'The selector of a workload does not match the labels of its own pods.',
  check(model, report) {
    const { api, resources } = judgedObjects(model);
    for (const [resource, applications] of resources) {
      if (applications.length === 0 || resource.group !== 'apps' || !KINDS.has(resource.kind)) continue;
      if (api.place(resource.apiVersion, resource.kind)) selector(resource, report);
    }
  },
};

const KINDS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet']);

function selector(resource: Resource, report: Reporter): void {
  const spec = fields(resource.object.spec);
  if (!isMap(spec.selector) || !isMap(spec.template)) return;
  const matchLabels = spec.selector.matchLabels ?? {};
  const labels = fields(spec.template.metadata).labels ?? {};
  if (!isMap(matchLabels) || !isMap(labels)) return;
  // Other types than strings are refused for themselves.
  if ([...Object.values(matchLabels), ...Object.values(labels)].some((one) => typeof one !== 'string')) return;
  const expressions = list(spec.selector.matchExpressions).filter(isMap);
  if (Object.keys(matchLabels).length === 0 && expressions.length === 0) {
    report.find({
      message: invalid(
        resource,
        'spec.selector',
        `Invalid value: ${show(spec.selector)}: empty selector is invalid for ${resource.kind.toLowerCase()}`,
      ),
      fix: 'Write labels of the pods under spec.selector.matchLabels.',
      resource,
      pointer: ['spec', 'selector'],
    });
    return;
  }
  const wrong = Object.keys(matchLabels).find((key) => !Object.hasOwn(labels, key) || labels[key] !== matchLabels[key]);
  const index = expressions.findIndex((one) => !expressionMatches(one, labels));
  if (wrong === undefined && index < 0) return;
  const has = wrong !== undefined && Object.hasOwn(labels, wrong) ? `is ${show(labels[wrong])}` : 'is not there';
  const why =
    wrong === undefined
      ? `spec.selector.matchExpressions[${index}] does not hold`
      : `the selector asks for ${wrong}: ${show(matchLabels[wrong])}, which ${has}`;
  report.find({
    message: `${invalid(
      resource,
      'spec.template.metadata.labels',
      `Invalid value: ${show(labels)}: \`selector\` does not match template \`labels\``,
    )} (${why})`,
    fix:
      wrong === undefined
        ? 'Change the labels of the template or the selector until both agree.'
        : `Write ${wrong}: ${show(matchLabels[wrong])} under spec.template.metadata.labels, or change the selector (which no object may do once it is there).`,
    resource,
    pointer: Object.hasOwn(labels, wrong ?? '')
      ? ['spec', 'template', 'metadata', 'labels', wrong as string]
      : ['spec', 'selector'],
  });
}

/** Whether one of `matchExpressions` holds for labels; what is no right expression is taken to. */
function expressionMatches(
  { key, operator, values }: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, unknown>>,
): boolean {
  if (typeof key !== 'string') return true;
  const has = Object.hasOwn(labels, key);
  const among = has && list(values).includes(labels[key]);
  switch (operator) {
    case 'In':
      return among || list(values).length === 0;
    case 'NotIn':
      return !among;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return true;
  }
}
