const REF = /^[a-zA-Z0-9_-]+$/;

/** Whether `sources[].ref` is a name that `$name/path` can refer to. */
export function isSourceRef(ref: string): boolean {
  return REF.test(ref);
}
