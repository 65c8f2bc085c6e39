import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** What a values.yaml says in comments: the docs of its keys, and keys that stand there commented out. */
export interface ValueComments {
  /** By dotted path. */
  readonly docs: ReadonlyMap<string, string>;
  /** Dotted paths of keys that have no default: `# nodePort: 30080`. */
  readonly commented: ReadonlySet<string>;
}

/** More text than this is a page, not a hint of an editor. */
const LONGEST = 600;

/** Reads the comments of a values.yaml. */
export function valueComments(text: string): ValueComments {
  const docs = new Map<string, string>();
  const commented = new Set<string>();
  const document = parseDocument(text);
  if (isMap(document.contents)) visit(document.contents, [], document.commentBefore ?? undefined);
  return { docs, commented };

  function visit(map: YAMLMap, path: readonly string[], before?: string): void {
    const add = (comment: string | null | undefined) => {
      for (const key of keysIn(comment ?? '')) {
        const at = [...path, key].join('.');
        if (!map.has(key)) commented.add(at);
      }
    };
    add(map.commentBefore);
    add(map.comment);
    for (const [index, { key, value }] of map.items.entries()) {
      if (!isScalar(key) || typeof key.value !== 'string') continue;
      const at = [...path, key.value];
      const above = [key.commentBefore, index === 0 ? (map.commentBefore ?? before) : undefined]
        .filter(Boolean)
        .join('\n');
      const beside = isScalar(value) ? value.comment : undefined;
      add(key.commentBefore);
      add(isScalar(value) ? value.comment : undefined);
      const doc = docOf(above, key.value) || docOf(beside ?? '', key.value);
      if (doc) docs.set(at.join('.'), doc);
      if (isMap(value)) visit(value, at);
    }
  }
}

/** Keys that are commented out: a line that is a key and nothing else, or a key with a plain value. */
function keysIn(comment: string): string[] {
  return comment.split('\n').flatMap((line) => {
    const [, key] = /^\s?([a-z][A-Za-z0-9_-]*):(?: (?:["'[{].*|[\w./:-]+))?$/.exec(line) ?? [];
    return key === undefined ? [] : [key];
  });
}

/** The last block of a comment, without what generators of documentation write for themselves and without examples. */
function docOf(comment: string, key: string): string {
  const block = comment.split(/\n\s*\n/).at(-1) ?? '';
  const lines = block
    .split('\n')
    .map((line) =>
      line
        .replace(/^[#\s]*(-- )?/, '')
        .replace(new RegExp(`^@param \\S*\\b${key}\\b ?(\\[[^\\]]*\\] ?)?`), '')
        .trimEnd(),
    )
    .filter((line) => !/^(\+docs:|@(ignored|section|default|schema|param|skip)|[-=*]{3,}|yamllint|ref: *$)/.test(line));
  const text = lines.join('\n').trim().replaceAll('*/', '*\u200b/');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
