/** A field whose value is another one. */
export interface FieldChange {
  /**
   * The way to it. The number of an element is that in the new list; if it is gone, that in the old one.
   */
  readonly path: readonly (string | number)[];
  /** What it was, with what the API server had set by default; not there if the field is new. */
  readonly before?: unknown;
  /** What it will be, with the defaults; not there if the field goes. */
  readonly after?: unknown;
}
