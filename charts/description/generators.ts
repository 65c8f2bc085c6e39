/** A generator, as far as a line about it goes; those inside a matrix are of the same form. */
interface Generator {
  readonly [kind: string]: unknown;
}

/** How each kind of generator is described; other kinds by their name. */
const TEXTS: Readonly<Record<string, (fields: Readonly<Record<string, unknown>>) => string>> = {
  list: ({ elements }) => (Array.isArray(elements) ? `a list of ${elements.length}` : 'a list'),
  git: ({ repoURL, directories }) => `${Array.isArray(directories) ? 'directories' : 'files'} of ${repoURL}`,
  clusters: () => 'the clusters of Argo CD',
  matrix: ({ generators }) => several(generators, ' × '),
  merge: ({ generators }) => several(generators, ' merged with '),
  pullRequest: () => 'pull requests',
  scmProvider: () => 'the repositories of an SCM provider',
  plugin: () => 'a plugin',
  clusterDecisionResource: () => 'a cluster decision resource',
};

/** What the Applications of an ApplicationSet are made from: `a list of 3 × directories of https://…`. */
export function generatorsText(generators: readonly object[]): string {
  return several(generators, ', and from ');
}

function several(generators: unknown, between: string): string {
  return Array.isArray(generators) ? generators.map((one: Generator) => text(one)).join(between) : 'nothing';
}

function text(generator: Generator): string {
  const [kind, fields] = Object.entries(generator).find(([key]) => key !== 'selector') ?? ['nothing', {}];
  return TEXTS[kind]?.((fields ?? {}) as Readonly<Record<string, unknown>>) ?? kind;
}
