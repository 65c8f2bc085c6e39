/**
 * The same with all of its texts fit to be printed: a declaration may have taken them from anywhere, and what steers a
 * terminal, or turns text around, is no part of a name.
 */
export function printable<T>(value: T): T {
  if (typeof value === 'string') {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    return value.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '\ufffd') as T;
  }
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printable(one)])) as T;
}
