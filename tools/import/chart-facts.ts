/** A kind, as Argo CD writes it. */
export interface Kind {
  /** `''` for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** A kind without a namespace, and the names of what the chart made of it. */
export interface ClusterKind extends Kind {
  /** `{release}` and `{namespace}` stand for what the installation calls them, if the release's name holds the chart's. */
  readonly names: readonly string[];
}

/** An image that the chart can render. */
export interface LearnedImage {
  /** The map in the values that holds it: `webhook.image`. @default - no value was found that moves it */
  readonly path?: string;
  /** The reference that the chart renders by default. */
  readonly reference: string;
  /** Whether it is rendered with the default values. */
  readonly byDefault: boolean;
  /** Booleans of the values, by dotted path, that decide: it goes, or it comes, where one of them is not as by default. */
  readonly toggles: readonly string[];
  /** The value below `path` that takes a digest, as rendering with one showed. @default - none does */
  readonly pin?: 'tag' | 'digest';
}

/** What an import knows of a version of any chart besides the types of its values: what Helm rendered of it. */
export interface ChartFacts {
  readonly chart: string;
  readonly version: string;
  readonly appVersion: string;
  /** Where it was taken from, as Argo CD takes it, too. @default - a folder or an archive, which Argo CD cannot take it from */
  readonly repository?: string;
  /** The program that rendered it, and how often. */
  readonly rendered: string;
  readonly cluster: readonly ClusterKind[];
  readonly namespaced: readonly Kind[];
  /** Namespaces of its objects besides that of the release. */
  readonly namespaces: readonly string[];
  /** Kinds that its templates name and that no values that were tried rendered. */
  readonly unseen: readonly Kind[];
  /** Names of the CustomResourceDefinitions that it brings, by templates or from its folder `crds/`. */
  readonly crds: readonly string[];
  readonly images: readonly LearnedImage[];
  /** Objects that come out otherwise at every rendering, `Secret/name`: something in them is drawn at random. */
  readonly random: readonly string[];
}
