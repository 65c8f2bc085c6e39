/**
 * What the API server takes as a name, a label or a key. Each function gives the API server's own words for what is wrong,
 * nothing if all is right.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.35.4/pkg/util/validation/validation.go
 */
type Check = (value: string) => readonly string[];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const DNS_1035_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';

/** A name that may be one part of a domain: of a Namespace, a container, a volume. */
export const dns1123Label: Check = (value) => [
  ...tooLong(value, 63),
  ...(isLabel(value)
    ? []
    : isSubdomain(value)
      ? ['must not contain dots']
      : [
          words(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            LABEL,
            'my-name',
            '123-abc',
          ),
        ]),
];

/** A name that may be a domain: of most objects. */
export const dns1123Subdomain: Check = (value) => [
  ...tooLong(value, 253),
  ...(isSubdomain(value)
    ? []
    : [
        words(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
          SUBDOMAIN,
          'example.com',
        ),
      ]),
];

/** A label that begins with a letter: the name of a Service. */
export const dns1035Label: Check = (value) => [
  ...tooLong(value, 63),
  ...(isLabel(value) && /^[a-z]/.test(value)
    ? []
    : [
        words(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
          DNS_1035_LABEL,
          'my-name',
          'abc-123',
        ),
      ]),
];

/** A name that is only a part of a path: of roles and their bindings. */
export const pathSegment: Check = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((one) => value.includes(one)).map((one) => `may not contain '${one}'`);
};

/** The key of a label, or of an annotation in lower case: `example.com/name`. */
export const qualifiedName: Check = (value) => {
  const parts = value.split('/');
  const found: string[] = [];
  let name = parts[0] ?? '';
  if (parts.length === 2) {
    const prefix = name;
    name = parts[1] ?? '';
    if (prefix === '') found.push('prefix part must be non-empty');
    else found.push(...dns1123Subdomain(prefix).map((one) => `prefix part ${one.replace(/characters$/, 'bytes')}`));
  } else if (parts.length > 2) {
    return [
      `a valid label key ${words(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        QUALIFIED,
        'MyName',
        'my.name',
        '123-abc',
      )} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === '') found.push('name part must be non-empty');
  else found.push(...tooLong(name, 63, 'bytes').map((one) => `name part ${one}`));
  if (!isQualified(name)) {
    found.push(
      `name part ${words(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        QUALIFIED,
        'MyName',
        'my.name',
        '123-abc',
      )}`,
    );
  }
  return found;
};

/** The value of a label. */
export const labelValue: Check = (value) => [
  ...tooLong(value, 63, 'bytes'),
  ...(value === '' || isQualified(value)
    ? []
    : [
        words(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
          LABEL_VALUE,
          'MyValue',
          'my_value',
          '12345',
        ),
      ]),
];

/** The name of a port in a container or a Service's target. */
export const portName: Check = (value) => [
  ...tooLong(value, 15),
  ...(/^[-a-z0-9]+$/.test(value) ? [] : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(value) ? [] : ['must contain at least one letter (a-z)']),
  ...(value.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(value) ? ['must not begin or end with a hyphen'] : []),
];

/** A key in the data of a ConfigMap or a Secret. */
export const configKey: Check = (value) => [
  ...tooLong(value, 253),
  ...(/^[-._a-zA-Z0-9]+$/.test(value)
    ? []
    : [
        words(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
          CONFIG_KEY,
          'key.name',
          'KEY_NAME',
          'key-name',
        ),
      ]),
  ...(value === '.'
    ? [`must not be '.'`]
    : value === '..'
      ? [`must not be '..'`]
      : value.startsWith('..')
        ? [`must not start with '..'`]
        : []),
];

// The patterns have no two ways to match one text, so they are linear; `-` and `.` are looked for apart.

function isLabel(value: string): boolean {
  return /^[a-z0-9][-a-z0-9]*$/.test(value) && !value.endsWith('-');
}

function isSubdomain(value: string): boolean {
  return value.split('.').every(isLabel);
}

function isQualified(value: string): boolean {
  return /^[A-Za-z0-9][-A-Za-z0-9_.]*$/.test(value) && !/[-_.]$/.test(value);
}

/** Go counts bytes, whatever it calls them. */
function tooLong(value: string, most: number, unit = 'characters'): readonly string[] {
  return Buffer.byteLength(value) > most ? [`must be no more than ${most} ${unit}`] : [];
}

/** As Kubernetes writes what a pattern asks for. */
function words(message: string, pattern: string, ...examples: readonly string[]): string {
  const shown = examples.map((one) => `'${one}'`).join(',  or ');
  return `${message} (e.g. ${shown}, regex used for validation is '${pattern}')`;
}
