/** How many constructs a message names before it counts the rest. */
const NAMED = 10;

/** Everything that keeps an app from being rendered: one entry an error, each with the path of its construct. */
export class PlanError extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly groundworkExitCode = 1;

  /**
   * @param errors each begins with the path of a construct in brackets, and may name others in brackets or parentheses
   * @param placeOf where the user made the construct of a path; undefined if there is no such construct
   */
  constructor(
    readonly errors: readonly string[],
    placeOf: (path: string) => string | undefined = () => undefined,
  ) {
    const lines = alike(errors).map((paths) => `  ${told(paths, placeOf)}`);
    super(
      `the platform cannot be rendered (${errors.length === 1 ? '1 error' : `${errors.length} errors`}):\n${lines.join('\n')}`,
    );
    this.name = 'PlanError';
  }
}

/** An error, and the constructs that it was found in. */
interface Alike {
  readonly text: string;
  readonly paths: string[];
}

/** The errors that differ only in the construct in front are one. */
function alike(errors: readonly string[]): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const error of errors) {
    const [, path, text = error] = /^\[([^\]]*)\] (.*)$/s.exec(error) ?? [];
    const known = found.get(text);
    if (known) known.paths.push(...(path === undefined ? [] : [path]));
    else found.set(text, { text, paths: path === undefined ? [] : [path] });
  }
  return [...found.values()];
}

function told({ text, paths }: Alike, placeOf: (path: string) => string | undefined): string {
  const [first, ...others] = paths;
  const mentioned = [...text.matchAll(/[[(]([^()[\]]*)[)\]]/g)].map(([, path = '']) => path);
  const places = [...new Set([...paths, ...mentioned].map(placeOf))].filter((place) => place !== undefined);
  const where = places.length > 0 ? ` (${shortened(places).join('; ')})` : '';
  const also =
    others.length > 0
      ? `\n    and the same in ${others.length} more: ${shortened(others.map((path) => `[${path}]`)).join(', ')}`
      : '';
  return `${first === undefined ? '' : `[${first}] `}${text}${where}${also}`;
}

function shortened(list: readonly string[]): readonly string[] {
  return list.length <= NAMED ? list : [...list.slice(0, NAMED), `and ${list.length - NAMED} more`];
}
