import { parseVersions, type VersionsByApp, versionOf } from './versions-file';

/** A text that another one has taken the place of. */
export interface PromotedText {
  /** Which of several, such as `digest`; `''` where there is only one. */
  readonly name: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** A versions file after a promotion. */
export interface Promoted {
  readonly content: string;
  /** What has changed; empty where both environments had the same. */
  readonly changes: readonly PromotedText[];
}

/** What is to be promoted. */
export interface Promotion {
  readonly app: string;
  /** The environment whose version is taken. */
  readonly from: string;
  /** The environment that gets it. */
  readonly to: string;
}

/**
 * Gives one environment of an app the version of another. Nothing else of the text changes.
 *
 * @param shown how errors call the file
 * @throws Error if the file, the app or an environment is not as it should be, with what there is
 */
export function promote(content: string, { app, from, to }: Promotion, shown: string): Promoted {
  const apps = parseVersions(content, shown);
  const [source, target] = [from, to].map((environment) => versionOf(apps, app, environment, shown)) as [
    ReturnType<typeof versionOf>,
    ReturnType<typeof versionOf>,
  ];
  const names = (version: typeof source) => [...version.texts.keys()].sort().join(', ');
  if (names(source) !== names(target))
    throw new Error(
      `${shown}:${target.line}: ${app} on ${to} has ${shape(names(target))}, and on ${from} ${shape(names(source))}: write the same names in both`,
    );
  const changes: PromotedText[] = [];
  let text = content;
  // From the end, so that the places before stay where they are.
  for (const [name, old] of [...target.texts].sort(([, a], [, b]) => b.range[0] - a.range[0])) {
    const taken = source.texts.get(name);
    if (!taken || taken.text === old.text) continue;
    changes.unshift({ name, line: old.line, from: old.text, to: taken.text });
    text = text.slice(0, old.range[0]) + taken.written + text.slice(old.range[1]);
  }
  requireOnly(apps, parseVersions(text, shown), { app, to }, shown);
  return { content: text, changes };
}

function shape(names: string): string {
  return names === '' ? 'one text' : names;
}

/** @throws Error if anything else came out different: what is shared by an anchor, for example */
function requireOnly(
  before: VersionsByApp,
  after: VersionsByApp,
  { app, to }: Pick<Promotion, 'app' | 'to'>,
  shown: string,
): void {
  const all = (apps: VersionsByApp) =>
    [...apps].flatMap(([one, environments]) =>
      [...environments]
        .filter(([environment]) => one !== app || environment !== to)
        .map(([environment, { texts }]) => [one, environment, ...[...texts].map(([name, { text }]) => [name, text])]),
    );
  if (JSON.stringify(all(before)) !== JSON.stringify(all(after)))
    throw new Error(`${shown}: ${app} on ${to} cannot be changed alone, because others share it: write it out there`);
}
