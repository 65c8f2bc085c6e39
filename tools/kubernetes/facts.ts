/**
 * Finds out what the types do not say: without which fields the API server refuses an object, and which words a field
 * takes. Asks the API server's own validation (`oracle/`), about right objects that were made wrong in one place.
 *
 *     npx jiti tools/kubernetes/facts.ts ORACLE OBJECTS.jsonl > facts.json
 *
 * OBJECTS has right and wrong objects, one a line, as people write them.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { KubernetesApi } from '../../argocd/analysis/objects/kubernetes-api';
import type { Place } from '../../argocd/analysis/objects/place';

interface Answer {
  readonly unknown?: readonly string[];
  readonly decode?: string;
  readonly invalid?: readonly string[];
  readonly noKind?: string;
  readonly skipped?: boolean;
}

type Json = Record<string, unknown>;

/** No word that any field takes. */
const NONSENSE = 'Zz';

const [oracle = '', objects = ''] = process.argv.slice(2);
const api = KubernetesApi.of(Number(process.argv[4] ?? 36));

function ask(lines: readonly string[]): Answer[] {
  const { stdout, status } = spawnSync(oracle, { input: `${lines.join('\n')}\n`, maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${oracle} failed`);
  return stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** Right objects, some of each kind. */
function rightObjects(): { readonly object: Json; readonly change: boolean }[] {
  const lines = readFileSync(objects, 'utf8').trim().split('\n');
  const known = lines.filter((line) => {
    const { apiVersion, kind } = JSON.parse(line) as { apiVersion: string; kind: string };
    return api.place(apiVersion, kind) !== undefined;
  });
  const answers = ask(known);
  const perKind = new Map<string, number>();
  return known
    .filter((_, i) => !answers[i]?.unknown && !answers[i]?.decode && !answers[i]?.invalid && !answers[i]?.skipped)
    .map((line) => JSON.parse(line) as Json)
    .map((object) => {
      const count = (perKind.get(object.kind as string) ?? 0) + 1;
      perKind.set(object.kind as string, count);
      return { object, change: count <= 60 };
    });
}

/** A field that was changed: its name in the table, and what the API server calls the place. */
interface Trial {
  readonly field: string;
  readonly path: string;
  readonly object: string;
}

const missing: Trial[] = [];
const nonsense: Trial[] = [];
/** Fields that a right object does not have although it has others beside it. */
const absent = new Set<string>();
/** What right objects hold in a field. */
const seen = new Map<string, Set<unknown>>();
const tried = new Map<string, number>();

function few(key: string, most: number): boolean {
  const count = (tried.get(key) ?? 0) + 1;
  tried.set(key, count);
  return count <= most;
}

/** What a right object has and what it does not. */
function look(value: unknown, place: Place): void {
  if (Array.isArray(value)) {
    for (const one of value) if (place.items) look(one, place.items);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const map = value as Json;
  if (place.values) for (const key of Object.keys(map)) look(map[key], place.values);
  for (const [name, below] of place.fields ?? []) {
    const field = `${place.name}.${name}`;
    if (!(name in map)) {
      absent.add(field);
      continue;
    }
    const words = seen.get(field) ?? new Set();
    seen.set(field, words);
    for (const one of Array.isArray(map[name]) ? map[name] : [map[name]]) words.add(one);
    look(map[name], below);
  }
}

function walk(root: Json, value: unknown, place: Place, path: string, depth: number): void {
  if (Array.isArray(value)) {
    value.forEach((one, i) => {
      if (place.items) walk(root, one, place.items, `${path}[${i}]`, depth);
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const map = value as Json;
  if (place.values) for (const key of Object.keys(map)) walk(root, map[key], place.values, `${path}[${key}]`, depth);
  if (!place.fields) return;
  for (const [name, below] of place.fields) {
    if (path === '' && ['apiVersion', 'kind', 'metadata', 'status'].includes(name)) continue;
    const field = `${place.name}.${name}`;
    const at = path === '' ? name : `${path}.${name}`;
    const before = map[name];
    const has = name in map;
    const attempt = (to: Trial[], instead: unknown): void => {
      if (instead === undefined) delete map[name];
      else map[name] = instead;
      to.push({ field, path: at, object: JSON.stringify(root) });
      if (has) map[name] = before;
      else delete map[name];
    };
    if (has && depth === 0 && few(`- ${field}`, 12)) attempt(missing, undefined);
    if (below.type === 'string' && few(`z ${field} ${depth}`, 8)) attempt(nonsense, NONSENSE);
    if (has) walk(root, before, below, at, depth);
    else if (depth < 4 && below.fields && few(`{} ${field} ${depth}`, 3)) grow({}, below, at);
    else if (depth < 4 && below.items?.fields && few(`[] ${field} ${depth}`, 3)) grow([{}], below, at);
    else if (depth < 4 && below.items?.type === 'string' && few(`[z] ${field}`, 8)) attempt(nonsense, [NONSENSE]);
    function grow(empty: Json | Json[], inside: Place, where: string): void {
      map[name] = empty;
      missing.push({ field: '', path: where, object: JSON.stringify(root) });
      walk(root, empty, inside, where, depth + 1);
      delete map[name];
    }
  }
}

/** Which field of the table a path of the API server means. */
function fieldAt(object: Json, path: string): string | undefined {
  let place: Place | undefined = api.place(object.apiVersion as string, object.kind as string);
  let holder: string | undefined;
  for (const part of path.split(/\.|(?=\[)/)) {
    if (!place) return undefined;
    if (part.startsWith('[')) place = place.items ?? place.values;
    else {
      holder = `${place.name}.${part}`;
      place = place.fields?.get(part);
    }
  }
  return place ? holder : undefined;
}

for (const { object, change } of rightObjects()) {
  const place = api.place(object.apiVersion as string, object.kind as string);
  if (!place) continue;
  look(object, place);
  if (change) walk(object, object, place, '', 0);
}

const required = new Map<string, boolean>();
const answersMissing = ask(missing.map(({ object }) => object));
missing.forEach(({ field }, i) => {
  const { invalid = [], decode } = answersMissing[i] as Answer;
  if (decode) return;
  for (const one of invalid) {
    const [, path = '', said] = /^([^:]*(?::[^: ][^:]*)*): (Required value)/.exec(one) ?? [];
    if (said === undefined) continue;
    const found = fieldAt(JSON.parse((missing[i] as Trial).object) as Json, path);
    if (found && !required.has(found)) required.set(found, true);
  }
  if (field === '') return;
  // Without it the API server takes the object, or it refuses it for what follows from it.
  if (invalid.length === 0) required.set(field, false);
  else if (!required.has(field)) required.set(field, true);
});

const enums = new Map<string, Set<string> | undefined>();
ask(nonsense.map(({ object }) => object)).forEach(({ invalid = [], decode }, i) => {
  const { field, path } = nonsense[i] as Trial;
  if (decode) return;
  const said = invalid.find(
    (one) => one.startsWith(`${path}: Unsupported value`) || one.startsWith(`${path}[0]: Unsupported value`),
  );
  const words = [...(said?.split('supported values: ')[1] ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
    ([, word]) => word as string,
  );
  if (words.length === 0) {
    // Where others say nothing, the same field may take anything elsewhere; but only if nothing else was wrong either.
    if (invalid.length === 0) enums.set(field, undefined);
    return;
  }
  if (enums.has(field) && enums.get(field) === undefined) return;
  enums.set(field, new Set([...(enums.get(field) ?? []), ...words]));
});

console.log(
  JSON.stringify(
    {
      required: [...required]
        .filter(([field, always]) => always && !absent.has(field))
        .map(([field]) => field)
        .sort(),
      enums: Object.fromEntries(
        [...enums]
          .filter(([field, words]) => {
            if (!words || words.size < 2) return false;
            return [...(seen.get(field) ?? [])].every((one) => one === '' || one === null || words.has(one as string));
          })
          .map(([field, words]) => [field, [...(words as Set<string>)].sort()])
          .sort(),
      ),
    },
    undefined,
    1,
  ),
);
console.error(`${missing.length} fields left out, ${nonsense.length} given nonsense`);
