/**
 * Why the objects of the Jsonnet files of a directory are not known; `undefined` if there are none. For Argo CD, Jsonnet is
 * no type of source: a directory may hold such files among others.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/jsonnet/
 */
export function whyNoJsonnet(files: readonly string[]): string | undefined {
  return files.length === 0 ? undefined : `Jsonnet is not evaluated: ${files.join(', ')}`;
}
