/**
 * The grammar of Go's text/template, without `define`, `template` and `block`, which a field of an ApplicationSet has no
 * use for.
 * @see https://pkg.go.dev/text/template
 */

/** A template that Go refuses. The message is the end of Go's own. */
export class TemplateError extends Error {}

/** A template that Go refuses before it looks at any parameter. */
export class TemplateSyntaxError extends TemplateError {}

/** A template that Go may well accept but that is not understood here. Nothing may be concluded from it. */
export class UnsupportedTemplate extends Error {}

/** Something to print, or to decide. */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | {
      readonly type: 'if' | 'with';
      readonly pipe: Pipe;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | { readonly type: 'range'; readonly pipe: Pipe; readonly then: readonly Node[]; readonly otherwise: readonly Node[] }
  | { readonly type: 'break' | 'continue' };

/** Commands, each given the result of the one before as its last argument. */
export interface Pipe {
  readonly declare: readonly string[];
  readonly assign: boolean;
  readonly commands: readonly (readonly Term[])[];
  readonly source: string;
}

/** A word of a command. */
export type Term =
  | { readonly type: 'dot' | 'nil' }
  | { readonly type: 'field'; readonly names: readonly string[] }
  | { readonly type: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'literal'; readonly value: string | number | bigint | boolean }
  | { readonly type: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] };

interface Token {
  /** `error` marks where the lexer stops. It is an error only if the parser gets that far. */
  readonly type: 'field' | 'variable' | 'word' | 'string' | 'number' | 'sign' | 'space' | 'error';
  readonly text: string;
}

const TOKEN =
  /(?<space>[ \t\r\n]+)|(?<field>\.[\p{L}_][\p{L}\p{N}_]*)|(?<variable>\$[\p{L}\p{N}_]*)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<number>[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?))|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>:=|[=|(),.])/uy;

const KEYWORDS = new Set([
  'if',
  'else',
  'end',
  'range',
  'with',
  'break',
  'continue',
  'define',
  'template',
  'block',
  'nil',
  'true',
  'false',
]);

/**
 * Parses a template.
 *
 * @param isFunction whether there is a function of a name, which Go asks while it parses
 */
export function parse(template: string, isFunction: (name: string) => boolean): readonly Node[] {
  return new Parser(template, isFunction).parse();
}

type Piece = { readonly text: string } | { readonly action: readonly Token[]; readonly source: string };

/** The texts and the actions of a template. Comments are gone, and the space that `{{-` and `-}}` take. */
function* pieces(template: string): Generator<Piece> {
  let at = 0;
  let trim = false;
  while (at <= template.length) {
    const open = template.indexOf('{{', at);
    let text = template.slice(at, open < 0 ? undefined : open);
    if (trim) text = text.replace(/^[ \t\r\n]+/, '');
    if (open < 0) {
      if (text !== '') yield { text };
      return;
    }
    let inside = open + 2;
    if (/^-[ \t\r\n]/.test(template.slice(inside, inside + 2))) {
      text = text.slice(0, endOfText(text));
      inside += 1;
    }
    if (text !== '') yield { text };
    const comment = /^[ \t\r\n]?\/\*/.exec(template.slice(inside, inside + 3));
    // Only a trim marker may stand before a comment.
    if (comment && comment[0].length - 2 === inside - open - 2) {
      const end = template.indexOf('*/', inside + comment[0].length);
      if (end < 0) throw new TemplateSyntaxError('unclosed comment');
      const close = /^([ \t\r\n]-)?\}\}/.exec(template.slice(end + 2, end + 6));
      if (!close) throw new TemplateSyntaxError('comment ends before closing delimiter');
      trim = close[1] !== undefined;
      at = end + 2 + close[0].length;
      continue;
    }
    const tokens: Token[] = [];
    const start = inside;
    for (;;) {
      const close =
        /^([ \t\r\n]+-)?\}\}/.exec(template.slice(inside, inside + 64)) ??
        /^[ \t\r\n]+-\}\}/.exec(template.slice(inside));
      if (close) {
        trim = close[0].includes('-');
        at = inside + close[0].length;
        break;
      }
      const failure = (message: string): Piece => {
        tokens.push({ type: 'error', text: message });
        return { action: tokens, source: template.slice(start).trim() };
      };
      if (inside >= template.length) {
        yield failure('unclosed action');
        return;
      }
      TOKEN.lastIndex = inside;
      const match = TOKEN.exec(template);
      const [type, value] = Object.entries(match?.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
      if (type === undefined || value === undefined) {
        const char = String.fromCodePoint(template.codePointAt(inside) as number);
        if (char === "'") throw new UnsupportedTemplate('character constants');
        if (char === '"' || char === '`' || !/[\x20-\x7e]/.test(char)) {
          yield failure(
            char === '"'
              ? 'unterminated quoted string'
              : char === '`'
                ? 'unterminated raw quoted string'
                : `unrecognized character in action: ${unicode(char)}`,
          );
          return;
        }
        // Go's lexer passes it on.
        tokens.push({ type: 'sign', text: char });
        inside += 1;
        continue;
      }
      const next = template.slice(TOKEN.lastIndex, TOKEN.lastIndex + 2);
      if (type === 'number' && next[0] === 'i') throw new UnsupportedTemplate('imaginary numbers');
      if (type === 'number' && /^[\p{L}\p{N}_]/u.test(next)) {
        yield failure(`bad number syntax: ${JSON.stringify(value + next[0])}`);
        return;
      }
      if (/field|variable|word/.test(type) && !/^(?:[ \t\r\n.,|:()]|\}\}|$)/.test(next)) {
        yield failure(
          `bad character ${unicode(String.fromCodePoint(template.codePointAt(TOKEN.lastIndex) as number))}`,
        );
        return;
      }
      tokens.push({ type: type as Token['type'], text: value });
      inside = TOKEN.lastIndex;
    }
    yield { action: tokens, source: template.slice(start, inside).trim() };
  }
}

/** Where a text ends without the space behind it. */
function endOfText(text: string): number {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text[end - 1] as string)) end -= 1;
  return end;
}

/** A character as Go's `%#U` prints it. */
function unicode(char: string): string {
  const code = (char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(char) ? `U+${code}` : `U+${code} '${char}'`;
}

/** How deep blocks and parentheses may stand in each other. Nobody writes more than a handful; Go takes thousands. */
const MAX_DEPTH = 200;

class Parser {
  private readonly pieces: Generator<Piece>;
  private tokens: readonly Token[] = [];
  private at = 0;
  private source = '';
  private loops = 0;
  private depth = 0;
  private variables: string[] = ['$'];

  constructor(
    template: string,
    private readonly isFunction: (name: string) => boolean,
  ) {
    this.pieces = pieces(template);
  }

  parse(): readonly Node[] {
    const { nodes, end } = this.list();
    if (end !== '') throw new TemplateSyntaxError(`unexpected {{${end}}}`);
    return nodes;
  }

  /** Nodes up to an `end` or `else` of the block around them. */
  private list(): { readonly nodes: readonly Node[]; readonly end: string } {
    const nodes: Node[] = [];
    for (;;) {
      const next = this.pieces.next();
      if (next.done) return { nodes, end: '' };
      const piece = next.value;
      if ('text' in piece) {
        nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      this.tokens = piece.action;
      this.at = 0;
      this.source = piece.source;
      this.skip();
      const word = this.peek()?.type === 'word' ? (this.peek()?.text as string) : '';
      switch (word) {
        case 'end':
        case 'else':
          this.at += 1;
          this.skip();
          if (word === 'end' && this.peek())
            throw new TemplateSyntaxError(`unexpected ${JSON.stringify(this.peek()?.text)} in end`);
          return { nodes, end: word };
        case 'if':
        case 'with':
        case 'range':
          this.at += 1;
          nodes.push(this.control(word));
          break;
        case 'break':
        case 'continue':
          if (this.loops === 0) throw new TemplateSyntaxError(`{{${word}}} outside {{range}}`);
          nodes.push({ type: word });
          break;
        case 'define':
        case 'template':
        case 'block':
          throw new UnsupportedTemplate(`{{${word}}}`);
        default:
          nodes.push({ type: 'action', pipe: this.pipe('command') });
          this.done();
      }
    }
  }

  private control(type: 'if' | 'with' | 'range'): Node {
    return this.nested(() => this.block(type));
  }

  private nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw new UnsupportedTemplate(`more than ${MAX_DEPTH} blocks or parentheses in each other`);
    const parsed = parse();
    this.depth -= 1;
    return parsed;
  }

  private block(type: 'if' | 'with' | 'range'): Node {
    const scope = this.variables.length;
    const pipe = this.pipe(type);
    this.done();
    if (type === 'range') this.loops += 1;
    const { nodes: then, end } = this.list();
    if (type === 'range') this.loops -= 1;
    let otherwise: readonly Node[] = [];
    if (end === '') throw new TemplateSyntaxError('unexpected EOF');
    if (end === 'else') {
      const word = this.peek()?.type === 'word' ? this.peek()?.text : undefined;
      if (word === type && type !== 'range') {
        this.at += 1;
        otherwise = [this.control(type)];
      } else {
        this.done();
        const rest = this.list();
        if (rest.end !== 'end')
          throw new TemplateSyntaxError(rest.end === '' ? 'unexpected EOF' : `expected end; found {{${rest.end}}}`);
        otherwise = rest.nodes;
      }
    }
    this.variables = this.variables.slice(0, scope);
    return { type, pipe, then, otherwise };
  }

  private pipe(context: string, closing = ''): Pipe {
    this.skip();
    const declare: string[] = [];
    let assign = false;
    const start = this.at;
    for (let token = this.peek(); token?.type === 'variable'; token = this.peek()) {
      this.at += 1;
      this.skip();
      const sign = this.peek()?.text;
      if (sign === ':=' || sign === '=') {
        declare.push(token.text);
        assign = sign === '=';
        this.at += 1;
        if (!assign) this.variables.push(...declare);
        break;
      }
      if (sign === ',' && context === 'range' && declare.length === 0) {
        declare.push(token.text);
        this.at += 1;
        this.skip();
        continue;
      }
      declare.length = 0;
      this.at = start;
      break;
    }
    const commands: Term[][] = [];
    for (;;) {
      this.skip();
      const first = this.peek();
      if (first?.type === 'sign' && !'(.)'.includes(first.text))
        throw new TemplateSyntaxError(`unexpected ${JSON.stringify(first.text)} in ${context}`);
      const command = this.command(closing);
      if (command.length === 0) {
        // Go lets a pipeline end with its sign.
        if (commands.length > 0) break;
        throw new TemplateSyntaxError(`missing value for ${context}`);
      }
      if (commands.length > 0 && !['function', 'field', 'variable', 'pipe'].includes((command[0] as Term).type)) {
        throw new TemplateSyntaxError(`non executable command in pipeline stage ${commands.length + 1}`);
      }
      commands.push(command);
      if (this.peek()?.text !== '|') break;
      this.at += 1;
    }
    return { declare, assign, commands, source: this.source };
  }

  private command(closing: string): Term[] {
    const terms: Term[] = [];
    for (;;) {
      this.skip();
      const token = this.peek();
      if (!token || token.text === '|' || (token.type === 'sign' && token.text === ')')) {
        if (token?.text === ')' && closing === '') throw new TemplateSyntaxError('unexpected right paren');
        return terms;
      }
      terms.push(this.term());
      const after = this.peek();
      if (after && after.type !== 'space' && after.text !== '|' && after.text !== ')') {
        throw new TemplateSyntaxError(`unexpected ${JSON.stringify(after.text)} in operand`);
      }
    }
  }

  private term(): Term {
    const token = this.peek() as Token;
    this.at += 1;
    switch (token.type) {
      case 'field':
        return { type: 'field', names: [token.text.slice(1), ...this.chain()] };
      case 'variable':
        if (!this.variables.includes(token.text))
          throw new TemplateSyntaxError(`undefined variable ${JSON.stringify(token.text)}`);
        return { type: 'variable', name: token.text, names: this.chain() };
      case 'string':
        return { type: 'literal', value: unquote(token.text) };
      case 'number':
        return { type: 'literal', value: number(token.text) };
      case 'word':
        if (token.text === 'nil') return { type: 'nil' };
        if (token.text === 'true' || token.text === 'false') return { type: 'literal', value: token.text === 'true' };
        if (KEYWORDS.has(token.text)) throw new TemplateSyntaxError(`unexpected <${token.text}> in command`);
        if (!this.isFunction(token.text))
          throw new TemplateSyntaxError(`function ${JSON.stringify(token.text)} not defined`);
        return this.called({ type: 'function', name: token.text });
      default:
        if (token.text === '.') return { type: 'dot' };
        if (token.text !== '(') throw new TemplateSyntaxError(`unexpected ${JSON.stringify(token.text)} in operand`);
        return this.parenthesis();
    }
  }

  private parenthesis(): Term {
    const pipe = this.nested(() => this.pipe('parenthesized pipeline', ')'));
    this.skip();
    if (this.peek()?.text !== ')') throw new TemplateSyntaxError('unclosed left paren');
    this.at += 1;
    return { type: 'pipe', pipe, names: this.chain() };
  }

  /** A function alone, or a field of what it gives without arguments. */
  private called(term: Term): Term {
    const names = this.chain();
    if (names.length === 0) return term;
    return { type: 'pipe', pipe: { declare: [], assign: false, commands: [[term]], source: this.source }, names };
  }

  /** `.a.b` right after an operand. */
  private chain(): readonly string[] {
    const names: string[] = [];
    for (let token = this.peek(); token?.type === 'field'; token = this.peek()) {
      names.push(token.text.slice(1));
      this.at += 1;
    }
    return names;
  }

  private peek(): Token | undefined {
    const token = this.tokens[this.at];
    if (token?.type === 'error') throw new TemplateSyntaxError(token.text);
    return token;
  }

  private skip(): void {
    while (this.peek()?.type === 'space') this.at += 1;
  }

  private done(): void {
    this.skip();
    const token = this.peek();
    if (token) throw new TemplateSyntaxError(`unexpected ${JSON.stringify(token.text)} in command`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

function unquote(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|x[0-7][0-9a-fA-F]|.)/gs, (_, escaped: string) => {
    if (escaped.length > 1) return String.fromCodePoint(Number.parseInt(escaped.slice(1), 16));
    const value = ESCAPES[escaped];
    if (value === undefined) throw new UnsupportedTemplate(`the escape \\${escaped}`);
    return value;
  });
}

/** An integer is Go's `int`, kept apart from the `float64` of JSON by being a bigint. */
function number(text: string): number | bigint {
  const plain = text.replaceAll('_', '');
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(plain) ?? [];
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`) * (sign === '-' ? -1n : 1n);
  if (/^(0[xXbBoO][0-9a-fA-F]+|[0-9]+)$/.test(digits)) return BigInt(digits) * (sign === '-' ? -1n : 1n);
  return Number(plain);
}
