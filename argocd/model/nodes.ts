import { fields, list, strings, text } from './resource';
import type {
  Application,
  ApplicationSet,
  ApplicationSetProblem,
  ApplicationSource,
  AppProject,
  Cluster,
  Destination,
  DirectoryContent,
  Fields,
  HelmProblem,
  HelmValues,
  Pointer,
  RenderedResource,
  RenderFailure,
  Repository,
  Resource,
  ResourceId,
  Scope,
} from './types';

/** An Application while the model is built. */
export class ApplicationNode implements Application {
  readonly name: string;
  readonly spec: Fields;
  readonly projectName: string;
  readonly syncOptions: readonly string[];
  readonly automated: boolean;
  readonly selfHeal: boolean;
  readonly prune: boolean;
  readonly resources: RenderedResource[] = [];
  readonly parents: ApplicationNode[] = [];
  readonly children: ApplicationNode[] = [];
  namespace: string;
  project?: AppProjectNode;
  projectAmbiguous = false;
  instance = '';
  sources: readonly ApplicationSource[] = [];
  destination: Destination = { server: '', name: '', namespace: '', resolved: {} };
  complete = false;

  constructor(
    readonly resource: Resource,
    readonly generatedBy?: { readonly applicationSet: ApplicationSetNode; readonly parameters: Fields },
    readonly assumed = false,
  ) {
    this.name = resource.name;
    this.namespace = resource.namespace;
    this.spec = fields(resource.object.spec);
    this.projectName = text(this.spec.project) || 'default';
    const policy = fields(this.spec.syncPolicy);
    this.syncOptions = list(policy.syncOptions).filter((one): one is string => typeof one === 'string');
    const automated = policy.automated;
    const on = automated !== undefined && automated !== null && fields(automated).enabled !== false;
    this.automated = on;
    this.selfHeal = on && fields(automated).selfHeal === true;
    this.prune = on && fields(automated).prune === true;
  }
}

/** A source of an Application while the model is built. */
export class SourceNode implements ApplicationSource {
  readonly repoURL: string;
  readonly path: string;
  readonly chart: string;
  readonly targetRevision: string;
  readonly ref: string;
  type: ApplicationSource['type'] = undefined;
  repository?: Repository = undefined;
  notRendered?: string = undefined;
  renderFailure?: RenderFailure = undefined;
  renderedBy?: ApplicationSource['renderedBy'] = undefined;
  trials?: ApplicationSource['trials'] = undefined;
  schemaNotApplied?: string = undefined;
  pathMissing?: boolean = undefined;
  takenForChart?: string = undefined;
  directory?: DirectoryContent = undefined;
  values: readonly HelmValues[] = NO_VALUES;
  helmProblems: readonly HelmProblem[] = NO_PROBLEMS;

  constructor(
    readonly fields: Fields,
    readonly pointer: Pointer,
  ) {
    this.repoURL = text(fields.repoURL);
    this.path = text(fields.path);
    this.chart = text(fields.chart);
    this.targetRevision = text(fields.targetRevision);
    this.ref = text(fields.ref);
  }
}

const NO_VALUES: readonly HelmValues[] = [];
const NO_PROBLEMS: readonly HelmProblem[] = [];

/** An AppProject while the model is built. */
export class AppProjectNode implements AppProject {
  readonly name: string;
  readonly spec: Fields;
  readonly applications: ApplicationNode[] = [];

  constructor(readonly resource: Resource) {
    this.name = resource.name;
    this.spec = fields(resource.object.spec);
  }
}

/** An ApplicationSet while the model is built. */
export class ApplicationSetNode implements ApplicationSet {
  readonly name: string;
  readonly spec: Fields;
  readonly goTemplate: boolean;
  readonly applications: ApplicationNode[] = [];
  /** One for each template whose parameters only a server knows. */
  readonly assumed: ApplicationNode[] = [];
  /** The Applications that render it. */
  readonly parents: ApplicationNode[] = [];
  notExpanded?: string;
  problems: readonly ApplicationSetProblem[] = [];

  constructor(readonly resource: Resource) {
    this.name = resource.name;
    this.spec = fields(resource.object.spec);
    this.goTemplate = this.spec.goTemplate === true;
  }
}

/** An object where an Application puts it. */
export class Rendered implements RenderedResource {
  readonly group: string;
  readonly kind: string;
  readonly name: string;

  constructor(
    readonly resource: Resource,
    readonly application: Application,
    readonly source: ApplicationSource,
    readonly scope: Scope,
    readonly namespace: string,
  ) {
    this.group = resource.group;
    this.kind = resource.kind;
    this.name = resource.name;
  }
}

/** One string for what names an object on a cluster. No part can hold the separator. */
export function keyOfResource({ group, kind, namespace, name }: ResourceId): string {
  return `${group}\n${kind}\n${namespace}\n${name}`;
}

/** The cluster that Argo CD runs in, which needs no Secret. */
export const IN_CLUSTER: Cluster = {
  server: 'https://kubernetes.default.svc',
  name: 'in-cluster',
  project: '',
  labels: {},
  annotations: {},
};

/** The value of a key of a Secret: `stringData` wins over `data`, as the API server merges them. */
export function secretValue(secret: Resource, key: string): string {
  const plain = strings(secret.object.stringData)[key];
  if (plain !== undefined) return plain;
  const encoded = strings(secret.object.data)[key];
  return encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
}
