import type { SchemaViolation } from '../model/types';

/** What Helm says first. */
const START = /values don't meet the specifications of the schema\(s\) in the following chart\(s\):/;

/**
 * What a chart's schema complains of, in Helm's words, in the order of the values; none if Helm failed for another reason. Helm
 * quotes values that do not fit a pattern: these are taken out.
 *
 * @param stderr what Helm said
 * @param root the name of the chart: the values of the charts in it are below their names
 */
export function schemaViolations(stderr: string, root: string): readonly SchemaViolation[] {
  const lines = stderr.split(/\r?\n/);
  const start = lines.findIndex((line) => START.test(line));
  if (start < 0) return [];
  const found: { chart: string; path: readonly string[]; words: string; below: string[]; depth: number }[] = [];
  let chart = root;
  for (const line of lines.slice(start + 1)) {
    const name = /^([\w.-]+):\s*$/.exec(line)?.[1];
    if (name !== undefined) chart = name;
    // Since Helm 3.18: `- at '/image/tag': got number, want string`; before: `- image.tag: Invalid type.`
    const [, indent = '', pointer, dotted = '', words = ''] = /^(\s*)- (?:at '(.*?)'|(\S+)): (.*)$/.exec(line) ?? [];
    if (words === '') continue;
    const own = pointer === undefined ? keysOf(dotted) : unescaped(pointer);
    const path = chart === root ? own : [chart, ...own];
    const last = found.at(-1);
    const depth = indent.length;
    // Of alternatives that all fail, each says why.
    if (last && depth > last.depth && last.words !== 'validation failed') last.below.push(withoutValue(words));
    else found.push({ chart, path, words: withoutValue(words), below: [], depth });
  }
  return found
    .filter(({ words }) => words !== 'validation failed')
    .map(({ chart: of, path, words, below }) => ({
      chart: of,
      path,
      words: below.length > 0 ? `${words} (${[...new Set(below)].sort().join('; ')})` : words,
    }))
    .sort((a, b) => compare(a.path.join('/'), b.path.join('/')) || compare(a.words, b.words));
}

function unescaped(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function keysOf(dotted: string): readonly string[] {
  return dotted === '(root)' ? [] : dotted.split('.');
}

function withoutValue(words: string): string {
  return words.replace(/^'.*' (does not match|is not valid)/s, 'the value $1');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
