import { helmPlace, kustomizePlace } from '../engines/failure';
import { schemaViolations } from '../engines/schema-violations';
import type { ChartTrials } from '../model/types';
import { notRendered, type Rendering } from '../render/rendering';
import type { KnownRenderings } from '../render/source-renderings';
import { join } from '../tree/tree-path';

/**
 * What the real programs say of the examples on the pages of rules that need them, by a text that is in the file. An
 * integration test holds them to it.
 */
export const RECORDED = [
  {
    by: 'helm',
    rule: 'chart-values-against-schema',
    file: 'values.schema.json',
    has: '"replicas"',
    unless: '"replicas":3',
    words:
      "Error: values don't meet the specifications of the schema(s) in the following chart(s): web: - at '/replicas': got string, want integer",
  },
  {
    by: 'helm',
    rule: 'chart-template-fails',
    file: 'templates/config.yaml',
    has: 'required "a host is needed"',
    /** In the source: the value that makes it right. */
    unless: '"host"',
    words: 'Error: execution error at (web/templates/config.yaml:6:11): a host is needed',
  },
  {
    by: 'kustomize',
    rule: 'kustomization-fails',
    file: 'kustomization.yaml',
    has: 'name: wbe',
    unless: undefined,
    words:
      'Error: no resource matches strategic merge patch "Deployment.v1.apps/wbe.[noNs]": no matches for Id Deployment.v1.apps/wbe.[noNs]; failed to find unique target for patch Deployment.v1.apps/wbe.[noNs]',
  },
] as const;

/** What trials with the examples on the pages show, by a text that is in the file. An integration test holds them to it. */
export const RECORDED_TRIALS: readonly {
  readonly file: string;
  readonly has: string;
  /** In the source: the value that makes it right. */
  readonly unless?: string;
  readonly trials: ChartTrials;
}[] = [
  {
    file: 'templates/login.yaml',
    has: 'randAlphaNum',
    trials: {
      random: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          namespace: '',
          name: 'web-login',
          template: 'web/templates/login.yaml',
          paths: [['stringData', 'password']],
          hook: false,
        },
      ],
      idle: [],
    },
  },
  {
    file: 'templates/settings.yaml',
    has: '.Values.encryption.enabled',
    unless: '"encryption"',
    trials: {
      random: [],
      idle: [{ path: ['encrypton'], kind: 'unknown', beside: ['encryption'], conditions: [] }],
    },
  },
];

/** Stands in for the programs: refuses what {@link RECORDED} has, and renders nothing else. */
export const recorded: KnownRenderings = {
  get(_key, source): Rendering | undefined {
    if (!('tree' in source)) return undefined;
    const { tree, path } = source;
    for (const { by, file, has, unless, words } of RECORDED) {
      const at = join(path, file);
      if (source.source.type !== by || tree.type(at) !== 'file') continue;
      const right = unless !== undefined && JSON.stringify(source.source.fields).includes(unless);
      if (right || !Buffer.from(tree.read(at)).toString('utf8').includes(has)) return { resources: [], by };
      const place = by === 'helm' ? helmPlace(words, tree, path) : kustomizePlace(words, tree, at);
      const schema = schemaViolations(
        words.replaceAll(/: (?=web:|- at)|(?<=web:) /g, (one) => `${one.trim()}\n`),
        'web',
      );
      return {
        ...notRendered(words),
        failure: { by, words, ...place, schema: schema.length > 0 ? schema : undefined },
      };
    }
    for (const { file, has, unless, trials } of RECORDED_TRIALS) {
      const at = join(path, file);
      if (source.source.type !== 'helm' || tree.type(at) !== 'file') continue;
      const right = unless !== undefined && JSON.stringify(source.source.fields).includes(unless);
      if (right || !Buffer.from(tree.read(at)).toString('utf8').includes(has)) continue;
      return { resources: [], by: 'helm', trials };
    }
    return source.source.type === 'helm' && tree.type(join(path, 'templates')) !== undefined
      ? { resources: [], by: 'helm', trials: { random: [], idle: [] } }
      : undefined;
  },
};
