import { isMap, isScalar, LineCounter, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';

/** The file in which it stands what runs in which environment, unless another is named. */
export const VERSIONS_FILE = 'versions.yaml';

/** A text of the file, and where it stands. */
export interface VersionText {
  /** Such as `v1.4.2`, a commit, or a digest. */
  readonly text: string;
  /** As it is written, with its quotes. */
  readonly written: string;
  /** Where it begins and ends in the file. */
  readonly range: readonly [start: number, end: number];
  readonly line: number;
}

/** What runs of an app in an environment: one text, or several by name (a revision and a digest). */
export interface Version {
  /** By name; under `''` where it is one text. */
  readonly texts: ReadonlyMap<string, VersionText>;
  readonly line: number;
}

/** What is in the file: by app, then by environment. */
export type VersionsByApp = ReadonlyMap<string, ReadonlyMap<string, Version>>;

/**
 * Reads the text of a versions file.
 *
 * @param shown how errors call it
 * @throws Error with file and line of everything that is wrong in it
 */
export function parseVersions(content: string, shown = VERSIONS_FILE): VersionsByApp {
  const lines = new LineCounter();
  // Never numbers: 1.10 is a version, and not 1.1.
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false, schema: 'failsafe' });
  const problems = document.errors.map(({ pos: [at], message }) => `${shown}:${lines.linePos(at).line}: ${message}`);
  const lineOf = (node: unknown) => lines.linePos((node as { range?: readonly number[] } | null)?.range?.[0] ?? 0).line;
  const wrong = (node: unknown, message: string) => problems.push(`${shown}:${lineOf(node)}: ${message}`);
  const apps = new Map<string, Map<string, Version>>();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const root = document.contents;
  if (!isMap(root)) throw new Error(`${shown}:1: ${FORM}`);
  for (const [app, environments] of entries(root)) {
    const versions = new Map<string, Version>();
    apps.set(app, versions);
    if (!isMap(environments)) {
      wrong(environments ?? root, `${app} is no map: ${FORM}`);
      continue;
    }
    for (const [environment, node] of entries(environments)) {
      const texts = textsOf(node);
      if (!texts) wrong(node ?? environments, `${app}.${environment} is neither a text nor a map of texts: ${FORM}`);
      else versions.set(environment, { texts, line: lineOf(node) });
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return apps;

  function textsOf(node: unknown): ReadonlyMap<string, VersionText> | undefined {
    if (isText(node)) return new Map([['', place(node)]]);
    if (!isMap(node) || node.items.length === 0) return undefined;
    const parts = entries(node);
    return parts.every(([, one]) => isText(one))
      ? new Map(parts.map(([name, one]) => [name, place(one as Scalar<string>)]))
      : undefined;
  }

  function place(node: Scalar<string>): VersionText {
    const [start, end] = node.range as [number, number, number];
    return {
      text: node.value,
      written: content.slice(start, end),
      range: [start, end],
      line: lines.linePos(start).line,
    };
  }
}

const FORM =
  'expected are apps, in each its environments, and for each a version, as in shop: { dev: main, prod: v1.4.2 }';

function entries(map: YAMLMap): (readonly [string, unknown])[] {
  return (map.items as Pair<unknown, unknown>[]).map(({ key, value }) => [
    isScalar(key) ? String(key.value) : String(key),
    value,
  ]);
}

/** A text that stands on its line: one of several lines, or a reference to another, is no version. */
function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string' && node.value !== '' && !/\s/.test(node.value);
}

/** What is there of an app in an environment. @throws Error with what there is, if it is not among that */
export function versionOf(apps: VersionsByApp, app: string, environment: string, shown = VERSIONS_FILE): Version {
  const environments = apps.get(app);
  if (!environments) throw new Error(`${shown} has no app ${JSON.stringify(app)}: it has ${listed(apps.keys())}`);
  const version = environments.get(environment);
  if (version) return version;
  throw new Error(
    `${shown} has no environment ${JSON.stringify(environment)} of ${app}: it has ${listed(environments.keys())}`,
  );
}

function listed(names: Iterable<string>): string {
  return [...names].join(', ') || 'none';
}
