import {
  credentialsIn,
  hasPassword,
  isEncrypted,
  isSecretValue,
  lastPart,
  looksRandom,
} from '../../argocd/analysis/credentials';
import { isConfidentialAt, isConfidentialLine, redact } from '../../argocd/model/redact';
import { fields, isMap, text } from '../../argocd/model/resource';

/** What stands in the place of a secret. */
export const MASK = '***';

/** A way into an object. */
type Path = readonly (string | number)[];

/**
 * A value of an object as it may be shown: without the values of Secrets, and without what looks like one. In doubt it is hidden:
 * a reviewer can look into Git, but nobody can take back a comment.
 *
 * @param object what the value is in
 * @param path to the value
 */
export function masked(object: unknown, path: Path, value: unknown): unknown {
  const secret = fields(object).kind === 'Secret' && fields(object).apiVersion === 'v1';
  const inData = (at: Path) => secret && (at[0] === 'data' || at[0] === 'stringData');
  let name = '';
  let whole: unknown = object;
  const visit = (one: unknown, at: Path, pair: string): unknown => {
    if (inData(at) && at.length > 1) return MASK;
    if (Array.isArray(one))
      return one.map((item, index) => visit(item, [...at, index], flagBefore(one, index) || pair));
    if (isMap(one)) {
      const named = nameOf(one);
      return Object.fromEntries(
        Object.entries(one).map(([key, item]) => [
          redact(key),
          visit(item, [...at, key], key === 'value' || key === 'stringValue' ? named : ''),
        ]),
      );
    }
    return isHidden(one, at, pair) ? MASK : typeof one === 'string' ? shownText(one) : one;
  };
  // `value` is hidden for the `name` beside it, and an argument for the one before it.
  for (const part of path) {
    name = part === 'value' ? nameOf(whole) : flagBefore(whole, part);
    whole = isMap(whole) || Array.isArray(whole) ? (whole as Record<string | number, unknown>)[part] : undefined;
  }
  return visit(value, path, name);
}

function nameOf(value: unknown): string {
  return isMap(value) ? text(value.name) || text(value.key) : '';
}

/** The name of the option whose value an item of a list is: `--token` before it, as `args` have them. */
function flagBefore(list: unknown, index: number | string): string {
  const before = Array.isArray(list) && typeof index === 'number' ? list[index - 1] : undefined;
  return (typeof before === 'string' && /^--?([A-Za-z][\w.-]*)$/.exec(before)?.[1]) || '';
}

function isHidden(value: unknown, path: Path, pair: string): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const plain = String(value);
  if (plain === '') return false;
  const key = String(path.at(-1) ?? '');
  if (key === 'kubectl.kubernetes.io/last-applied-configuration') return true;
  if (/^checksum\//.test(key)) return true;
  if (isEncrypted(plain)) return false;
  if (credentialsIn(plain) !== undefined || (hasPassword(plain) && redact(plain) === plain)) return true;
  const keys = [pair, ...path.map(String)].filter((one) => one !== '');
  if ([pair, key].some((one) => one !== '' && isSecretValue(lastPart(one), plain))) return true;
  if (pair !== '' && (looksRandom(plain) || isConfidentialLine(`${pair}: x`))) return !isReference(plain);
  if (path.includes('data') && looksRandom(plain)) return true;
  return keys.some((one) => isConfidentialLine(`${one}: x`)) && !isReference(plain);
}

/** The name of something that holds the secret is none. */
function isReference(value: string): boolean {
  return /^\$[({]?\w+[)}]?$|^true$|^false$/.test(value);
}

/** A text without the lines that hold a secret. */
function shownText(value: string): string {
  if (!value.includes('\n')) return isConfidentialLine(value) && redact(value) === value ? MASK : redact(value);
  const hidden = hiddenLines(value);
  return value
    .split('\n')
    .map((line, index) => {
      if (!hidden.has(index)) return redact(line);
      // A key is one by its colon: without it, it would be the value.
      return `${/^\s*(?:- )?(?:[\w.-]+:)?/.exec(line)?.[0].trimEnd() ?? ''} ${MASK}`;
    })
    .join('\n');
}

/** The lines of a text that hold a secret, by their number from 0. */
export function hiddenLines(value: string): ReadonlyMap<number, string> {
  const lines = value.split('\n');
  const lineAt = (number: number) => {
    const found = lines[number - 1];
    return found === undefined ? undefined : redact(found);
  };
  return new Map(
    [...lines.entries()].filter(([index, line]) => line.trim() !== '' && isConfidentialAt(index + 1, lineAt)),
  );
}
