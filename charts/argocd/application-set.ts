import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ApplicationSetGenerator, ApplicationSetSpec } from '../../imports/argoproj.io';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import type { ProjectMember } from './app-project';
import {
  type ApplicationFinalizer,
  type ApplicationSources,
  type ApplicationSpecProps,
  applicationSpec,
  specErrors,
} from './application-spec';
import { Dependencies, type Dependency } from './dependencies';
import type { ApplicationDestination, DeployedKinds } from './deployed-kinds';
import { APPLICATION_NAME_LENGTH, subdomainErrors } from './name-errors';
import { ArgoCdNamespace } from './names';
import type { SyncPolicyProps } from './sync-policy';
import { SYNC_WAVE, SyncWaves, type Waved, waveAnnotation } from './sync-waves';
import { isTemplated, namespaceGlob, sourceGlob } from './template-glob';
import { UniqueNames } from './unique-names';
import { userinfoErrors, userinfoErrorsBelow } from './userinfo-errors';

const APPLICATION_SET = Symbol.for('cdk8s-groundwork.ApplicationSet');

/** The template of the Applications that an {@link ApplicationSet} makes. Any text in it may hold `{{ .parameter }}`. */
export type ApplicationTemplateProps = ApplicationSpecProps &
  ApplicationSources & {
    /** Must come out different for each set of parameters. */
    readonly name: string;
    /** Labels of each Application. @default - none */
    readonly labels?: Readonly<Record<string, string>>;
    /** Annotations of each Application. @default - none */
    readonly annotations?: Readonly<Record<string, string>>;
    /**
     * What happens to an Application's objects when the Application is deleted.
     * @default - Argo CD's: the foreground finalizer, unless `preserveResourcesOnDeletion`
     */
    readonly finalizer?: ApplicationFinalizer;
  };

/** Properties of an {@link ApplicationSet}. */
export interface ApplicationSetProps {
  /** Name of the ApplicationSet, a DNS subdomain. */
  readonly name: string;
  /** Namespace of the ApplicationSet, and so of its Applications. @default - Argo CD's, 'argocd' */
  readonly namespace?: string;
  /** Where the parameters come from. `matrix` takes two generators, `merge` two or more. */
  readonly generators: readonly [ApplicationSetGenerator, ...ApplicationSetGenerator[]];
  /** What each Application looks like; `{{ .parameter }}` stands for a parameter. */
  readonly template: ApplicationTemplateProps;
  /** A patch for what is no text in the template (`prune` and the like): YAML or JSON, itself a template. @default - none */
  readonly templatePatch?: string;
  /** What the controller does with Applications. @default - they are made, changed and deleted with the parameters */
  readonly syncPolicy?: {
    /**
     * What it may do with them. `create-update` never deletes one, `create-delete` never changes one, `create-only` does neither.
     * @default - `sync`: everything
     * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/
     */
    readonly applicationsSync?: 'create-only' | 'create-update' | 'create-delete' | 'sync';
    /** Leave the workloads when the ApplicationSet is deleted. @default false */
    readonly preserveResourcesOnDeletion?: boolean;
  };
  /** What its Applications deploy, for their project to permit. @default - unknown */
  readonly deploys?: DeployedKinds;
  /**
   * In which order its Applications are changed. `RollingSync` needs progressive syncs, which are off in Argo CD by default.
   * @default - all at once
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
   */
  readonly strategy?: ApplicationSetSpec['strategy'];
  /** Annotations and labels that others set on the Applications, and that the controller leaves alone. @default - none */
  readonly preservedFields?: ApplicationSetSpec['preservedFields'];
  /**
   * What must be healthy before its Applications are made, by the rules of an Application's own `dependsOn`: it comes at
   * least one sync wave later.
   *
   * @default - none: it is in the first wave, and if one of its generators fails, nothing in a later one comes
   */
  readonly dependsOn?: readonly Dependency[];
}

/**
 * An Argo CD ApplicationSet: one template, many Applications.
 *
 * Always Go templates with `missingkey=error`: a parameter that is not there is an error. Without it, Argo CD would
 * silently leave it in the text or render `<no value>`.
 *
 * It has a place in the order like an Application, because Argo CD has a health check for it: Degraded when a generator or an
 * Application is refused, Healthy when its Applications are there, whether or not these are healthy. Only with the strategy
 * `RollingSync`, for which progressive syncs have to be enabled in Argo CD, is it Progressing until they are, and can be waited
 * for.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/resource_customizations/argoproj.io/ApplicationSet/health.lua
 */
export class ApplicationSet extends ApiObject implements ProjectMember, Waved {
  /** Whether something is an ApplicationSet of this package. Not `instanceof`, which cdk8s answers for every ApiObject alike. */
  static isApplicationSet(x: unknown): x is ApplicationSet {
    return ApiObject.isApiObject(x) && APPLICATION_SET in (x as object);
  }

  /** Always true: the controller waits for no person. Whether its Applications sync by themselves is another matter. */
  readonly syncsByItself = true;
  /** Why nothing can wait for it; undefined with the strategy RollingSync. */
  readonly notAwaitable?: string;
  /** What its Applications are made from. */
  readonly generators: readonly ApplicationSetGenerator[];
  /** The template of its Applications. */
  readonly template: ApplicationTemplateProps;
  /** The sources that its Applications can have. */
  readonly sources: readonly {
    /** URL of the repository; a glob where the template has parameters. */
    readonly repoURL: string;
  }[];
  /** The destination that they can have; its namespace is a glob where the template has parameters. */
  readonly destination: ApplicationDestination;
  /** When and how its Applications are synced. */
  readonly syncPolicy: SyncPolicyProps;
  /** What its Applications deploy, as far as it was declared. */
  readonly deploys: DeployedKinds;
  /** What no glob can say, and so no project can derive. */
  readonly underivable: {
    /** Reasons that concern the project's `sourceRepos`. */
    readonly sourceRepos: readonly string[];
    /** Reasons that concern the project's `destinations`. */
    readonly destinations: readonly string[];
  };
  private readonly behind: Dependencies;

  constructor(scope: Construct, id: string, props: ApplicationSetProps) {
    const { template, syncPolicy } = props;
    super(scopeOfNew(scope, id), id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: props.name, namespace: props.namespace ?? ArgoCdNamespace.of(scope) },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: props.generators,
        template: {
          metadata: {
            name: template.name,
            labels: template.labels,
            annotations: template.annotations,
            finalizers: template.finalizer ? [template.finalizer] : undefined,
          },
          spec: applicationSpec(
            template,
            template.sources ? { sources: template.sources } : { source: template.source },
          ),
        },
        templatePatch: props.templatePatch,
        syncPolicy: syncPolicy && {
          applicationsSync: syncPolicy.applicationsSync,
          preserveResourcesOnDeletion: syncPolicy.preserveResourcesOnDeletion || undefined,
        },
        strategy: props.strategy,
        preservedFields: props.preservedFields,
      } satisfies ApplicationSetSpec,
    });
    Object.defineProperty(this, APPLICATION_SET, { value: true });
    noteSource(this);
    UniqueNames.of(this).add(this);
    this.generators = props.generators;
    this.template = template;
    this.behind = new Dependencies(this);
    this.behind.add(props.dependsOn ?? []);
    if (props.strategy?.type !== 'RollingSync')
      this.notAwaitable =
        'an ApplicationSet that Argo CD calls healthy as soon as its Applications are there, healthy or not: ' +
        'give it the strategy RollingSync, or depend on Applications that are declared one by one';
    const wave = Lazy.any({ produce: () => waveAnnotation(SyncWaves.of(this).waveOf(this)) });
    this.metadata.addAnnotation(SYNC_WAVE, wave as string);
    SyncWaves.of(this).add(this);
    const sources = (template.sources ?? [template.source]).map(({ repoURL }) => ({
      repoURL,
      glob: sourceGlob(repoURL),
    }));
    this.sources = sources.flatMap(({ glob }) => (glob === undefined ? [] : [{ repoURL: glob }]));
    const { destination = {} } = template;
    const namespace = destination.namespace === undefined ? undefined : namespaceGlob(destination.namespace);
    this.destination = { ...destination, namespace };
    this.syncPolicy = template.syncPolicy ?? {};
    this.deploys = props.deploys ?? {};
    this.underivable = {
      sourceRepos: sources
        // A URL with a secret in it is refused elsewhere, and must not be printed.
        .filter(({ glob, repoURL }) => glob === undefined && userinfoErrors('', repoURL).length === 0)
        .map(
          ({ repoURL }) =>
            `the template's repoURL is ${repoURL}: its scheme or host is a parameter, or it has a condition`,
        ),
      destinations: destinationProblems(destination),
    };
    if (typeof template.project !== 'string') template.project.add(this);
    this.node.addValidation({
      validate: () => [
        ...subdomainErrors('name', props.name),
        ...(isTemplated(template.name) ? [] : subdomainErrors('template.name', template.name, APPLICATION_NAME_LENGTH)),
        ...specErrors(template).map((error) => `template.${error}`),
        ...userinfoErrorsBelow('generators', props.generators),
        ...generatorErrors(props.generators),
        ...this.behind.errors,
      ],
    });
  }

  /** What must be healthy before its Applications are made. */
  get dependencies(): readonly Waved[] {
    return this.behind.all;
  }

  /** Orders this ApplicationSet behind others, by sync wave. */
  dependsOn(...others: readonly Dependency[]): void {
    this.behind.add(others);
  }
}

/** What a project cannot derive its destinations from. */
function destinationProblems({ server, name, namespace }: ApplicationDestination): string[] {
  const problems: string[] = [];
  const cluster = server ?? name;
  if (cluster !== undefined && isTemplated(cluster))
    problems.push(`the template's cluster is ${cluster}, which may be any cluster`);
  if (namespace !== undefined && namespaceGlob(namespace) === undefined)
    problems.push(`the template's namespace is ${namespace}, which may be any namespace`);
  return problems;
}

/** What the controller would refuse. It then changes nothing at all, and only its status says so. */
function generatorErrors(generators: readonly ApplicationSetGenerator[]): string[] {
  return generators.flatMap((generator, i) => {
    const errors: string[] = [];
    const kinds = Object.keys(generator).filter((key) => key !== 'selector');
    if (kinds.length !== 1)
      errors.push(
        `generators[${i}] has ${kinds.length === 0 ? 'no kind' : kinds.join(' and ')}: a generator is of exactly one kind`,
      );
    if (generator.matrix && generator.matrix.generators.length !== 2) {
      errors.push(
        `generators[${i}].matrix has ${generator.matrix.generators.length} generators: a matrix takes exactly 2`,
      );
    }
    if (generator.merge && generator.merge.generators.length < 2) {
      errors.push(
        `generators[${i}].merge has ${generator.merge.generators.length} generator: a merge takes at least 2`,
      );
    }
    return errors;
  });
}
