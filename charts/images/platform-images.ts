import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Construct, IConstruct } from 'constructs';
import { IMAGE_LOCK_FILE, type ImageLock, readImageLock } from '../../images/image-lock';
import { formatImageReference, type ImageReference, parseImageReference } from '../../images/image-reference';
import { workingDirectory } from '../../synth/working-directory';
import { ClusterScope } from '../cluster-scope';

/**
 * Where the digest of an image comes from: the lock, the chart's own defaults, or the reference as its author wrote it.
 */
export type PinnedBy = 'lock' | 'chart' | 'reference';

/** Who uses an image. */
export interface ImageUser {
  /** The construct that renders the reference. */
  readonly construct: Construct;

  /** The Helm values path or the field that carries it, e.g. `core.image.tag` or `spec.containers[sync].image`. */
  readonly through: string;

  /** The Helm chart whose values carry it, with its version, e.g. `harbor 1.19.1`. @default - none: a manifest does */
  readonly chart?: string;

  /**
   * Says that the digest in the reference is the chart's own default.
   * @default - a digest in the reference counts as written by the platform's author
   */
  readonly pinnedBy?: 'chart';

  /**
   * Whether the rendered reference gets the digest from the lock. False where only the author can write the digest.
   * @default true
   */
  readonly fromLock?: boolean;
}

/** One use of one image, as recorded by {@link PlatformImages.use}. */
export interface ImageUse {
  /** The image, with its digest where one is known. */
  readonly image: PinnedImage;
  /** The construct that renders the reference. */
  readonly construct: Construct;
  /** The Helm values path or the field that carries it. */
  readonly through: string;
  /** The Helm chart whose values carry it, with its version. @default - none: a manifest does */
  readonly chart?: string;
  /** Whether what is rendered takes the digest that the lock has. */
  readonly fromLock: boolean;
}

/** Context key under which the construct tree may name another lock file than `images.lock.yaml`. */
const IMAGE_LOCK_CONTEXT = 'groundwork/image-lock';

/** An image as it is rendered: with its digest where one is known. */
export class PinnedImage {
  /** Host and port of the registry, e.g. `docker.io`. */
  readonly registry: string;

  /** Path below the registry, e.g. `goharbor/harbor-core`. */
  readonly repository: string;

  /** The digest it is pinned to. @default - the image is not pinned */
  readonly digest?: string;

  /** Canonical `registry/repository:tag` without the digest: the image's key in the lock. */
  readonly name: string;

  private readonly plainTag?: string;

  /**
   * @param unpinned the reference as declared; without tag and digest it means `latest`, as it does to a container runtime
   * @param pinnedBy where the digest comes from
   * @param digest the digest, if it is known
   */
  constructor(
    unpinned: ImageReference,
    /** Where the digest comes from; undefined if the image is not pinned. */
    readonly pinnedBy?: PinnedBy,
    digest?: string,
  ) {
    this.registry = unpinned.registry;
    this.repository = unpinned.repository;
    this.plainTag = unpinned.tag ?? (unpinned.digest === undefined ? 'latest' : undefined);
    this.digest = digest;
    this.name = formatImageReference({ ...unpinned, tag: this.plainTag, digest: undefined });
  }

  /** Whether the digest is known, so that every node pulls the same bytes. */
  get pinned(): boolean {
    return this.digest !== undefined;
  }

  /** Canonical reference, with the digest where it is known: `docker.io/goharbor/harbor-core:v2.15.1@sha256:…`. */
  get reference(): string {
    return this.digest === undefined ? this.name : `${this.name}@${this.digest}`;
  }

  /** Registry and repository, the form charts take as `repository`: `docker.io/goharbor/harbor-core`. */
  get fullRepository(): string {
    return `${this.registry}/${this.repository}`;
  }

  /**
   * The form charts take as `tag`: `v2.15.1@sha256:…`, or `v2.15.1` while it is not pinned. Charts that print
   * `repository:tag` (Harbor's and Argo CD's do) then give a reference with both.
   *
   * @throws Error if the image was declared by digest alone: such a chart has no place for it
   */
  get tag(): string {
    if (this.plainTag === undefined) {
      throw new Error(
        `${this.reference} has no tag, and a chart prints repository:tag. Write ${this.fullRepository}:TAG@${this.digest}.`,
      );
    }
    return this.digest === undefined ? this.plainTag : `${this.plainTag}@${this.digest}`;
  }
}

/** Every image of a platform, and the digests that the lock gives them. One per construct tree. */
export class PlatformImages {
  /**
   * The images of the tree that `scope` belongs to. The first call reads the lock: the file that the context key
   * `groundwork/image-lock` names, otherwise the one beside the output folder (`images.lock.yaml` beside `dist`,
   * `images.dist-other.lock.yaml` beside `dist-other`; `images.prod.lock.yaml` for the `Cluster` prod). An app that has none yet starts with the digests of
   * `images.lock.yaml`, and `pin` writes its own.
   *
   * @throws Error with file and line of everything that is wrong in the lock
   */
  static of(scope: IConstruct): PlatformImages {
    const cluster = ClusterScope.of(scope);
    return cluster.registry('PlatformImages', () => {
      const lockFile: string =
        cluster.owner.node.tryGetContext(IMAGE_LOCK_CONTEXT) ?? cluster.fileBeside(IMAGE_LOCK_FILE);
      const absolute = (file: string) => resolve(workingDirectory(), file);
      const readFrom = existsSync(absolute(lockFile)) ? lockFile : IMAGE_LOCK_FILE;
      return new PlatformImages(readImageLock(absolute(readFrom)), lockFile, readFrom);
    });
  }

  /** Gives the tree of `scope` a lock that is not in a file, before anything in it uses an image. */
  static withLock(scope: IConstruct, lock: ImageLock): PlatformImages {
    const cluster = ClusterScope.of(scope);
    if (cluster.has('PlatformImages'))
      throw new Error(
        `[${scope.node.path}] the images of its app are in use already: give the lock before the first chart.`,
      );
    return cluster.registry('PlatformImages', () => new PlatformImages(lock, IMAGE_LOCK_FILE));
  }

  private readonly recorded: ImageUse[] = [];
  private readonly plainHttp = new Set<string>();

  private constructor(
    /** The digests that were known when the tree was built. */
    readonly lock: ImageLock,
    /** File of the lock, as it was named. */
    readonly lockFile: string,
    /** The file that the digests come from: another app's while this one has no lock. */
    readonly readFrom = lockFile,
  ) {}

  /** Whether the digests are those of another app, which may use images that this one does not. */
  get isLockOfAnother(): boolean {
    return this.readFrom !== this.lockFile;
  }

  /** Every recorded use, in the order in which they were declared. */
  get uses(): readonly ImageUse[] {
    return this.recorded;
  }

  /**
   * Records who uses an image, and gives it with its digest: the one in the reference if it has one (Cilium's chart
   * defaults do), the one in the lock otherwise. An image without either is left unpinned, and reported.
   *
   * @throws Error naming the construct and the field if the text is not an image reference
   */
  use(reference: string, by: ImageUser): PinnedImage {
    let parsed: ImageReference;
    try {
      parsed = parseImageReference(reference);
    } catch (error) {
      throw new Error(`[${by.construct.node.path}] ${by.through}: ${(error as Error).message}`);
    }
    const unpinned = new PinnedImage(parsed);
    const locked = by.fromLock === false ? undefined : this.lock.get(unpinned.name)?.digest;
    const image =
      parsed.digest !== undefined
        ? new PinnedImage(parsed, by.pinnedBy ?? 'reference', parsed.digest)
        : locked !== undefined
          ? new PinnedImage(parsed, 'lock', locked)
          : unpinned;
    const { construct, through, chart, fromLock = true } = by;
    this.recorded.push({ image, construct, through, fromLock, ...(chart !== undefined && { chart }) });
    return image;
  }

  /** The registries that were declared with {@link declarePlainHttp}. */
  get plainHttpRegistries(): ReadonlySet<string> {
    return this.plainHttp;
  }

  /**
   * Declares that a registry of the platform speaks plain HTTP, as Harbor does on a NodePort without TLS. The commands that
   * talk to registries use plain HTTP with those alone.
   *
   * @param registry host and port as in image references, e.g. `10.0.24.28:30002`
   */
  declarePlainHttp(registry: string): void {
    this.plainHttp.add(registry);
  }
}
