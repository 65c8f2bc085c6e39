import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';
import type { ApplicationFinalizer } from './application-spec';
import { appsFolderOf } from './apps-folder';

/**
 * What happens to what an Application deployed when the Application leaves Git: `keep` leaves it running, managed by nobody;
 * `delete` has Argo CD delete it first, as far as the Application's project permits the objects at that time.
 */
export type WhenRemoved = 'keep' | 'delete';

/** What `delete` renders: it deletes the objects, waits until they are gone, and only then the Application. */
const FINALIZER: ApplicationFinalizer = 'resources-finalizer.argocd.argoproj.io';

/** What was declared for a whole cluster, or for a folder. */
export class WhenRemovedDefaults {
  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): WhenRemovedDefaults {
    return ClusterScope.of(construct).registry('WhenRemoved', () => new WhenRemovedDefaults());
  }

  private readonly folders = new Map<IConstruct, WhenRemoved>();
  /** For everything in `apps/`. What the ground is made of is kept, unless its own Application says otherwise. */
  apps: WhenRemoved = 'keep';

  /** @throws Error if something is in the folder already: it would not be meant */
  setFolder(folder: IConstruct, value: WhenRemoved): void {
    if (folder.node.children.length > 0)
      throw new Error(
        `app.folder(${JSON.stringify(folder.node.path)}, { whenRemoved: '${value}' }) comes after something is in it ` +
          `([${folder.node.children[0]?.node.path}]): say it before`,
      );
    this.folders.set(folder, value);
  }

  /** What holds for an Application that says nothing itself: its folder's, otherwise the platform's. */
  valueFor(application: IConstruct): WhenRemoved {
    for (const scope of application.node.scopes.reverse()) {
      const value = this.folders.get(scope);
      if (value) return value;
    }
    return appsFolderOf(application) ? this.apps : 'keep';
  }
}

/** The finalizers of an Application. */
export function finalizersOf(
  application: IConstruct,
  { whenRemoved, finalizer }: { readonly whenRemoved?: WhenRemoved; readonly finalizer?: ApplicationFinalizer },
): readonly ApplicationFinalizer[] {
  if (finalizer) return [finalizer];
  const value = whenRemoved ?? WhenRemovedDefaults.of(application).valueFor(application);
  return value === 'delete' ? [FINALIZER] : [];
}
