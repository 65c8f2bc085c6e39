import { namesSecret } from '../model/redact';
import { fields, text } from '../model/resource';
import { readYaml } from '../yaml/text';

/** A shorter value would stand in half of all words. */
const SHORTEST = 4;

/** Values that say nothing, whatever they are called. */
const NO_SECRET = /^(?:true|false|null|none|enabled|disabled|default)$/i;

/**
 * What may be a secret in values, kustomizations and objects: by its key, by the `name` beside a `value`, in a Secret, in the
 * literals of a generator of Secrets. A program that fails may repeat any of it.
 */
export function secretsIn(value: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  walk(value, false, found, 0);
  return found;
}

/** As {@link secretsIn}, of all documents of a text; nothing of one that is no YAML. */
export function secretsInYaml(yaml: string, found: Set<string> = new Set()): ReadonlySet<string> {
  for (const { value } of readYaml(yaml).documents) secretsIn(value, found);
  return found;
}

/** A text without secrets, as they are and as Base64. */
export function withoutKnown(words: string, secrets: Iterable<string>): string {
  let shown = words;
  // The longest first: one may be part of another.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length))
    for (const form of [secret, Buffer.from(secret).toString('base64')]) shown = shown.replaceAll(form, '***');
  return shown;
}

function walk(value: unknown, secret: boolean, found: Set<string>, depth: number): void {
  if (depth > 100) return;
  if (Array.isArray(value)) {
    for (const one of value) walk(one, secret, found, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    const map = fields(value);
    const whole = secret || text(map.kind) === 'Secret';
    for (const [key, one] of Object.entries(map)) {
      const named = /^values?$/i.test(key) && namesSecret(text(map.name) || text(map.key));
      const inside = whole && /^(?:data|stringData)$/.test(key);
      if (key === 'secretGenerator') literals(one, found);
      else walk(one, secret || named || inside || namesSecret(key), found, depth + 1);
    }
  } else if (secret && value != null) add(String(value), found);
}

/** `key=value` in the literals of generators of Secrets. */
function literals(generators: unknown, found: Set<string>): void {
  for (const generator of Array.isArray(generators) ? generators : []) {
    const { literals } = fields(generator);
    for (const literal of Array.isArray(literals) ? literals : []) {
      const [, value = ''] = /^[^=]*=(.*)$/s.exec(text(literal)) ?? [];
      add(value === '' ? text(literal) : value, found);
    }
  }
}

/** A program breaks what it says into lines, and so do we. */
function add(value: string, found: Set<string>): void {
  for (const line of value.split('\n').map((one) => one.trim()))
    if (line.length >= SHORTEST && !NO_SECRET.test(line)) found.add(line);
}
