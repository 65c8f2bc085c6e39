import type { Application, Resource } from '../../argocd/model/types';
import { annotationItems } from '../../argocd/semantics/annotation-list';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** The value of an option such as `Prune` in the annotation of an object; the first one that is there. */
export function optionOf({ annotations }: Resource, name: string): string | undefined {
  return valueIn(annotationItems(annotations, SYNC_OPTIONS), name);
}

/** The value of an option in the Application. */
export function applicationOption({ syncOptions }: Application, name: string): string | undefined {
  return valueIn(syncOptions, name);
}

/** The value of an option of an object, which wins over that of its Application. */
export function effectiveOption(resource: Resource, application: Application, name: string): string | undefined {
  return optionOf(resource, name) ?? applicationOption(application, name);
}

function valueIn(options: readonly string[], name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
}
