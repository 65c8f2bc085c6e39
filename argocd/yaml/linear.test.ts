import { commentsIn } from './comments';
import { YamlError } from './error';
import { parseJson } from './json';
import { parse } from './parser';
import { readFirstDocument, readYaml } from './text';

/** A text that counts how much of it is looked at. */
class CountedText {
  looks = 0;

  constructor(private readonly text: string) {}

  get length(): number {
    return this.text.length;
  }

  charCodeAt(at: number): number {
    this.looks += 1;
    return this.text.charCodeAt(at);
  }

  slice(from: number, to: number): string {
    this.looks += to - from;
    return this.text.slice(from, to);
  }
}

/** How much of a text is looked at, and how many waiting tokens are moved, until it is read or refused. */
function steps(text: string, read: (text: string, start: number, end: number) => unknown): number {
  const counted = new CountedText(text);
  let moved = 0;
  const splice = jest.spyOn(Array.prototype, 'splice').mockImplementation(function (
    this: unknown[],
    start: number,
    _: number,
    item: unknown,
  ) {
    moved += this.length - start;
    this.push(item);
    this.copyWithin(start + 1, start, this.length - 1);
    this[start] = item;
    return [];
  } as never);
  try {
    read(counted as unknown as string, 0, text.length);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
  } finally {
    splice.mockRestore();
  }
  return counted.looks + moved;
}

/** What could make a parser look at the same text again and again, as often as wanted. */
const YAML: Readonly<Record<string, (times: number) => string>> = {
  'open lists': (times) => '['.repeat(times),
  'closed lists': (times) => '['.repeat(times) + ']'.repeat(times),
  'lists of lists': (times) => `[${'[], '.repeat(times)}]`,
  'open maps': (times) => '{a: '.repeat(times),
  'closed maps': (times) => '{a: '.repeat(times) + '}'.repeat(times),
  'maps as keys': (times) => '{'.repeat(times),
  'pairs in a list': (times) => `[${'a: b, '.repeat(times)}]`,
  'flow keys on their own lines': (times) => `{${'a\n'.repeat(times)}`,
  'flow keys with question marks': (times) => `{${'? a, '.repeat(times)}}`,
  'lists in a line': (times) => '- '.repeat(times),
  'question marks in a line': (times) => '? '.repeat(times),
  colons: (times) => ':'.repeat(times),
  'colons with blanks': (times) => ': '.repeat(times),
  'many keys': (times) => Array.from({ length: times }, (_, at) => `k${at}: v\n`).join(''),
  'many anchors': (times) => Array.from({ length: times }, (_, at) => `- &a${at} v\n`).join(''),
  'many aliases': (times) => `- &a v\n${'- *a\n'.repeat(times)}`,
  'tags and anchors': (times) => '- !x &a\n'.repeat(times),
  'comment paragraphs': (times) => '# a\n# b\n\n'.repeat(times),
  'comments behind values': (times) => 'a: b # c\n'.repeat(times),
  'a long comment': (times) => `# ${'a'.repeat(times)}`,
  'a long key': (times) => `${'a'.repeat(times)}: b`,
  'a long key of two words': (times) => `${'a '.repeat(times)}: b`,
  'a long flow key': (times) => `[${'a'.repeat(times)}`,
  'lines of plain text': (times) => `a: ${'b\n  '.repeat(times)}`,
  'lines of quoted text': (times) => `a: "${'b\n\n'.repeat(times)}"`,
  'an open quote': (times) => `a: 'b${' \n'.repeat(times)}`,
  quotes: (times) => "'".repeat(times),
  escapes: (times) => `"${'\\x41'.repeat(times)}"`,
  'escaped line ends': (times) => `"${'\\\n'.repeat(times)}"`,
  'empty lines in a block': (times) => `a: |\n${'\n'.repeat(times)}  b`,
  'blanks in a block': (times) => `a: |\n${' '.repeat(times)}`,
  'deeper and deeper blanks': (times) =>
    `a: |\n${Array.from({ length: Math.sqrt(times) }, (_, at) => `${' '.repeat(at)}\n`).join('')}`,
  'blocks of text': (times) => 'a: |\n  b\n'.repeat(times),
  blanks: (times) => ' '.repeat(times),
  tabs: (times) => '\t'.repeat(times),
  'carriage returns': (times) => '\r'.repeat(times),
  'a long tag': (times) => `!${'a'.repeat(times)} b`,
  'escapes in a tag': (times) => `!${'%41'.repeat(times)} b`,
  directives: (times) => '%TAG !a! b\n'.repeat(times),
  'merged maps': (times) => `- &a {b: c}\n${'- <<: *a\n'.repeat(times)}`,
};

const SIZE = 20_000;

test.each(Object.entries(YAML))('%s: twice the text is looked at twice as often', (_, make) => {
  const [once, twice] = [steps(make(SIZE), parse), steps(make(2 * SIZE), parse)];
  // Keys may be up to 1,024 characters back, so that some looks come on top.
  expect(twice).toBeLessThan(2.2 * once + 50_000);
  expect(twice).toBeLessThan(40 * make(2 * SIZE).length + 50_000);
});

test.each([
  ['open lists', (times: number) => '['.repeat(times)],
  ['maps', (times: number) => '{"a":'.repeat(times)],
  ['values', (times: number) => `[${'1,'.repeat(times)}1]`],
  ['escapes', (times: number) => `"${'\\u0041'.repeat(times)}"`],
  ['an open quote', (times: number) => `["${'a'.repeat(times)}`],
  ['a long number', (times: number) => `[${'1'.repeat(times)}`],
])('JSON with %s: twice the text is looked at twice as often', (_, make) => {
  const read = (text: string) => parseJson(text, 0);
  expect(steps(make(2 * SIZE), read)).toBeLessThan(2.2 * steps(make(SIZE), read) + 1_000);
});

/** Scalars whose meaning is told by patterns, and what is looked for in a whole file. They do not end if that takes a square of the time. */
const WHOLE: Readonly<Record<string, (times: number) => string>> = {
  ...YAML,
  digits: (times) => `a: ${'1'.repeat(times)}`,
  zeros: (times) => `a: ${'0'.repeat(times)}8`,
  underscores: (times) => `a: 1${'_'.repeat(times)}x`,
  'digits and underscores': (times) => `a: .${'1_'.repeat(times)}x`,
  signs: (times) => `a: ${'-'.repeat(times)}1`,
  'hexadecimal digits': (times) => `a: 0x${'f'.repeat(times)}`,
  binary: (times) => `a: !!binary ${'A'.repeat(times)}`,
  'a fraction': (times) => `a: 1.${'0'.repeat(times)}e`,
  documents: (times) => '---\na: 1\n'.repeat(times),
  'documents with a mistake each': (times) => '---\na: [\n'.repeat(times),
  separators: (times) => '---\n'.repeat(times),
  'JSON values': (times) => '{}\n'.repeat(times),
  'white space before JSON': (times) => `${'\n'.repeat(times)}{`,
  'white space behind JSON': (times) => `{}${' '.repeat(times)}x`,
  'keys given twice': (times) => 'a: 1\n'.repeat(times),
  'signs of comments': (times) => `]${' #'.repeat(times)}`,
};

test.each(Object.entries(WHOLE))('100,000 characters of %s are read, and searched for comments', (_, make) => {
  const text = make(100_000).slice(0, 100_000);
  expect(readYaml(text).documents.length + readFirstDocument(text).problems.length).toBeGreaterThan(0);
  expect(commentsIn(text).length).toBeLessThanOrEqual(200_000);
});
