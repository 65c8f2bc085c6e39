/**
 * Values that only a server could tell (the branch of a pull request), while a template is judged without it. They are
 * text between two characters that no file has: what contains one is not known, and nothing may be concluded from it.
 */
const START = '\uFDD0';
const END = '\uFDD1';

/** A value of any type that is not known at all: what a function makes of one, for example. */
export const ANYTHING = `${START}${END}`;

/** The key of a map that may hold more keys than are known: those that begin with its value. */
export const MORE = START;

/** A text that is not known, with the name of its parameter. */
export function unknownText(name: string): string {
  return `${START}${name}${END}`;
}

/** Whether a value, or any part of it, is not known. */
export function isUnknown(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(START);
  if (Array.isArray(value)) return value.some(isUnknown);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, one]) => key.includes(START) || isUnknown(one));
}

/** Whether a map may have a key although it is not known to. */
export function mayHave(map: Readonly<Record<string, unknown>>, key: string): boolean {
  const prefix = Object.hasOwn(map, MORE) ? map[MORE] : undefined;
  return typeof prefix === 'string' && key.startsWith(prefix);
}

/** The names of the parameters in a text that are not known. */
export function unknownNames(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(`${START}([^${END}]*)${END}`, 'g'))].map(([, name = '']) => name);
}

/** A text with something else in the place of what is not known. */
export function fillUnknown(text: string, by: string): string {
  return text.replace(new RegExp(`${START}[^${END}]*${END}`, 'g'), by);
}
