/** The group of `apps/v1`; `''` of `v1`, and of what is no text. */
export function groupOf(apiVersion: unknown): string {
  const written = String(apiVersion);
  const slash = written.indexOf('/');
  return slash < 0 ? '' : written.slice(0, slash);
}
