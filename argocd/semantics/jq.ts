/**
 * Tells whether Argo CD can compile a jq expression, without running it.
 *
 * Argo CD compiles every `jqPathExpressions` item as `del(<expression>)` with gojq, and one that does not compile fails
 * the comparison of the whole Application. This is a recogniser for the language of gojq: it builds nothing, it only
 * answers yes, or no with gojq's own words.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/argo/normalizers/diff_normalizer.go
 * @see https://github.com/itchyny/gojq/blob/v0.12.19/parser.go.y
 */

/** How deep an expression may nest before it is left unjudged: deeper than any hand writes, safe for the stack. */
const MAX_DEPTH = 300;

/** Functions that gojq 0.12.18 (Argo CD 3.4.4) and 0.12.19 (3.5.1) define: name, then the numbers of arguments. */
const BUILTINS = `IN:12 INDEX:12 JOIN:234 abs:0 acos:0 acosh:0 add:01 all:012 any:012 arrays:0 ascii_downcase:0
  ascii_upcase:0 asin:0 asinh:0 atan2:2 atan:0 atanh:0 booleans:0 bsearch:1 builtins:0 capture:12 cbrt:0 ceil:0
  combinations:01 contains:1 copysign:2 cos:0 cosh:0 debug:1 del:1 delpaths:1 drem:2 empty:0 endswith:1 env:0 erf:0
  erfc:0 error:01 exp10:0 exp2:0 exp:0 explode:0 expm1:0 fabs:0 fdim:2 finites:0 first:01 flatten:01 floor:0 fma:3
  fmax:2 fmin:2 fmod:2 format:1 frexp:0 from_entries:0 fromdate:0 fromdateiso8601:0 fromjson:0 fromstream:1 gamma:0
  getpath:1 gmtime:0 group_by:1 gsub:23 halt:0 halt_error:01 has:1 hypot:2 implode:0 in:1 index:1 indices:1 infinite:0
  inside:1 isempty:1 isfinite:0 isinfinite:0 isnan:0 isnormal:0 iterables:0 j0:0 j1:0 jn:2 join:1 keys:0 last:01
  ldexp:2 length:0 lgamma:0 limit:2 localtime:0 log10:0 log1p:0 log2:0 log:0 logb:0 ltrim:0 ltrimstr:1 map:1
  map_values:1 match:12 max:0 max_by:1 min:0 min_by:1 mktime:0 modf:0 modulemeta:0 nan:0 nearbyint:0 nextafter:2
  nexttoward:2 normals:0 not:0 now:0 nth:12 nulls:0 numbers:0 objects:0 path:1 paths:01 pick:1 pow:2 range:123
  recurse:012 remainder:2 repeat:1 reverse:0 rindex:1 rint:0 round:0 rtrim:0 rtrimstr:1 scalars:0 scalb:2 scalbln:2
  scan:12 select:1 setpath:2 significand:0 sin:0 sinh:0 skip:2 sort:0 sort_by:1 split:12 splits:12 sqrt:0 startswith:1
  strflocaltime:1 strftime:1 strings:0 strptime:1 sub:23 tan:0 tanh:0 test:12 tgamma:0 to_entries:0 toboolean:0
  todate:0 todateiso8601:0 tojson:0 tonumber:0 tostream:0 tostring:0 transpose:0 trim:0 trimstr:1 trunc:0
  truncate_stream:1 type:0 unique:0 unique_by:1 until:2 utf8bytelength:0 values:0 walk:1 while:2 with_entries:1 y0:0
  y1:0 yn:2`;

/** `name/arity` of every built-in. */
const KNOWN: ReadonlySet<string> = new Set(
  BUILTINS.split(/\s+/).flatMap((entry) => {
    const [name, arities = ''] = entry.split(':');
    return [...arities].map((arity) => `${name}/${arity}`);
  }),
);

const KEYWORDS: ReadonlySet<string> = new Set(
  'or and module import include def as label break null true false if then elif else end try catch reduce foreach'.split(
    ' ',
  ),
);

type TokenType = 'end' | 'ident' | 'keyword' | 'variable' | 'index' | 'number' | 'format' | 'string' | 'symbol';

/** White space and comments; in a comment a backslash continues it on the next line. */
const BLANK = /(?:[\t\n\r ]|#(?:\\(?:\r\n|[\s\S])|[^\\\n\r])*)*/y;

/** One token: a word, a number, `.name`, `$name`, `@name`, or a symbol. A string is read by the parser. */
const TOKEN =
  /([A-Za-z_]\w*(?:::[A-Za-z_]\w*)?)|((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d*)?)|(\.[A-Za-z_]\w*)|(\$[A-Za-z_]\w*(?:::[A-Za-z_]\w*)?)|(@\w+)|\?\/\/|\/\/=|\.\.|\|=|\+=|-=|\*=|\/=|%=|\/\/|==|!=|<=|>=|[\s\S]/uy;

interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** Where it begins in the source. */
  readonly start: number;
}

/** What stops gojq; the message is its own. */
class JqError extends Error {}

/** The expression nests too deep to be judged here. */
class TooDeep extends Error {}

/** Names in scope: `$x` for variables, `f/1` for functions, `*x` for labels. */
interface Scope {
  readonly names: ReadonlySet<string>;
  readonly parent?: Scope;
}

/** Operators from the loosest to the tightest. An operator of a `single` level cannot follow another of that level. */
const LEVELS: readonly { readonly operators: ReadonlySet<string>; readonly single?: true; readonly right?: true }[] = [
  { operators: new Set(['//']), right: true },
  { operators: new Set(['=', '|=', '+=', '-=', '*=', '/=', '%=', '//=']), single: true },
  { operators: new Set(['or']) },
  { operators: new Set(['and']) },
  { operators: new Set(['==', '!=', '<', '<=', '>', '>=']), single: true },
  { operators: new Set(['+', '-']) },
  { operators: new Set(['*', '/', '%']) },
];

/**
 * The words in which gojq refuses an expression; `undefined` if it takes it, or if it nests too deep to be judged.
 *
 * @param expression one item of `jqPathExpressions`
 */
export function jqError(expression: string): string | undefined {
  try {
    new Recogniser(`del(${expression})`).program();
    return undefined;
  } catch (error) {
    if (error instanceof JqError) return error.message;
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

class Recogniser {
  private position = 0;
  private depth = 0;
  /** The first name that nothing defines. gojq looks names up after it has read the whole. */
  private unknownName?: string;
  private token: Token;

  constructor(private readonly source: string) {
    this.token = this.lex();
  }

  program(): void {
    this.query({ names: new Set() });
    if (this.token.type !== 'end') this.unexpected();
    if (this.unknownName) throw new JqError(this.unknownName);
  }

  // The grammar

  private query(scope: Scope): void {
    this.deeper(() => {
      if (this.isKeyword('def')) {
        this.query(this.functionDefinition(scope));
      } else if (this.isKeyword('label')) {
        this.advance();
        const name = this.variable();
        this.expectSymbol('|');
        this.query({ names: new Set([`*${name}`]), parent: scope });
      } else {
        this.pipeline(scope);
      }
    });
  }

  private pipeline(scope: Scope): void {
    this.expression(scope, 0);
    if (this.isKeyword('as')) {
      this.advance();
      const names = new Set<string>();
      this.pattern(scope, names);
      while (this.takeSymbol('?//')) this.pattern(scope, names);
      this.expectSymbol('|');
      this.query({ names, parent: scope });
    } else if (this.takeSymbol('|') || this.takeSymbol(',')) {
      this.query(scope);
    }
  }

  /** `def name(args): body;`: gives the scope in which the name is known. */
  private functionDefinition(scope: Scope): Scope {
    this.advance();
    const name = this.take('ident');
    const parameters = new Set<string>();
    let arity = 0;
    if (this.takeSymbol('(')) {
      do {
        const { type, text } = this.token;
        if (type !== 'ident' && type !== 'variable') this.unexpected();
        if (type === 'variable') parameters.add(text);
        parameters.add(`${text.replace('$', '')}/0`);
        arity++;
        this.advance();
      } while (this.takeSymbol(';'));
      this.expectSymbol(')');
    }
    this.expectSymbol(':');
    const outside: Scope = { names: new Set([`${name}/${arity}`]), parent: scope };
    this.query({ names: parameters, parent: outside });
    this.expectSymbol(';');
    return outside;
  }

  private pattern(scope: Scope, names: Set<string>): void {
    this.deeper(() => {
      if (this.token.type === 'variable') {
        names.add(this.variable());
      } else if (this.takeSymbol('[')) {
        do this.pattern(scope, names);
        while (this.takeSymbol(','));
        this.expectSymbol(']');
      } else if (this.takeSymbol('{')) {
        do this.objectPattern(scope, names);
        while (this.takeSymbol(','));
        this.expectSymbol('}');
      } else {
        this.unexpected();
      }
    });
  }

  private objectPattern(scope: Scope, names: Set<string>): void {
    const { type, text } = this.token;
    if (type === 'variable') {
      names.add(text);
      this.advance();
      if (!this.isSymbol(':')) return;
    } else if (type === 'string') {
      this.string(scope);
    } else if (this.takeSymbol('(')) {
      this.query(scope);
      this.expectSymbol(')');
    } else if (type === 'ident' || type === 'keyword') {
      this.advance();
    } else {
      this.unexpected();
    }
    this.expectSymbol(':');
    this.pattern(scope, names);
  }

  private expression(scope: Scope, level: number): void {
    const { operators, single, right } = LEVELS[level] ?? {};
    if (!operators) {
      this.postfix(scope);
      return;
    }
    this.expression(scope, level + 1);
    while (this.isOperator(operators)) {
      this.advance();
      this.deeper(() => this.expression(scope, right ? level : level + 1));
      if (single && this.isOperator(operators)) this.unexpected();
    }
  }

  /** A term with what may follow it: `.a`, `[0]`, `[]`, `?`, `."a"`. */
  private postfix(scope: Scope): void {
    this.deeper(() => this.term(scope));
    for (;;) {
      if (this.token.type === 'index') this.advance();
      else if (this.isSymbol('[')) this.suffix(scope);
      else if (this.takeSymbol('.')) {
        if (this.token.type === 'string') this.string(scope);
        else this.suffix(scope);
      } else if (!this.takeSymbol('?')) return;
    }
  }

  private term(scope: Scope): void {
    const { type, text } = this.token;
    if (type === 'symbol') {
      this.symbolTerm(scope, text);
    } else if (type === 'keyword') {
      this.keywordTerm(scope, text);
    } else if (type === 'string') {
      this.string(scope);
    } else if (type === 'format') {
      this.advance();
      if (this.token.type === 'string') this.string(scope);
    } else if (type === 'ident') {
      this.call(scope, text);
    } else if (type === 'end') {
      this.unexpected();
    } else {
      this.advance();
      if (type === 'variable') this.lookUp(scope, text);
    }
  }

  private symbolTerm(scope: Scope, symbol: string): void {
    if (!['.', '..', '+', '-', '(', '[', '{'].includes(symbol)) this.unexpected();
    this.advance();
    if (symbol === '.') {
      if (this.token.type === 'string') this.string(scope);
      else if (this.isSymbol('[')) this.suffix(scope);
    } else if (symbol === '+' || symbol === '-') {
      this.postfix(scope);
    } else if (symbol === '(') {
      this.query(scope);
      this.expectSymbol(')');
    } else if (symbol === '[' && !this.takeSymbol(']')) {
      this.query(scope);
      this.expectSymbol(']');
    } else if (symbol === '{') {
      while (!this.isSymbol('}')) {
        this.objectEntry(scope);
        if (!this.takeSymbol(',')) break;
      }
      this.expectSymbol('}');
    }
  }

  private keywordTerm(scope: Scope, keyword: string): void {
    switch (keyword) {
      case 'null':
      case 'true':
      case 'false':
        this.advance();
        break;
      case 'if':
        this.condition(scope);
        break;
      case 'try':
        this.advance();
        this.postfix(scope);
        if (!this.isKeyword('catch')) break;
        this.advance();
        this.postfix(scope);
        break;
      case 'reduce':
      case 'foreach':
        this.fold(scope, keyword === 'foreach');
        break;
      case 'break': {
        this.advance();
        const name = this.variable();
        if (!known(scope, `*${name}`)) this.unknownName ??= `label not defined: ${name}`;
        break;
      }
      default:
        this.unexpected();
    }
  }

  private condition(scope: Scope): void {
    do {
      this.advance();
      this.query(scope);
      this.expectKeyword('then');
      this.query(scope);
    } while (this.isKeyword('elif'));
    if (this.isKeyword('else')) {
      this.advance();
      this.query(scope);
    }
    this.expectKeyword('end');
  }

  private fold(scope: Scope, extract: boolean): void {
    this.advance();
    this.expression(scope, 0);
    this.expectKeyword('as');
    const names = new Set<string>();
    this.pattern(scope, names);
    const inside: Scope = { names, parent: scope };
    this.expectSymbol('(');
    // The start value does not see the element.
    this.query(scope);
    this.expectSymbol(';');
    this.query(inside);
    if (extract && this.takeSymbol(';')) this.query(inside);
    this.expectSymbol(')');
  }

  private call(scope: Scope, name: string): void {
    this.advance();
    let arity = 0;
    if (this.takeSymbol('(')) {
      do {
        this.query(scope);
        arity++;
      } while (this.takeSymbol(';'));
      this.expectSymbol(')');
    }
    const signature = `${name}/${arity}`;
    if (known(scope, signature) || KNOWN.has(signature)) return;
    const input = signature === 'input/0' || signature === 'inputs/0';
    this.unknownName ??= input ? 'input(s)/0 is not allowed' : `function not defined: ${signature}`;
  }

  private lookUp(scope: Scope, variable: string): void {
    if (variable !== '$ENV' && !known(scope, variable)) this.unknownName ??= `variable not defined: ${variable}`;
  }

  private objectEntry(scope: Scope): void {
    const { type, text } = this.token;
    if (type === 'string') {
      this.string(scope);
    } else if (this.takeSymbol('(')) {
      this.query(scope);
      this.expectSymbol(')');
      if (!this.isSymbol(':')) this.unexpected();
    } else if (type === 'ident' || type === 'keyword' || type === 'variable') {
      this.advance();
      if (type === 'variable') this.lookUp(scope, text);
    } else {
      this.unexpected();
    }
    if (!this.takeSymbol(':')) return;
    do this.deeper(() => this.expression(scope, 0));
    while (this.takeSymbol('|'));
  }

  private suffix(scope: Scope): void {
    this.expectSymbol('[');
    if (this.takeSymbol(']')) return;
    if (this.takeSymbol(':')) {
      this.query(scope);
    } else {
      this.query(scope);
      if (this.takeSymbol(':') && !this.isSymbol(']')) this.query(scope);
    }
    this.expectSymbol(']');
  }

  /** A string literal; the programs inside it are read in place. */
  private string(scope: Scope): void {
    let at = this.token.start + 1;
    for (;;) {
      const character = this.source[at];
      if (character === undefined) throw new JqError('unterminated string literal');
      if (character === '"') break;
      if (character !== '\\') {
        at++;
        continue;
      }
      if (this.source[at + 1] === '(') {
        this.position = at + 2;
        this.token = this.lex();
        this.deeper(() => this.query(scope));
        if (!this.isSymbol(')')) this.unexpected();
        // The closing parenthesis is the last thing read: the string goes on behind it.
        at = this.position;
      } else {
        at += this.escapeLength(at);
      }
    }
    this.position = at + 1;
    this.token = this.lex();
  }

  private escapeLength(at: number): number {
    const [good] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.source.slice(at, at + 6)) ?? [];
    if (good) return good.length;
    if (at + 1 >= this.source.length) throw new JqError('unterminated string literal');
    const [bad = ''] = /^\\(?:u[0-9a-fA-F]{0,3}|.)?/su.exec(this.source.slice(at)) ?? [];
    throw new JqError(`invalid escape sequence "${bad}" in string literal`);
  }

  // Tokens

  private lex(): Token {
    BLANK.lastIndex = this.position;
    const start = this.position + (BLANK.exec(this.source)?.[0].length ?? 0);
    TOKEN.lastIndex = start;
    const [text = '', word, number, index, variable, format] = TOKEN.exec(this.source) ?? [];
    this.position = start + text.length;
    let type: TokenType = 'symbol';
    if (text === '') type = 'end';
    else if (text === '"') type = 'string';
    else if (word) type = KEYWORDS.has(word) ? 'keyword' : 'ident';
    else if (number) type = 'number';
    else if (index) type = 'index';
    else if (variable) type = 'variable';
    else if (format) type = 'format';
    if (number) {
      const next = this.source.charAt(this.position);
      if (/[A-Za-z_.]/.test(next)) throw new JqError(`invalid token ${JSON.stringify(number + next)}`);
      if (/[eE][-+]?$/.test(number)) throw new JqError(`invalid token ${JSON.stringify(number)}`);
    }
    return { type, text, start };
  }

  private advance(): void {
    this.token = this.lex();
  }

  private take(type: TokenType): string {
    const { text } = this.token;
    if (this.token.type !== type) this.unexpected();
    this.advance();
    return text;
  }

  private variable(): string {
    return this.take('variable');
  }

  private isSymbol(symbol: string): boolean {
    return this.token.type === 'symbol' && this.token.text === symbol;
  }

  private isKeyword(keyword: string): boolean {
    return this.token.type === 'keyword' && this.token.text === keyword;
  }

  private isOperator(operators: ReadonlySet<string>): boolean {
    return (this.token.type === 'symbol' || this.token.type === 'keyword') && operators.has(this.token.text);
  }

  private takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.advance();
    return true;
  }

  private expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.unexpected();
  }

  private expectKeyword(keyword: string): void {
    if (!this.isKeyword(keyword)) this.unexpected();
    this.advance();
  }

  private unexpected(): never {
    if (this.token.type === 'end') throw new JqError('unexpected EOF');
    if (this.token.type === 'string') this.refuseString();
    throw new JqError(`unexpected token ${JSON.stringify(this.token.text)}`);
  }

  /** A string where none may stand: gojq reads it first, and may refuse it for what is in it. */
  private refuseString(): never {
    const { start } = this.token;
    const end = /^"(?:[^"\\]|\\[\s\S])*"/.exec(this.source.slice(start))?.[0];
    if (!end) throw new JqError('unterminated string literal');
    throw new JqError(`unexpected token ${JSON.stringify(end)}`);
  }

  private deeper(step: () => void): void {
    if (++this.depth > MAX_DEPTH) throw new TooDeep();
    step();
    this.depth--;
  }
}

function known(scope: Scope | undefined, name: string): boolean {
  for (let at = scope; at; at = at.parent) if (at.names.has(name)) return true;
  return false;
}
