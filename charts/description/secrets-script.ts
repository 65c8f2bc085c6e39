import { marker } from '../../argocd/model/marker';
import type { RequiredSecret, RequiredSecretKey, SecretFormat } from '../facts/required-secret';
import { shellQuoted } from '../facts/shell-quoted';
import type { PlatformDescription } from './describe';
import { printable } from './printable';
import { keyRequirement } from './secret-keys';
import { SECRETS_SCRIPT_FUNCTIONS } from './secrets-script-functions';

/**
 * The script that makes the Secrets of PLATFORM.md where they are missing: it generates what nobody has to know, and asks for
 * the rest. It has no value in it.
 *
 * @param source the file that declares the platform
 * @returns undefined if there is nothing to make
 */
export function secretsScript(declared: PlatformDescription, source: string): string | undefined {
  const { secrets } = printable(declared);
  if (secrets.length === 0) return undefined;
  // What is made from another Secret comes after all that are not.
  const ordered = [...secrets].sort((a, b) => Number(readsAnother(a)) - Number(readsAnother(b)));
  return [
    marker(source).trimEnd(),
    SECRETS_SCRIPT_FUNCTIONS,
    ...ordered.flatMap((secret) => ['', `# ${secret.usedBy.replaceAll('\n', ' ')}`, ...block(secret)]),
    '',
    'finish',
    '',
  ].join('\n');
}

const readsAnother = ({ keys }: RequiredSecret) => keys.some(({ generate }) => generate?.from?.secret !== undefined);

/** What asks whether it is there, and makes it. A subshell, so that no value outlives it. */
function block(secret: RequiredSecret): string[] {
  const { kind = 'Secret', namespace, name, keys } = secret;
  const words = [kind, namespace, name, ...keys.map(({ key }) => key)].map(shellQuoted).join(' ');
  if (keys.length === 0) return [`missing ${words} && by_hand`];
  const lines = kind === 'ConfigMap' ? configMap(secret) : secretOf(secret);
  return [`if missing ${words}; then`, '  (', ...lines.map((line) => `    ${line}`), '  )', '  count $?', 'fi'];
}

function configMap({ keys }: RequiredSecret): string[] {
  return [
    'set --',
    ...keys.flatMap((key) => [
      `ask_file ${shellQuoted(key.key)} ${shellQuoted(hintOf(key))}`,
      `check ${shellQuoted(key.key)} ${checkOf(key)}`,
      `set -- "$@" --from-file=${shellQuoted(key.key)}="$gw_file"`,
    ]),
    'create_config_map "$@"',
  ];
}

function secretOf({ namespace, name, type = 'Opaque', labels, keys }: RequiredSecret): string[] {
  const metadata = { namespace, name, ...(labels && { labels }) };
  const object = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', type, metadata });
  return [
    ...keys.flatMap((key, i) => [
      ...valueLines(key, i, keys),
      `check ${shellQuoted(key.key)} ${checkOf(key)}`,
      ...(isFile(key.format) ? ['end_line'] : []),
      `add ${shellQuoted(JSON.stringify(key.key))}`,
    ]),
    `create ${shellQuoted(`${object.slice(0, -1)},"data":{`)}`,
  ];
}

/** Lines that put the value of a key into `gw_value`. */
function valueLines(key: RequiredSecretKey, index: number, keys: readonly RequiredSecretKey[]): string[] {
  const word = shellQuoted(key.key);
  // A later key may be made from this one.
  const keep = keys.some(({ generate }) => generate?.from?.secret === undefined && generate?.from?.key === key.key)
    ? [`gw_value_${index}=$gw_value`]
    : [];
  if (key.value !== undefined) return [`gw_value=${shellQuoted(key.value)}`, ...keep];
  const { generate } = key;
  const from = generate?.from;
  const earlier = from && !from.secret ? keys.findIndex((one) => one.key === from.key) : -1;
  // Somebody else has declared the key that it is made from.
  if (!generate || (from && !from.secret && (earlier < 0 || earlier >= index)))
    return [`${isFile(key.format) ? 'ask_file' : 'ask'} ${word} ${shellQuoted(hintOf(key))}`, ...keep];
  const need = `need ${shellQuoted(generate.command.split(' ')[0] ?? '')}`;
  if (!from) return [need, `gw_value=$(exec </dev/null; ${generate.command})`, ...keep];
  const read = from.secret
    ? [`read_secret ${[from.secret.namespace, from.secret.name, from.key].map(shellQuoted).join(' ')}`]
    : [`gw_value=$gw_value_${earlier}`];
  return [...read, need, `gw_value=$(printf '%s' "$gw_value" | ${generate.command})`, ...keep];
}

const isFile = (format: SecretFormat | undefined) => format === 'pem' || format === 'dockerconfigjson';

const hintOf = (key: RequiredSecretKey) => `${keyRequirement(key)}; ${key.howToMake}`;

/** Format, fewest and most characters: what the function `check` takes. */
function checkOf({ format = 'text', length }: RequiredSecretKey): string {
  const { min, max } = typeof length === 'number' ? { min: length, max: length } : (length ?? { min: 1, max: 0 });
  return `${format} ${min} ${max}`;
}
