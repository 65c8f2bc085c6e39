const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** Length of a Helm release's name, which an Application lends its own to. */
export const APPLICATION_NAME_LENGTH = 53;

/**
 * Why a name cannot be an object's `metadata.name`; empty if it can.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function subdomainErrors(field: string, name: string, length = 253): string[] {
  if (DNS_SUBDOMAIN.test(name) && name.length <= length) return [];
  return [
    `${field} is ${JSON.stringify(name)}${tooLong(name, length)}: allowed are lower-case letters, digits, "-" and ".", ` +
      `a letter or digit at both ends of each part, ${length} characters at most`,
  ];
}

/** Why a name cannot be one folder and a DNS label; empty if it can. */
export function labelErrors(field: string, name: string, length = 63): string[] {
  if (DNS_LABEL.test(name) && name.length <= length) return [];
  return [
    `${field} is ${JSON.stringify(name)}${tooLong(name, length)}: allowed are lower-case letters, digits and "-", ` +
      `a letter or digit at both ends, ${length} characters at most`,
  ];
}

function tooLong(name: string, length: number): string {
  return name.length > length ? `, ${name.length} characters` : '';
}
