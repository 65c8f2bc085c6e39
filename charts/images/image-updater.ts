import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { PlatformImages } from './platform-images';

/** An Argo CD Application whose images are followed. */
export interface FollowedApplication {
  /** Name of the Application. */
  readonly name: string;

  /** The construct that declares it. The Application's images are those that this construct and those below it use. */
  readonly construct: IConstruct;
}

/** What an {@link ImageUpdater} follows, and where it writes. */
export interface ImageUpdaterProps {
  /** Metadata of the resource. Its namespace must be that of the Applications: the controller looks nowhere else. */
  readonly metadata: ApiObjectMetadata & {
    /** Name of the resource. */
    readonly name: string;
    /** Namespace of the resource, and of the Applications. */
    readonly namespace: string;
  };

  /** The Applications whose images are followed. An Application must not be in two of these resources. */
  readonly applications: readonly FollowedApplication[];

  /** URL of the Git repository that has the lock. */
  readonly repository: string;

  /** Branch that the lock is read from, and that pull requests are made against. */
  readonly branch: string;

  /**
   * Where a new digest goes: onto a branch of its own, from which people or their CI make a pull request, or into a pull
   * request that the controller opens.
   * @default { branch: 'image-updates' }
   */
  readonly propose?:
    | {
        /** Branch that new digests are pushed to. */
        readonly branch: string;
      }
    | {
        /** Where the controller opens pull requests. */
        readonly pullRequest: 'github' | 'gitlab';
      };

  /**
   * Secret in the same namespace with the credentials for pushing.
   * @default - those of the Argo CD Repository; they must be allowed to push
   */
  readonly credentialsSecret?: string;

  /** Path of the lock in the repository. @default - that of the app, such as '/images.lock.yaml' */
  readonly lockPath?: string;
}

/**
 * Has Argo CD Image Updater put new digests of the platform's tags into the image lock.
 *
 * It never touches what is rendered: the lock is the only file it writes, in its shape as Helm values, and whoever takes up
 * its branch runs `groundwork synth` there, so that one commit has the lock and the manifests. Tags stay as `main.ts` and the
 * charts say. Only images that the lock pins are followed: a digest that a chart names changes with the chart.
 *
 * The controller is not part of the platform: install it first, version 1.0 or later, which brings this kind.
 *
 * @see https://argocd-image-updater.readthedocs.io/en/stable/
 */
export class ImageUpdater extends Construct {
  constructor(scope: Construct, id: string, props: ImageUpdaterProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { metadata, repository, branch, propose = { branch: 'image-updates' }, credentialsSecret } = props;
    const lockPath = props.lockPath ?? `/${PlatformImages.of(this).lockFile}`;
    if (!/^\/.+\.ya?ml$/.test(lockPath)) {
      throw new Error(
        `[${this.node.path}] lockPath ${JSON.stringify(lockPath)}: write it from the repository's root, with .yaml or .yml, e.g. "/images.lock.yaml". ` +
          'A relative one would be looked for below the source of each Application.',
      );
    }
    if (branch.includes(':')) {
      throw new Error(
        `[${this.node.path}] branch ${JSON.stringify(branch)}: a colon has a meaning here; the branch to write to is propose.branch.`,
      );
    }
    const toBranch = 'branch' in propose ? `${branch}:${propose.branch}` : branch;
    new ApiObject(this, 'resource', {
      apiVersion: 'argocd-image-updater.argoproj.io/v1alpha1',
      kind: 'ImageUpdater',
      metadata,
      spec: {
        commonUpdateSettings: { updateStrategy: 'digest' },
        writeBackConfig: {
          method: credentialsSecret === undefined ? 'git' : `git:secret:${metadata.namespace}/${credentialsSecret}`,
          gitConfig: {
            repository,
            branch: toBranch,
            writeBackTarget: `helmvalues:${lockPath}`,
            ...('pullRequest' in propose && { pullRequest: { [propose.pullRequest]: {} } }),
          },
        },
        // Later constructs use images too.
        applicationRefs: Lazy.any({ produce: () => this.applicationRefs(props.applications) }),
      },
    });
  }

  private applicationRefs(applications: readonly FollowedApplication[]): unknown[] {
    const refs = applications
      .map(({ name, construct }) => ({ namePattern: name, images: this.imagesBelow(construct) }))
      .filter(({ images }) => images.length > 0);
    if (refs.length > 0) return refs;
    throw new Error(
      `[${this.node.path}] none of its Applications uses an image that the lock pins. Run groundwork pin first.`,
    );
  }

  private imagesBelow(construct: IConstruct): unknown[] {
    const { lock, uses } = PlatformImages.of(this);
    const below = uses.filter((use) => use.image.pinnedBy === 'lock' && use.construct.node.scopes.includes(construct));
    const names = [...new Set(below.map(({ image }) => image.name))].sort();
    return names.map((name) => {
      const key = lock.get(name)?.key ?? '';
      if (!/^[A-Za-z0-9][A-Za-z0-9/_-]*$/.test(key)) {
        throw new Error(
          `[${this.node.path}] the lock's key ${JSON.stringify(key)} for ${name} has characters that a Helm values path gives a meaning. Run groundwork pin, which writes another.`,
        );
      }
      // Repository and tag, not one field for both: when the controller cannot reach an image's registry, it writes the
      // one field without tag and digest; the two it writes as they run.
      const path = `images.${key}`;
      return {
        alias: key.replaceAll('/', '.'),
        imageName: name,
        manifestTargets: { helm: { name: `${path}.repository`, tag: `${path}.tag` } },
      };
    });
  }
}
