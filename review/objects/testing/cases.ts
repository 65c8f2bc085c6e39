/** Pairs written by hand: what reviewers meet, and what Argo CD is told to ignore. */
import type { JsonMap } from '../values';

export interface Case {
  readonly name: string;
  readonly before: JsonMap;
  readonly after: JsonMap;
  /** `spec.ignoreDifferences`. */
  readonly ignore?: readonly object[];
  /** `resource.customizations`, as a value of it. */
  readonly customizations?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly ignoreAggregatedRoles?: boolean;
  /** The paths that differ, in the order of their letters. */
  readonly differ: readonly string[];
}

const named = (apiVersion: string, kind: string, rest: object): JsonMap => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});

const deployment = (container: object, spec: object = {}) =>
  named('apps/v1', 'Deployment', {
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: {
        metadata: { labels: { a: 'b' } },
        spec: { containers: [{ name: 'a', image: 'a:1', ...container }] },
      },
      ...spec,
    },
  });
const first = 'spec.template.spec.containers.0';
const resources = (cpu: unknown) => ({ resources: { limits: { cpu, memory: '1Gi' } } });
const ignore = (rest: object) => [{ group: 'apps', kind: 'Deployment', ...rest }];
const env = (value: string) => ({
  env: [
    { name: 'A', value },
    { name: 'B', value },
  ],
});
const thing = (spec: unknown) => named('example.com/v1', 'Thing', { spec });
const rollout = (cpu: unknown) =>
  named('argoproj.io/v1alpha1', 'Rollout', {
    spec: { template: { spec: { containers: [{ name: 'a', resources: { limits: { cpu } } }] } } },
  });
const role = (rules: unknown, rest: object = {}) =>
  named('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules, ...rest });

export const CASES: readonly Case[] = [
  { name: 'amounts', before: deployment(resources('1000m')), after: deployment(resources(1)), differ: [] },
  {
    name: 'an amount',
    before: deployment(resources('1')),
    after: deployment(resources('2')),
    differ: [`${first}.resources.limits.cpu`],
  },
  { name: 'a default', before: deployment({}), after: deployment({}, { replicas: 1 }), differ: [] },
  {
    name: 'a default that comes back',
    before: deployment({}, { replicas: 3 }),
    after: deployment({}),
    differ: ['spec.replicas'],
  },
  { name: 'zero', before: deployment({ tty: false }), after: deployment({}), differ: [] },
  { name: 'zero replicas', before: deployment({}, { replicas: 0 }), after: deployment({}), differ: ['spec.replicas'] },
  {
    name: 'nothing in three ways',
    before: deployment({ env: [], args: null }),
    after: deployment({ command: [] }),
    differ: [],
  },
  {
    name: 'the policy that latest had set stays',
    before: deployment({ image: 'a:latest' }),
    after: deployment({ image: 'a:2' }),
    differ: [`${first}.image`],
  },
  {
    name: 'another strategy drops what belongs to the old one',
    before: deployment({}, { strategy: { type: 'RollingUpdate' } }),
    after: deployment({}, { strategy: { type: 'Recreate' } }),
    differ: ['spec.strategy.rollingUpdate', 'spec.strategy.type'],
  },
  {
    name: 'ignored by pointer',
    before: deployment({}, { replicas: 1 }),
    after: deployment({}, { replicas: 2 }),
    ignore: ignore({ jsonPointers: ['/spec/replicas'] }),
    differ: [],
  },
  {
    name: 'ignored for another name',
    before: deployment({}, { replicas: 1 }),
    after: deployment({}, { replicas: 2 }),
    ignore: ignore({ name: 'b', jsonPointers: ['/spec/replicas'] }),
    differ: ['spec.replicas'],
  },
  {
    name: 'ignored for all kinds',
    before: deployment({}, { replicas: 1 }),
    after: deployment({}, { replicas: 2 }),
    ignore: [{ group: '*', kind: '*', jsonPointers: ['/spec/replicas'] }],
    differ: [],
  },
  {
    name: 'ignored by jq, one container',
    before: deployment({}),
    after: deployment({ image: 'a:2' }),
    ignore: ignore({ jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "a") | .image'] }),
    differ: [],
  },
  {
    name: 'ignored by jq, another container',
    before: deployment({}),
    after: deployment({ image: 'a:2' }),
    ignore: ignore({ jqPathExpressions: ['.spec.template.spec.containers[]|select(.name!="a").image'] }),
    differ: [`${first}.image`],
  },
  {
    name: 'ignored by jq, elements of a list',
    before: deployment(env('a')),
    after: deployment(env('b')),
    ignore: ignore({ jqPathExpressions: ['.spec.template.spec.containers[0].env[]'] }),
    differ: [],
  },
  {
    name: 'a jq expression that cannot go on changes nothing',
    before: deployment({}, { replicas: 1 }),
    after: deployment({}, { replicas: 2 }),
    ignore: ignore({
      jqPathExpressions: ['.spec.missing[]', '.spec.replicas[]', '.spec.replicas.a', '.spec["replicas"]?'],
    }),
    differ: [],
  },
  {
    name: 'ignored in the settings',
    before: deployment({}, { replicas: 1 }),
    after: deployment({}, { replicas: 2 }),
    customizations: { 'apps/Deployment': { ignoreDifferences: 'jsonPointers: [/spec/replicas]' } },
    differ: [],
  },
  {
    name: 'a type of Kubernetes in a custom resource',
    before: thing({ cpu: '1000m', template: { containers: [{ name: 'a', tty: false }] } }),
    after: thing({ cpu: 1, template: { containers: [{ name: 'a' }] } }),
    customizations: {
      'example.com/Thing': {
        knownTypeFields: [
          { field: 'spec.cpu', type: 'core/Quantity' },
          { field: 'spec.template', type: 'core/v1/PodSpec' },
        ],
      },
    },
    differ: [],
  },
  { name: 'a Rollout is known', before: rollout('1000m'), after: rollout('1'), differ: [] },
  {
    name: 'a custom resource is compared as it is',
    before: thing({ a: [1, { b: {} }] }),
    after: thing({ a: [1, {}] }),
    differ: ['spec.a.1.b'],
  },
  {
    name: 'null and nothing in a custom resource',
    before: thing({ a: 1 }),
    after: thing({ a: 1, b: null }),
    differ: [],
  },
  {
    name: 'stringData',
    before: named('v1', 'Secret', { stringData: { a: 'b' } }),
    after: named('v1', 'Secret', { data: { a: 'Yg==' }, type: 'Opaque' }),
    differ: [],
  },
  { name: 'no rules', before: role([]), after: role(null), differ: [] },
  {
    name: 'an aggregated role',
    before: role([], { aggregationRule: { clusterRoleSelectors: [] } }),
    after: role([{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }], {
      aggregationRule: { clusterRoleSelectors: [] },
    }),
    ignoreAggregatedRoles: true,
    differ: [],
  },
  { name: 'the status', before: thing({ a: 1 }), after: { ...thing({ a: 1 }), status: { b: 1 } }, differ: [] },
  {
    name: 'creationTimestamp and namespace',
    before: named('v1', 'ConfigMap', { metadata: { name: 'a', creationTimestamp: null } }),
    after: named('v1', 'ConfigMap', { metadata: { name: 'a', namespace: 'b' } }),
    differ: [],
  },
  {
    name: 'an unknown field that is new',
    before: deployment({}),
    after: deployment({ unheardOf: 1 }),
    differ: [`${first}.unheardOf`],
  },
  { name: 'an unknown field that goes', before: deployment({ unheardOf: 1 }), after: deployment({}), differ: [] },
  {
    name: 'a port as a number and as a name',
    before: named('v1', 'Service', { spec: { ports: [{ port: 80, targetPort: 80 }] } }),
    after: named('v1', 'Service', { spec: { ports: [{ port: 80, targetPort: '80' }] } }),
    differ: ['spec.ports.0.targetPort'],
  },
  {
    name: 'the order of containers',
    before: deployment({}, { template: { spec: { containers: [{ name: 'a' }, { name: 'b' }] } } }),
    after: deployment({}, { template: { spec: { containers: [{ name: 'b' }, { name: 'a' }] } } }),
    differ: ['spec.template.spec.containers'],
  },
];
