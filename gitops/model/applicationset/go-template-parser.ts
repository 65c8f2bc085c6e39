/**
 * The grammar of Go's text/template, without `define`, `template` and `block`, which a field of an ApplicationSet has no
 * use for.
 * @see https://pkg.go.dev/text/template
 */

/** A template that Go refuses. The message is the end of Go's own. */
export class TemplateError extends Error {}

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
  readonly type: 'field' | 'variable' | 'word' | 'string' | 'number' | 'sign' | 'space';
  readonly text: string;
}

const TOKEN =
  /(?<space>[ \t\r\n]+)|(?<field>\.[\p{L}_][\p{L}\p{N}_]*)|(?<variable>\$[\p{L}\p{N}_]*)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<number>[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?))|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>:=|[=|(),.])/uy;

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

/** Parses a template. */
export function parse(template: string): readonly Node[] {
  return new Parser(template).parse();
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
      text = text.replace(/[ \t\r\n]+$/, '');
      inside += 1;
    }
    if (text !== '') yield { text };
    const comment = /^[ \t\r\n]*\/\*[\s\S]*?\*\/([ \t\r\n]+-)?\}\}/.exec(template.slice(inside));
    if (comment) {
      trim = comment[1] !== undefined;
      at = inside + comment[0].length;
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
      if (inside >= template.length) throw new TemplateError('unclosed action');
      TOKEN.lastIndex = inside;
      const match = TOKEN.exec(template);
      const [type, value] = Object.entries(match?.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
      if (type === undefined || value === undefined) {
        const char = template[inside] as string;
        if (char === "'") throw new UnsupportedTemplate('character constants');
        if (char === '"' || char === '`') throw new TemplateError('unterminated quoted string');
        throw new TemplateError(`unexpected ${JSON.stringify(char)} in command`);
      }
      tokens.push({ type: type as Token['type'], text: value });
      inside = TOKEN.lastIndex;
    }
    yield { action: tokens, source: template.slice(start, inside).trim() };
  }
}

class Parser {
  private readonly pieces: Generator<Piece>;
  private tokens: readonly Token[] = [];
  private at = 0;
  private source = '';
  private loops = 0;
  private variables: string[] = ['$'];

  constructor(template: string) {
    this.pieces = pieces(template);
  }

  parse(): readonly Node[] {
    const { nodes, end } = this.list();
    if (end !== '') throw new TemplateError(`unexpected {{${end}}}`);
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
          return { nodes, end: word };
        case 'if':
        case 'with':
        case 'range':
          this.at += 1;
          nodes.push(this.control(word));
          break;
        case 'break':
        case 'continue':
          if (this.loops === 0) throw new TemplateError(`{{${word}}} outside {{range}}`);
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
    const scope = this.variables.length;
    const pipe = this.pipe(type);
    this.done();
    if (type === 'range') this.loops += 1;
    const { nodes: then, end } = this.list();
    if (type === 'range') this.loops -= 1;
    let otherwise: readonly Node[] = [];
    if (end === '') throw new TemplateError('unexpected EOF');
    if (end === 'else') {
      const word = this.peek()?.type === 'word' ? this.peek()?.text : undefined;
      if (word === type && type !== 'range') {
        this.at += 1;
        otherwise = [this.control(type)];
      } else {
        this.done();
        const rest = this.list();
        if (rest.end !== 'end')
          throw new TemplateError(rest.end === '' ? 'unexpected EOF' : `expected end; found {{${rest.end}}}`);
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
      const command = this.command(closing);
      if (command.length === 0)
        throw new TemplateError(commands.length === 0 ? `missing value for ${context}` : 'missing value for command');
      if (commands.length > 0 && !['function', 'field', 'variable', 'pipe'].includes((command[0] as Term).type)) {
        throw new TemplateError('non executable command in pipeline stage 2');
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
        if (token?.text === ')' && closing === '') throw new TemplateError('unexpected right paren');
        return terms;
      }
      terms.push(this.term());
      const after = this.peek();
      if (after && after.type !== 'space' && after.text !== '|' && after.text !== ')') {
        throw new TemplateError(`unexpected ${JSON.stringify(after.text)} in operand`);
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
          throw new TemplateError(`undefined variable ${JSON.stringify(token.text)}`);
        return { type: 'variable', name: token.text, names: this.chain() };
      case 'string':
        return { type: 'literal', value: unquote(token.text) };
      case 'number':
        return { type: 'literal', value: number(token.text) };
      case 'word':
        if (token.text === 'nil') return { type: 'nil' };
        if (token.text === 'true' || token.text === 'false') return { type: 'literal', value: token.text === 'true' };
        if (KEYWORDS.has(token.text)) throw new TemplateError(`unexpected <${token.text}> in command`);
        return { type: 'function', name: token.text };
      default:
        if (token.text === '.') return { type: 'dot' };
        if (token.text !== '(') throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in operand`);
        return this.parenthesis();
    }
  }

  private parenthesis(): Term {
    const pipe = this.pipe('parenthesized pipeline', ')');
    this.skip();
    if (this.peek()?.text !== ')') throw new TemplateError('unclosed left paren');
    this.at += 1;
    return { type: 'pipe', pipe, names: this.chain() };
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
    return this.tokens[this.at];
  }

  private skip(): void {
    while (this.peek()?.type === 'space') this.at += 1;
  }

  private done(): void {
    this.skip();
    const token = this.peek();
    if (token) throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in command`);
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
