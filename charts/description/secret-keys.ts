import type { RequiredSecretKey } from '../facts/required-secret';

/** What a key has to look like, in words: `exactly 16 characters, alphanumeric`. */
export function keyRequirement({ value, length, format }: RequiredSecretKey): string {
  if (value !== undefined) return `\`${value}\``;
  const words: string[] = [];
  if (typeof length === 'number') words.push(`exactly ${length} characters`);
  else if (length) words.push(`${length.min} to ${length.max} characters`);
  if (format && format !== 'text') words.push(FORMATS[format] ?? format);
  return words.join(', ') || 'any text';
}

const FORMATS: Readonly<Record<string, string>> = {
  'harbor-robot-secret': 'with an upper-case letter, a lower-case letter and a digit',
  alphanumeric: 'letters and digits',
  htpasswd: 'one line user:bcrypt-hash',
  pem: 'PEM',
  dockerconfigjson: 'Docker’s config.json',
};
