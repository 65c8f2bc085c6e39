const fs = require('node:fs');
const path = require('node:path');
const { createJiti } = require('jiti');

const ROOT = path.join(__dirname, '..', '..');

const { KUBERNETES_STRUCTURES } = createJiti(__filename)('../import/structures.ts');

/** The root of the values of each chart: thousands of lines, which an editor shows and a page could not. */
const values = fs
  .readdirSync(path.join(ROOT, 'imports'))
  .filter((name) => /-\d.*\.d\.ts$/.test(name) && !name.startsWith('kubernetes-'))
  .map((name) => {
    const [, type] =
      /export interface (\w+Values) /.exec(fs.readFileSync(path.join(ROOT, 'imports', name), 'utf8')) ?? [];
    if (!type) throw new Error(`imports/${name} has no interface of values`);
    return `imports/${name}:${type}`;
  });

/** Types of Argo CD's own API: its documentation says more of them. Properties refer to them by name. */
const argocd = [
  'ApplicationDestination',
  'ApplicationPreservedFields',
  'ApplicationSetGenerator',
  'ApplicationSetStrategy',
  'ApplicationSourceDirectory',
  'ApplicationSourceHelm',
  'ApplicationSourceKustomize',
  'ApplicationSourcePlugin',
  'ClusterResourceRestrictionItem',
  'GroupKind',
  'Info',
  'ResourceIgnoreDifferences',
].map((name) => `imports/argoproj.io.d.ts:${name}`);

/** What constructs are to each other, and how a type is computed: nothing that a user writes. */
const inside = [
  // The list that a type is made of.
  'argocd/semantics/sync-options.ts:APPLICATION_SYNC_OPTIONS',
  'charts/argocd/sync-waves.ts:Waved',
  'charts/argocd/app-project.ts:ProjectMember',
  'charts/harbor/setup/robot-permissions.ts:Pairs',
  'synth/app.ts:SynthesizedApp',
];

/** Structures of Kubernetes: its documentation says more of them. */
const kubernetes = KUBERNETES_STRUCTURES.map((name) => `imports/kubernetes-1.28.d.ts:${name}`);

module.exports = {
  plugin: ['typedoc-plugin-markdown'],
  outputFileStrategy: 'modules',
  entryPoints: ['charts', 'argocd', 'testing'].map((room) => path.join(ROOT, room, 'index.ts')),
  tsconfig: path.join(ROOT, 'tsconfig.json'),
  out: path.join(ROOT, 'docs', 'api'),
  intentionallyNotExported: [...values, ...argocd, ...kubernetes, ...inside],
  readme: 'none',
  name: 'cdk8s-groundwork',
  skipErrorChecking: true,
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  disableSources: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  treatWarningsAsErrors: true,
};
