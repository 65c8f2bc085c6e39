/** The objects of one kind, by `group/Kind`, or `Kind` for the core group. */
export type ObjectsByKind = Readonly<Record<string, readonly string[]>>;

/** What Helm made of the chart of one Application. */
export interface ChartRecord {
  /** Name of the Application. */
  readonly name: string;
  readonly chart: string;
  /** Its repository, as Argo CD takes it. */
  readonly repository: string;
  /** Its version, as the Application names it. */
  readonly version: string;
  /** Of the archive of the chart. */
  readonly digest: string;
  /** Of the values, and of all else that Helm is told: see `chartInputs`. */
  readonly inputs: string;
  /** The program that rendered it: `helm 3.19.4`. */
  readonly renderedBy: string;
  /** Names of the objects without a namespace. One that ends in `…` is drawn at random. */
  readonly cluster: ObjectsByKind;
  /** `namespace/name` of the objects in a namespace. */
  readonly namespaced: ObjectsByKind;
  /** The same for custom resources of which nothing at hand says whether they are in a namespace. */
  readonly unknown: ObjectsByKind;
  /** The images of its pods, without the digests, which are in the lock of images. */
  readonly images: readonly string[];
  /** Of the files in `rendered/`, of an Application that is rendered into Git. @default - it is not */
  readonly files?: string;
  /** Objects that come out otherwise at each rendering, as `Kind/name`. */
  readonly random: readonly string[];
}

/** The group and the kind of a key of {@link ObjectsByKind}. */
export function kindOf(key: string): { readonly group: string; readonly kind: string } {
  const slash = key.lastIndexOf('/');
  return { group: key.slice(0, Math.max(slash, 0)), kind: key.slice(slash + 1) };
}

/** The end of a name that is drawn at random. */
export const RANDOM_END = '…';
