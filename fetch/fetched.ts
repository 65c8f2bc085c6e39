/** Something that was fetched: which it is, so that it can be had again, and where it came from. */
export interface Fetched {
  /** The version of a chart, the tag of an artifact, the commit of a repository; `''` for a file. */
  readonly version: string;
  /** Of the archive or the file; of a commit its name. */
  readonly digest: string;
  /** A URL without a login. */
  readonly from: string;
}

/** A {@link Fetched} with its bytes. */
export interface FetchedBytes extends Fetched {
  readonly bytes: Buffer;
}
