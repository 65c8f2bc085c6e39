import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { noteSource } from '../../gitops/plan/source';
import type { ApplicationSetGenerator, ApplicationSetSpec } from '../../imports/argoproj.io';
import {
  type ApplicationFinalizer,
  type ApplicationSources,
  type ApplicationSpecProps,
  applicationSpec,
} from './application';
import { ARGOCD_NAMESPACE } from './names';
import { UniqueNames } from './unique-names';

/** The template of the Applications that an {@link ApplicationSet} makes. Any text in it may hold `{{ .parameter }}`. */
export type ApplicationTemplateProps = ApplicationSpecProps &
  ApplicationSources & {
    /** Must come out different for each set of parameters. */
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    /** @default - Argo CD's: the foreground finalizer, unless `preserveResourcesOnDeletion` */
    readonly finalizer?: ApplicationFinalizer;
  };

/** Properties of an {@link ApplicationSet}. */
export interface ApplicationSetProps {
  readonly name: string;
  /** @default 'argocd' */
  readonly namespace?: string;
  /** Where the parameters come from. `matrix` takes two generators, `merge` two or more. */
  readonly generators: readonly [ApplicationSetGenerator, ...ApplicationSetGenerator[]];
  readonly template: ApplicationTemplateProps;
  /** A patch for what is no text in the template (`prune` and the like): YAML or JSON, itself a template. @default - none */
  readonly templatePatch?: string;
  /** @default - Applications are made, changed and deleted with the parameters */
  readonly syncPolicy?: {
    readonly applicationsSync?: 'create-only' | 'create-update' | 'create-delete' | 'sync';
    /** Leave the workloads when the ApplicationSet is deleted. @default false */
    readonly preserveResourcesOnDeletion?: boolean;
  };
  /** @default - all at once */
  readonly strategy?: ApplicationSetSpec['strategy'];
  /** Annotations and labels of the Applications that somebody else sets. @default - none */
  readonly preservedFields?: ApplicationSetSpec['preservedFields'];
}

/**
 * An Argo CD ApplicationSet: one template, many Applications.
 *
 * Always Go templates with `missingkey=error`: a parameter that is not there is an error. Otherwise it would be left in the
 * text or become `<no value>`, without a word.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 */
export class ApplicationSet extends ApiObject {
  constructor(scope: Construct, id: string, props: ApplicationSetProps) {
    const { template, syncPolicy } = props;
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: props.name, namespace: props.namespace ?? ARGOCD_NAMESPACE },
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
    noteSource(this);
    UniqueNames.of(this).add(this);
    this.node.addValidation({ validate: () => generatorErrors(props.generators) });
  }
}

/** What the controller would refuse: then it changes nothing at all, and says so only in its status. */
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
