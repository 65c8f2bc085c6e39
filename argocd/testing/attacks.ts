import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pointer } from '../model/types';

/** How long an attack string is. */
export const ATTACK_LENGTH = 80_000;

const repeated = (piece: string): string =>
  piece.repeat(Math.ceil(ATTACK_LENGTH / piece.length)).slice(0, ATTACK_LENGTH);

/** What parsers and patterns stumble over when there is very much of it. */
const PIECES: readonly string[] = [
  ...['a', 'a.', 'a-', 'a/', 'a b', 'a=b,', 'a:', 'a@', 'a@a:', '0', '9.', '1e', '00m', 'A', 'é', '😀', '\u2028'],
  ...['.', '..', '../', './', '/', '//', '://', 'https://', 'https://a:', 'https://a@', 'oci://a.', '?a=', '&token=a'],
  ...[
    '*',
    '**',
    '*a',
    '?',
    '*?',
    '{',
    '{a,',
    '{}',
    '}',
    '[',
    '[!',
    '[a-',
    ']',
    '!',
    '!*',
    '\\',
    '^',
    '$',
    '${a',
    '$a/',
  ],
  ...['(', ')', '(a', '(a|', '(a+)+', '|', '+', '{{', '}}', '{{ .a }}', '{{ if .a }}', '{{ (', '%', '%s'],
  ...[' ', '\t', '\n', '- a\n', '- ', 'a: ', '? ', '#', ' #', "'", '"', '&a ', ',', '=', '-', '---\n', '<', '~', '_'],
];

/** Those with a beginning or an end of their own. */
const WHOLE: readonly string[] = [
  `{{ ${repeated('(')}`,
  `{{ ${repeated('{{')} }}`,
  `{{ .a | regexReplaceAll "${'(a+)+'.repeat(200)}$" "${'a'.repeat(200)}b" }}`,
  `/^((a+))+$/${repeated('a')}`,
  `/${repeated('(')}/`,
  `/${'(a*)*'.repeat(16_000)}$/`,
  `${'*a'.repeat(13)}b`,
  `${'{a,'.repeat(2_000)}${'}'.repeat(2_000)}`,
  `${repeated('a')}!`,
  `p, proj:a:b, ${repeated(' ')}, get, a/*, allow`,
  `https://${repeated('a')}:b@c`,
  `{"a": ${repeated('[')}`,
  `a: |\n${repeated('  b\n')}`,
];

/** All of them. */
export const ATTACKS: readonly string[] = [...PIECES.map(repeated), ...WHOLE];

/** A field that holds a string, and in which kind. */
export interface StringField {
  readonly kind: string;
  readonly pointer: Pointer;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Fields that have the schema of others: the same code reads them, and there are thousands. */
const REPEATED =
  /^spec\.sourceHydrator\.drySource\.|^spec\.sources\.0\.(?!ref|path|name)|^spec\.generators\.0\.(?:\w+\.)?(?:\w+\.)*template\.|^spec\.generators\.0\.(?:matrix|merge)\.generators\.0\.(?!git|list|clusters)|^spec\.generators\.0\.(?:scmProvider|pullRequest)\.\w+\.(?!\w+$)|^spec\.template\.spec\.sourceHydrator|^spec\.template\.spec\.sources\.0\.(?!ref|path)/;

/** The string fields of Argo CD's kinds, as their CRDs list them, and of the ConfigMaps and Secrets that it reads. */
export function stringFields(): readonly StringField[] {
  const { definitions } = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'imports', 'schemas', 'argoproj.io.json'), 'utf8'),
  ) as { definitions: Record<string, Schema> };
  const found: StringField[] = [];
  const walk = (kind: string, schema: Schema, pointer: Pointer, above: readonly string[]): void => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace('#/definitions/', '');
      if (!above.includes(name)) walk(kind, definitions[name] as Schema, pointer, [...above, name]);
      return;
    }
    const string = schema.type === 'string' || schema.anyOf !== undefined;
    if (string && !REPEATED.test(pointer.join('.'))) found.push({ kind, pointer });
    for (const [key, one] of Object.entries(schema.properties ?? {})) walk(kind, one, [...pointer, key], above);
    if (typeof schema.additionalProperties === 'object')
      walk(kind, schema.additionalProperties, [...pointer, 'key'], above);
    if (schema.items) walk(kind, schema.items, [...pointer, 0], above);
  };
  for (const kind of ['Application', 'AppProject', 'ApplicationSet']) walk(kind, definitions[kind] as Schema, [], []);
  for (const key of CONFIG_KEYS) found.push({ kind: 'ConfigMap', pointer: ['data', key] });
  for (const key of SECRET_KEYS) found.push({ kind: 'Secret', pointer: ['stringData', key] });
  return found;
}

/** Keys of argocd-cm, argocd-cmd-params-cm and argocd-rbac-cm that something reads. */
const CONFIG_KEYS = [
  'resource.exclusions',
  'resource.inclusions',
  'resource.customizations',
  'resource.customizations.health.argoproj.io_Application',
  'resource.compareoptions',
  'timeout.reconciliation',
  'kustomize.buildOptions',
  'application.namespaces',
  'dex.config',
  'oidc.config',
  'url',
  'policy.csv',
  'policy.default',
];

/** Keys of the Secrets that are a repository or a cluster. */
const SECRET_KEYS = [
  'url',
  'type',
  'project',
  'name',
  'server',
  'config',
  'namespaces',
  'clusterResources',
  'password',
];

/** One string in one field. */
export interface Attack {
  readonly field: StringField;
  readonly string: string;
}

const URL = 'https://git.example.com/platform.git';
const API = 'argoproj.io/v1alpha1';

const spec = (project: string) => ({
  project,
  source: { repoURL: URL, path: 'web' },
  destination: { name: 'in-cluster', namespace: 'web' },
});

const OBJECTS: Readonly<Record<string, () => object>> = {
  Application: () => ({
    apiVersion: API,
    kind: 'Application',
    metadata: { namespace: 'argocd' },
    spec: spec('default'),
  }),
  AppProject: () => ({
    apiVersion: API,
    kind: 'AppProject',
    metadata: { namespace: 'argocd' },
    spec: { sourceRepos: ['*'], destinations: [{ name: '*', namespace: '*' }] },
  }),
  ApplicationSet: () => ({
    apiVersion: API,
    kind: 'ApplicationSet',
    metadata: { namespace: 'argocd' },
    spec: {
      goTemplate: true,
      generators: [{ list: { elements: [{ a: 'x' }] } }],
      template: { metadata: { name: 'x' }, spec: spec('default') },
    },
  }),
  ConfigMap: () => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } },
  }),
  Secret: () => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
    stringData: { url: URL },
  }),
};

/** What a check of {@link repositoryUnder} has to find, whatever else is in it. */
export const CERTAIN = { file: 'apps/wrong.yaml', rule: 'sync-option-unknown' } as const;

/** A repository with these attacks, a file each, beside an Application with an ordinary mistake. */
export function repositoryUnder(attacks: readonly Attack[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'web/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n',
    'envs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/config.json': '{"a": "b"}',
    [CERTAIN.file]: JSON.stringify({
      ...OBJECTS.Application?.(),
      metadata: { name: 'wrong', namespace: 'argocd' },
      spec: { ...spec('default'), syncPolicy: { syncOptions: ['CreateNamepsace=true'] } },
    }),
  };
  for (const [index, { field, string }] of attacks.entries()) {
    const { kind, pointer } = field;
    const object = OBJECTS[kind]?.() as Record<string, Record<string, unknown>>;
    const metadata = object.metadata as Record<string, unknown>;
    metadata.name = kind === 'ConfigMap' ? 'argocd-cm' : `${kind.toLowerCase()}-${index}`;
    if (pointer[1] === 'generators') (object.spec as Record<string, unknown>).generators = [];
    if (pointer[1] === 'sources') delete object.spec?.source;
    put(object, pointer, string);
    files[`attacks/${index}.json`] = JSON.stringify(object);
    // Without Go templates the same string goes another way.
    if (kind === 'ApplicationSet') {
      (object.spec as Record<string, unknown>).goTemplate = false;
      metadata.name = `plain-${index}`;
      files[`attacks/${index}-plain.json`] = JSON.stringify(object);
    }
    // A project is judged where an Application uses it.
    if (kind === 'AppProject')
      files[`users/${index}.json`] = JSON.stringify({
        ...OBJECTS.Application?.(),
        metadata: { name: `user-${index}`, namespace: `${'a'.repeat(25)}b` },
        spec: spec(String(metadata.name)),
      });
  }
  return files;
}

function put(object: object, pointer: Pointer, value: string): void {
  let at = object as Record<string | number, unknown>;
  for (const [index, key] of pointer.entries()) {
    if (index === pointer.length - 1) at[key] = value;
    else if (typeof at[key] !== 'object') at[key] = typeof pointer[index + 1] === 'number' ? [] : {};
    // Behind it stands what the attack does not set itself.
    if (key === 'git')
      Object.assign(at[key] as object, { repoURL: URL, revision: 'HEAD', directories: [{ path: '*' }] });
    at = at[key] as typeof at;
  }
}
