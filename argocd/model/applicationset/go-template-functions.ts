import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { GoRegexp, RegexpSyntaxError, RegexpTooCostly } from '../../semantics/go-regexp';
import { trimSpace } from '../../semantics/go-text';
import { isFatal, readFirstDocument } from '../../yaml/text';
import { TemplateError, UnsupportedTemplate } from './go-template-parser';
import {
  expectInt,
  expectList,
  expectMap,
  expectString,
  isMap,
  print,
  sortedKeys,
  toInt,
  toText,
  truth,
  typeName,
  type Value,
} from './go-values';

/** A function of a template. What it throws is a {@link TemplateError} or an {@link UnsupportedTemplate}. */
export type TemplateFunction = (...args: readonly Value[]) => Value;

/**
 * All names that Argo CD defines: those of text/template and of sprig's generic map, minus `env`, `expandenv` and
 * `getHostByName`, plus its own. Any other name is a mistake. A name that is here but has no function in {@link
 * FUNCTIONS} is valid, but not understood by this check.
 */
export const KNOWN: ReadonlySet<string> = new Set(
  (
    'abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec b32enc b64dec b64enc base bcrypt ' +
    'biggest buildCustomCert call camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone dateModify ' +
    'date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration durationRound ' +
    'empty encryptAES eq ext fail first float64 floor fromJson fromYaml fromYamlArray ge genCA genCAWithKey genPrivateKey ' +
    'genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get gt has hasKey hasPrefix hasSuffix hello ' +
    'html htmlDate htmlDateInZone htpasswd indent index initial initials int int64 isAbs join js kebabcase keys kindIs kindOf ' +
    'last le len list lower lt max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact ' +
    'mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend ' +
    'mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit ' +
    'mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify ' +
    'ne nindent normalize nospace not now omit or osBase osClean osDir osExt osIsAbs pick pluck plural prepend print printf ' +
    'println push quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch ' +
    'regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver semverCompare ' +
    'seq set sha1sum sha256sum sha512sum shuffle slice slugify snakecase sortAlpha split splitList splitn squote sub subf substr ' +
    'swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString toStrings toYaml trim trimAll trimPrefix ' +
    'trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin ' +
    'urlParse urlquery uuidv4 values without wrap wrapWith'
  ).split(' '),
);

/** The functions that take any number of arguments beyond those that they name. */
export const VARIADIC: ReadonlySet<string> = new Set(
  'eq index print printf quote squote cat coalesce all any add mul max min list tuple concat without dict dig pick omit merge slugify'.split(
    ' ',
  ),
);

const s = expectString;

/** Go's `eq` on two values. */
function equal(a: Value, b: Value): boolean {
  const nothing = (value: Value): boolean => value === undefined || value === null;
  if (nothing(a) || nothing(b)) return nothing(a) && nothing(b);
  if (typeof a !== typeof b || Array.isArray(a) !== Array.isArray(b))
    throw new TemplateError('incompatible types for comparison');
  if (typeof a === 'object') throw new TemplateError(`non-comparable type ${print(a)}: ${typeName(a)}`);
  return a === b;
}

function less(a: Value, b: Value): boolean {
  if (a === undefined || a === null || b === undefined || b === null)
    throw new TemplateError('invalid type for comparison');
  if (typeof a !== typeof b) throw new TemplateError('incompatible types for comparison');
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string)) < 0;
  if (typeof a === 'number' || typeof a === 'bigint') return a < (b as number | bigint);
  throw new TemplateError('invalid type for comparison');
}

function index(value: Value, ...keys: readonly Value[]): Value {
  let at = value;
  for (const key of keys) {
    if (at === undefined || at === null) throw new TemplateError('index of untyped nil');
    if (isMap(at)) at = Object.hasOwn(at, s(key)) ? at[s(key)] : undefined;
    else if (Array.isArray(at)) {
      const number = expectInt(key);
      if (number < 0 || number >= at.length) throw new TemplateError(`index out of range: ${number}`);
      at = at[number];
    } else if (typeof at === 'string') throw new UnsupportedTemplate('index into text');
    else throw new TemplateError(`can't index item of type ${typeName(at)}`);
  }
  return at;
}

function arithmetic(operate: (a: bigint, b: bigint) => bigint): TemplateFunction {
  return (...args) => args.map(toInt).reduce(operate);
}

function divide(operate: (a: bigint, b: bigint) => bigint): TemplateFunction {
  return (a, b) => {
    if (toInt(b) === 0n) throw new TemplateError('runtime error: integer divide by zero');
    return operate(toInt(a), toInt(b));
  };
}

/** Only ASCII: for other characters one would need Go's tables. */
function ascii(text: string, name: string): string {
  if (Buffer.byteLength(text) !== text.length) throw new UnsupportedTemplate(`${name} of text beyond ASCII`);
  return text;
}

/** What sprig does with a regular expression: a wrong one is an error, except for `regexMatch`. */
function regex<T>(source: string, use: (expression: GoRegexp) => T): T {
  try {
    return use(GoRegexp.of(source));
  } catch (error) {
    if (error instanceof RegexpSyntaxError)
      throw new TemplateError(`regexp: Compile(${quote(source)}): ${error.message}`);
    if (error instanceof RegexpTooCostly) throw new UnsupportedTemplate(error.message);
    throw error;
  }
}

function regexMatch(source: string, input: string): boolean {
  try {
    return regex(source, (expression) => expression.matches(input));
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

/** As Go quotes an expression: in backquotes if it can. */
function quote(source: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand in backquotes
  return /[`\x00-\x08\x0a-\x1f\x7f\ufeff]/.test(source) ? JSON.stringify(source) : `\`${source}\``;
}

/** How wide a value may be printed, and how far a text may be indented. */
const MAX_WIDTH = 1_000;

function printf(format: Value, ...args: readonly Value[]): string {
  let next = 0;
  const text = s(format).replace(/%(0?\d*)([a-zA-Z%])/g, (all, width: string, verb: string) => {
    if (verb === '%' && width === '') return '%';
    if (next >= args.length) throw new UnsupportedTemplate(`${all} without a value`);
    const value = args[next++];
    const fits =
      (verb === 's' && typeof value === 'string') ||
      (verb === 'v' && value !== undefined && value !== null) ||
      (verb === 'd' && typeof value === 'bigint') ||
      (verb === 't' && typeof value === 'boolean') ||
      (verb === 'q' && typeof value === 'string' && /^[\x20-\x7e]*$/.test(value));
    if (!fits || (width !== '' && verb !== 'd' && width.startsWith('0')))
      throw new UnsupportedTemplate(`${all} of ${typeName(value)}`);
    if (Number(width) > MAX_WIDTH) throw new UnsupportedTemplate(`the width of ${all}`);
    const plain = verb === 'q' ? JSON.stringify(value) : print(value);
    if (!width.startsWith('0') || !plain.startsWith('-'))
      return plain.padStart(Number(width || 0), width.startsWith('0') ? '0' : ' ');
    return `-${plain.slice(1).padStart(Number(width) - 1, '0')}`;
  });
  if (/%/.test(s(format).replace(/%(0?\d*)([a-zA-Z%])/g, '')) || next < args.length)
    throw new UnsupportedTemplate(`the format ${s(format)}`);
  return text;
}

/** Argo CD's `normalize`: a name that DNS takes. */
export function normalize(name: string): string {
  const bytes = Buffer.from(name.toLowerCase()).length === name.length;
  if (!bytes) throw new UnsupportedTemplate('normalize of text beyond ASCII');
  return name
    .toLowerCase()
    .replace(/[^-a-z0-9.]/g, '-')
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, '');
}

/** Argo CD's `slugify`: `normalize`, then the rules of gosimple/slug, cut at words if asked. */
function slugify(...args: readonly Value[]): string {
  const name = args.length > 0 ? s(args.at(-1)) : '';
  const size = args.length > 1 ? expectInt(args[0]) : 50;
  const smart = args.length > 2 ? args[1] === true : true;
  const slug = normalize(name)
    .replace(/[^a-z0-9\-_]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  if (size <= 0 || slug.length <= size) return slug;
  if (!smart) return slug.slice(0, size).replace(/^[-_]+|[-_]+$/g, '');
  const words: string[] = [];
  for (const word of slug.split('-')) {
    if ([...words, word].join('-').length > size) break;
    words.push(word);
  }
  return words.length > 0 ? words.join('-') : slug.slice(0, size);
}

/** A value without Go's int, and with its keys in Go's order. */
function plain(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return isMap(value) ? Object.fromEntries(sortedKeys(value).map((key) => [key, plain(value[key])])) : (value ?? null);
}

function parseYaml(text: string, fits: (value: Value) => boolean): Value {
  const { value: read, problems } = readFirstDocument(text);
  const value = (read ?? {}) as Value;
  if (problems.some(isFatal) || !fits(value)) throw new TemplateError('error converting YAML to JSON');
  return value;
}

function json(value: Value): string {
  return JSON.stringify(plain(value)).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function trimChars(text: string, cutset: string): string {
  const set = new Set(cutset);
  const chars = [...text];
  let from = 0;
  let to = chars.length;
  while (from < to && set.has(chars[from] as string)) from += 1;
  while (to > from && set.has(chars[to - 1] as string)) to -= 1;
  return chars.slice(from, to).join('');
}

function merge(into: Value, ...from: readonly Value[]): Value {
  const result: Record<string, Value> = { ...expectMap(into) };
  for (const one of from) {
    for (const [key, value] of Object.entries(expectMap(one))) {
      const own = result[key];
      if (isMap(own) && isMap(value)) result[key] = merge(own, value);
      else if (!truth(own)) result[key] = value;
    }
  }
  return result;
}

const substring = (start: bigint, end: bigint, text: string): string => {
  if (start < 0n) return text.slice(0, Number(end));
  return end < 0n || Number(end) > text.length ? text.slice(Number(start)) : text.slice(Number(start), Number(end));
};

/** The functions that are understood here. Each throws for values that it does not handle. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>(
  Object.entries({
    // text/template; `and` and `or` decide before they look at all their arguments and are not here.
    not: (a) => !truth(a),
    eq: (a, ...rest) => {
      if (rest.length === 0) throw new TemplateError('missing argument for comparison');
      return rest.some((one) => equal(a, one));
    },
    ne: (a, b) => !equal(a, b),
    lt: (a, b) => less(a, b),
    le: (a, b) => less(a, b) || equal(a, b),
    gt: (a, b) => !(less(a, b) || equal(a, b)),
    ge: (a, b) => !less(a, b),
    index,
    len: (a) => {
      if (typeof a === 'string') return BigInt(Buffer.byteLength(a));
      if (Array.isArray(a)) return BigInt(a.length);
      if (isMap(a)) return BigInt(Object.keys(a).length);
      throw new TemplateError(`len of type ${typeName(a)}`);
    },
    print: (...args) => {
      if (args.some((one) => typeof one !== 'string')) throw new UnsupportedTemplate('print of anything but text');
      return args.map(print).join('');
    },
    printf,
    // sprig: text
    trim: (a) => trimSpace(s(a)),
    trimAll: (cut, a) => trimChars(s(a), s(cut)),
    trimPrefix: (cut, a) => (s(a).startsWith(s(cut)) ? s(a).slice(s(cut).length) : s(a)),
    trimSuffix: (cut, a) => (s(a).endsWith(s(cut)) ? s(a).slice(0, s(a).length - s(cut).length) : s(a)),
    upper: (a) => ascii(s(a), 'upper').toUpperCase(),
    lower: (a) => ascii(s(a), 'lower').toLowerCase(),
    title: (a) =>
      ascii(s(a), 'title').replace(/(^|[^a-zA-Z0-9_'])([a-z])/g, (_, before, letter) => before + letter.toUpperCase()),
    replace: (from, to, a) =>
      s(from) === '' ? unsupported('replace of nothing') : s(a).replaceAll(s(from), () => s(to)),
    contains: (part, a) => s(a).includes(s(part)),
    hasPrefix: (part, a) => s(a).startsWith(s(part)),
    hasSuffix: (part, a) => s(a).endsWith(s(part)),
    quote: (...args) =>
      args
        .filter((one) => one !== undefined && one !== null)
        .map((one) => goQuote(toText(one)))
        .join(' '),
    squote: (...args) =>
      args
        .filter((one) => one !== undefined && one !== null)
        .map((one) => `'${toText(one)}'`)
        .join(' '),
    cat: (...args) =>
      args
        .filter((one) => one !== undefined && one !== null)
        .map(toText)
        .join(' '),
    indent: (spaces, a) => indent(expectInt(spaces), s(a)),
    nindent: (spaces, a) => `\n${indent(expectInt(spaces), s(a))}`,
    repeat: (count, a) =>
      expectInt(count) < 0 || expectInt(count) * s(a).length > 1e6
        ? unsupported('repeat')
        : s(a).repeat(expectInt(count)),
    substr: (start, end, a) => substring(BigInt(expectInt(start)), BigInt(expectInt(end)), ascii(s(a), 'substr')),
    trunc: (count, a) => {
      const text = ascii(s(a), 'trunc');
      const size = expectInt(count);
      if (size < 0) return text.length + size > 0 ? text.slice(text.length + size) : text;
      return text.slice(0, size);
    },
    nospace: (a) => ascii(s(a), 'nospace').replace(/\s/g, ''),
    toString: (a: Value) => toText(a),
    b64enc: (a) => Buffer.from(s(a)).toString('base64'),
    b64dec: (a) => {
      if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(s(a)))
        return unsupported('b64dec of what is no base64');
      return Buffer.from(s(a), 'base64').toString('utf8');
    },
    sha256sum: (a) => createHash('sha256').update(s(a)).digest('hex'),
    sha1sum: (a) => createHash('sha1').update(s(a)).digest('hex'),
    regexMatch: (pattern, a) => regexMatch(s(pattern), s(a)),
    regexReplaceAll: (pattern, a, to) => regex(s(pattern), (expression) => expression.replaceAll(s(a), s(to))),
    regexFind: (pattern, a) => regex(s(pattern), (expression) => expression.find(s(a))),
    // sprig: choice
    default: (fallback, given) => (truth(given) ? given : fallback),
    empty: (a) => !truth(a),
    coalesce: (...args) => args.find(truth) ?? null,
    ternary: (yes, no, test) => {
      if (typeof test !== 'boolean')
        throw new TemplateError(`wrong type for value; expected bool; got ${typeName(test)}`);
      return test ? yes : no;
    },
    all: (...args) => args.every(truth),
    any: (...args) => args.some(truth),
    fail: (message) => {
      throw new TemplateError(s(message));
    },
    // sprig: numbers
    int: (a) => toInt(a),
    int64: (a) => toInt(a),
    atoi: (a) => toInt(/^-?(0|[1-9][0-9]*)$/.test(s(a)) ? a : unsupported(`atoi of ${s(a)}`)),
    add: arithmetic((a, b) => a + b),
    add1: (a) => toInt(a) + 1n,
    sub: (a, b) => toInt(a) - toInt(b),
    mul: arithmetic((a, b) => a * b),
    div: divide((a, b) => a / b),
    mod: divide((a, b) => a % b),
    // Math.max takes no bigint.
    max: arithmetic((a, b) => (b > a ? b : a)),
    // Math.min takes no bigint.
    min: arithmetic((a, b) => (b < a ? b : a)),
    until: (count) => {
      const end = expectInt(count);
      if (end < 0 || end > 10_000) return unsupported('until');
      return Array.from({ length: end }, (_, at) => BigInt(at));
    },
    // sprig: lists
    list: (...args) => args.map((one) => one ?? null),
    tuple: (...args) => args.map((one) => one ?? null),
    first: (a) => expectList(a)[0] ?? null,
    last: (a) => expectList(a).at(-1) ?? null,
    rest: (a) => expectList(a).slice(1),
    initial: (a) => expectList(a).slice(0, -1),
    append: (a, one) => [...expectList(a), one],
    push: (a, one) => [...expectList(a), one],
    prepend: (a, one) => [one, ...expectList(a)],
    concat: (...args) => args.flatMap((one) => expectList(one)),
    reverse: (a) => [...expectList(a)].reverse(),
    has: (needle, a) => (a === undefined || a === null ? false : expectList(a).some((one) => deepEqual(one, needle))),
    without: (a, ...omit) => expectList(a).filter((one) => !omit.some((other) => deepEqual(one, other))),
    uniq: (a) => expectList(a).filter((one, at, all) => all.findIndex((other) => deepEqual(one, other)) === at),
    compact: (a) => expectList(a).filter(truth),
    sortAlpha: (a) =>
      Array.isArray(a) ? a.map(toText).sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y))) : [toText(a)],
    join: (separator, a) =>
      Array.isArray(a)
        ? a
            .filter((one) => one !== null && one !== undefined)
            .map(toText)
            .join(s(separator))
        : toText(a),
    splitList: (separator, a) => s(a).split(s(separator)),
    split: (separator, a) =>
      Object.fromEntries(
        s(a)
          .split(s(separator))
          .map((part, at) => [`_${at}`, part]),
      ),
    // sprig: maps
    dict: (...args) => {
      const map: Record<string, Value> = {};
      for (let at = 0; at < args.length; at += 2) map[toText(args[at])] = at + 1 < args.length ? args[at + 1] : '';
      return map;
    },
    get: (map, key) => (Object.hasOwn(expectMap(map), s(key)) ? expectMap(map)[s(key)] : ''),
    values: (map) => (isMap(map) ? unsupported('values, whose order is not known,') : expectMap(map)),
    hasKey: (map, key) => Object.hasOwn(expectMap(map), s(key)),
    dig: (...args) => {
      if (args.length < 3) throw new TemplateError('dig needs at least three arguments');
      let at: Value = expectMap(args.at(-1));
      for (const key of args.slice(0, -2)) {
        if (!isMap(at) || !Object.hasOwn(at, s(key))) return args.at(-2);
        at = at[s(key)];
      }
      return at;
    },
    pick: (map, ...keys) => Object.fromEntries(Object.entries(expectMap(map)).filter(([key]) => keys.includes(key))),
    omit: (map, ...keys) => Object.fromEntries(Object.entries(expectMap(map)).filter(([key]) => !keys.includes(key))),
    merge,
    kindIs: (kind, a) => s(kind) === kindOf(a),
    kindOf: (a) => kindOf(a),
    // formats
    toJson: (a) => json(a),
    fromJson: (a) => {
      try {
        return JSON.parse(s(a)) as Value;
      } catch {
        return unsupported('fromJson of what is no JSON');
      }
    },
    // A map of strings prints like the controller's; the layout of longer texts may differ, their meaning does not.
    toYaml: (a) =>
      stringify(plain(a), { version: '1.1', sortMapEntries: true, lineWidth: 0, indentSeq: false }).replace(/\n$/, ''),
    fromYaml: (a) => parseYaml(s(a), isMap),
    fromYamlArray: (a) => parseYaml(s(a), Array.isArray),
    normalize: (a) => normalize(s(a)),
    slugify,
  } satisfies Record<string, TemplateFunction>),
);

function unsupported(what: string): never {
  throw new UnsupportedTemplate(what);
}

function indent(spaces: number, text: string): string {
  if (spaces > MAX_WIDTH) throw new UnsupportedTemplate(`an indent of ${spaces}`);
  const pad = ' '.repeat(Math.max(0, spaces));
  return pad + text.replaceAll('\n', `\n${pad}`);
}

function goQuote(text: string): string {
  if (/[^\x20-\x7e\n\t\r]/.test(text)) throw new UnsupportedTemplate('quote of text beyond ASCII');
  return JSON.stringify(text);
}

function kindOf(value: Value): string {
  if (value === null || value === undefined) return 'invalid';
  if (Array.isArray(value)) return 'slice';
  if (isMap(value)) return 'map';
  return { string: 'string', number: 'float64', bigint: 'int', boolean: 'bool' }[typeof value as 'string'];
}

function deepEqual(a: Value, b: Value): boolean {
  return typeof a === typeof b && json(a) === json(b);
}
