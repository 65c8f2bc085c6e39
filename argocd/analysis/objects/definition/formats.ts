import { isIPv6 } from 'node:net';
import { parseGoDuration } from '../../../semantics/go-duration';
import { GoRegexp } from '../../../semantics/go-regexp';
import { toBytes } from '../../../semantics/go-text';
import { isRequestUri } from '../../../semantics/go-url';
import type { Schema } from './schema';

/**
 * The format of a place as far as a release of Kubernetes looks at it, `''` if it does not: what it does not know is
 * ignored, and since 1.36 so is what does not belong to the type.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.36.3/pkg/apiserver/validation/formats.go
 */
export function formatIn({ types, format }: Schema, minor: number): string {
  if (format === '') return '';
  const type = types.length === 1 ? types[0] : '';
  if (minor >= 36 && type !== '' && type !== 'string')
    return { integer: ['int32', 'int64'], number: ['float', 'double'] }[type as string]?.includes(format) ? format : '';
  const name = format.replaceAll('-', '');
  // What 1.34 brought in, it checks one release later.
  if (name.startsWith('k8s') && minor < 35) return '';
  return Object.hasOwn(FORMATS, name) ? format : '';
}

/** Whether a format is one of texts; others are of numbers. */
export function isOfText(format: string): boolean {
  return Object.hasOwn(FORMATS, format.replaceAll('-', ''));
}

/** Whether a text is not of a format. */
export function isNotOf(format: string, text: string): boolean {
  return FORMATS[format.replaceAll('-', '')]?.(text) === false;
}

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

const HEX4 = '-?[0-9a-f]{4}';
const SHORT_NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const BYTE = '(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])';
const SPACE = '[\\t\\n\\f\\r ]*';

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: matches(/^[0-9a-fA-F]{24}$/),
  uri: isRequestUri,
  email: mayBeEmail,
  hostname: isHostname,
  ipv4: (text) => text.includes('.') && isAddress(text),
  ipv6: (text) => text.includes(':') && !text.includes('%') && isIPv6(text),
  cidr: isCidr,
  mac: isMac,
  uuid: matches(new RegExp(`^[0-9a-f]{8}${HEX4}${HEX4}${HEX4}-?[0-9a-f]{12}$`, 'i')),
  uuid3: matches(new RegExp(`^[0-9a-f]{8}${HEX4}-?3[0-9a-f]{3}${HEX4}-?[0-9a-f]{12}$`, 'i')),
  uuid4: matches(new RegExp(`^[0-9a-f]{8}${HEX4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$`, 'i')),
  uuid5: matches(new RegExp(`^[0-9a-f]{8}${HEX4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$`, 'i')),
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  creditcard: isCreditCard,
  ssn: (text) => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  rgbcolor: matches(new RegExp(`^rgb\\(${SPACE}${BYTE}${SPACE},${SPACE}${BYTE}${SPACE},${SPACE}${BYTE}${SPACE}\\)$`)),
  byte: matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/),
  password: () => true,
  date: isDate,
  duration: isDuration,
  datetime: isDateTime,
  k8sshortname: (text) => text.length <= 63 && new RegExp(`^${SHORT_NAME}$`).test(text),
  k8slongname: (text) => text.length <= 253 && new RegExp(`^${SHORT_NAME}(\\.${SHORT_NAME})*$`).test(text),
};

/** What Go's mail package takes in plain form. Names, quotes, comments and other alphabets are left to it. */
function mayBeEmail(text: string): boolean {
  if (!text.includes('@')) return false;
  if (!/^[!#$%&'*+\-./=?^_`{|}~@0-9A-Za-z]*$/.test(text)) return true;
  return /^[^@.]+(\.[^@.]+)*@[^@.]+(\.[^@.]+)*$/.test(text);
}

const HOSTNAME =
  '^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$';

function isHostname(text: string): boolean {
  if (toBytes(text).length > 255) return false;
  return text.split('.').every((label) => toBytes(label).length <= 63) && GoRegexp.of(HOSTNAME).matches(text);
}

/** Four numbers; zeros in front are fine here, and made away with. */
function dotted(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number).join('.');
}

function isAddress(text: string): boolean {
  if (!text.includes(':')) return dotted(text) !== undefined;
  if (text.includes('%')) return false;
  const last = text.slice(text.lastIndexOf(':') + 1);
  if (!last.includes('.')) return isIPv6(text);
  const plain = dotted(last);
  return plain !== undefined && isIPv6(text.slice(0, -last.length) + plain);
}

function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const [address, mask] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  if (slash < 0 || !isAddress(address) || !/^[0-9]+$/.test(mask)) return false;
  return Number(mask) <= (address.includes(':') ? 128 : 32);
}

function isMac(text: string): boolean {
  const [, separator] = /^[0-9a-fA-F]{2}([:-])/.exec(text) ?? [];
  const of = (part: string, by: string) => new RegExp(`^${part}(?:${by}${part})*$`).test(text);
  if (separator !== undefined) return of('[0-9a-fA-F]{2}', separator) && [6, 8, 20].includes((text.length + 1) / 3);
  // Without separators since Go 1.26.
  if (/^(?:[0-9a-fA-F]{12}|[0-9a-fA-F]{16}|[0-9a-fA-F]{40})$/.test(text)) return true;
  return of('[0-9a-fA-F]{4}', '\\.') && [6, 8, 20].includes((2 * (text.length + 1)) / 5);
}

const digitsOf = (text: string) => text.replace(/[\t\n\f\r -]+/g, '');

function isIsbn10(text: string): boolean {
  const digits = digitsOf(text);
  if (!/^(?:[0-9]{9}X|[0-9]{10})$/.test(digits)) return false;
  const sum = [...digits].reduce((all, one, index) => all + (index + 1) * (one === 'X' ? 10 : Number(one)), 0);
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = digitsOf(text);
  if (!/^[0-9]{13}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 12)].reduce((all, one, index) => all + (index % 2 === 0 ? 1 : 3) * Number(one), 0);
  return Number(digits[12]) === (10 - (sum % 10)) % 10;
}

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '');
  const card =
    /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;
  if (!card.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, one, index) => {
    const number = Number(one) * (index % 2 === 0 ? 1 : 2);
    return all + (number >= 10 ? (number % 10) + 1 : number);
  }, 0);
  return sum % 10 === 0;
}

function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function isDateTime(text: string): boolean {
  const [date = '', time] = text.toLowerCase().split('t');
  if (time === undefined || !isDate(date)) return false;
  const [, hours = '', minutes = '', seconds = ''] =
    /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:.[0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})$/.exec(time) ?? [];
  return hours !== '' && hours <= '23' && minutes <= '59' && seconds <= '59';
}

const UNITS = [
  ['ns', 'nano'],
  ['us', 'µs', 'micro'],
  ['ms', 'milli'],
  ['s', 'sec'],
  ['m', 'min'],
  ['h', 'hr', 'hour'],
  ['d', 'day'],
  ['w', 'wk', 'week'],
];

/** One of Go, or with a number and a unit anywhere in it: `3 weeks`. */
function isDuration(text: string): boolean {
  if (parseGoDuration(text).value !== undefined) return true;
  // From the first digit of each number on only: otherwise a long number takes quadratic time.
  const parts = [...text.matchAll(/(?<![0-9])([0-9]+)[\t\n\f\r ]*([A-Za-zµ]+)/g)];
  if (parts.some(([, number = '']) => BigInt(number) >= 2n ** 63n)) return false;
  return parts.some(([, , word = '']) => {
    const unit = word.toLowerCase();
    return UNITS.some((names) => names.includes(unit) || unit.startsWith(names.at(-1) as string));
  });
}
