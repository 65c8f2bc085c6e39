/**
 * Keys of Helm values that may have a secret below them. Rather too many than too few: authors can look up what they
 * wrote.
 */
const SECRET_KEY = /pass|secret|token|cred|key|^auths?$/i;

const HIDDEN = 'something that may be secret, and is not repeated here';

/** Whether the value at a path may be a secret by the names of its keys, and so must not be in a message. */
function mayBeSecret(path: readonly string[]): boolean {
  return path.some((key) => SECRET_KEY.test(key));
}

/**
 * A value as a message may show it. Messages end up in the logs of CI, and a refused value may be a secret: because of
 * its key, because it is in a list or a map with secrets, or because it is in the place of such a map.
 *
 * @param path keys that lead to it
 * @param value what is there
 * @param expected what belongs there
 */
export function shownValue(path: readonly string[], value: unknown, expected?: unknown): string {
  if (value === '' || value === null) return JSON.stringify(value);
  if (mayBeSecret(path)) return HIDDEN;
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    return plain && Array.isArray(expected) ? JSON.stringify(value.map(withoutUserinfo)) : 'another list';
  }
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string' && typeof expected === 'object') return 'a text';
  return JSON.stringify(withoutUserinfo(value)) ?? String(value);
}

/** A mismatch with the types of a chart, `path: value is not type`, as a message may show it. */
export function shownMisfit(finding: string): string {
  const [, path = '', type = ''] = /^(.*?): (?:"(?:[^"\\]|\\.)*"|[\w.+-]+) is not (.*)$/s.exec(finding) ?? [];
  const hidden = mayBeSecret(path.split(/[.[\]]+/)) || (finding.includes(': "') && /object|\[\]|map</.test(type));
  return type !== '' && hidden ? `${path}: ${HIDDEN}, is not ${type}` : finding;
}

/** A URL, or what was meant to be one, without user, password and query. Anything but a text is given back. */
export function withoutUserinfo<T>(value: T): T | string {
  if (typeof value !== 'string') return value;
  return value.replace(/^(\w[\w+.-]*:\/\/)?.*@/s, '$1…@').replace(/(:\/\/[^?]*)\?.*$/s, '$1?…');
}
