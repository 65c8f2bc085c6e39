/**
 * From tokens to nodes, by the rules of libyaml as go-yaml has them. It keeps its own stack, so that no nesting overflows
 * the one of JavaScript.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/parserc.go
 */
import type { Tag } from './directives';
import { YamlError } from './error';
import type { MappingNode, Node, SequenceNode } from './node';
import { Scanner, type Token, TokenType } from './scanner';

/** The first document of a text. */
export interface Parsed {
  /** `undefined` if there is nothing but comments. */
  readonly root?: Node;
  /** Where the text goes on behind the document. go-yaml does not look there. @default - it does not */
  readonly rest?: number;
}

/** Parses a part of a text, as `yaml.Unmarshal` does: what comes behind the first document is not looked at. */
export function parse(text: string, start: number, end: number): Parsed {
  // A byte order mark may stand in front.
  return new Parser(new Scanner(text, text.charCodeAt(start) === 0xfeff ? start + 1 : start, end)).document();
}

/** What is expected next. */
enum State {
  BlockNode,
  DocumentEnd,
  BlockSequenceEntry,
  IndentlessSequenceEntry,
  BlockMappingKey,
  BlockMappingValue,
  FlowSequenceFirst,
  FlowSequenceEntry,
  FlowPairKey,
  FlowPairValue,
  FlowPairEnd,
  FlowMappingFirst,
  FlowMappingKey,
  FlowMappingValue,
  FlowMappingEmptyValue,
}

const DEFAULT_TAGS: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

class Parser {
  private readonly tags = new Map<string, string>();
  private readonly anchors = new Map<string, Node>();
  private state = State.BlockNode;
  /** What is expected behind the node that is being read. */
  private readonly states: State[] = [];
  /** The collections that are not closed, from the outside in. */
  private readonly open: (SequenceNode | MappingNode)[] = [];
  private root: Node | undefined;

  constructor(private readonly scanner: Scanner) {}

  document(): Parsed {
    const first = this.scanner.peek();
    if (first.type === TokenType.StreamEnd) return {};
    this.states.push(State.DocumentEnd);
    if (this.startDocument()) {
      const { type, start } = this.scanner.peek();
      if (type === TokenType.Directive || endsDocument(type)) this.empty(start);
    }
    while (this.state !== State.DocumentEnd) this.step();
    const { type, start } = this.scanner.peek();
    return { root: this.root, rest: endsDocument(type) ? undefined : start };
  }

  /** Directives and `---`; whether there is such a line. */
  private startDocument(): boolean {
    let token = this.scanner.peek();
    const explicit = token.type === TokenType.Directive || token.type === TokenType.DocumentStart;
    let version = false;
    for (; token.directive; token = this.scanner.peek()) {
      const { name, values } = token.directive;
      if (name === 'TAG') {
        if (this.tags.has(values[0])) fail('found duplicate %TAG directive', token.start);
        this.tags.set(values[0], values[1]);
      } else {
        if (version) fail('found duplicate %YAML directive', token.start);
        if (values.join('.') !== '1.1') fail('found incompatible YAML document', token.start);
        version = true;
      }
      this.scanner.take();
    }
    for (const [handle, prefix] of DEFAULT_TAGS) if (!this.tags.has(handle)) this.tags.set(handle, prefix);
    if (!explicit) return false;
    if (token.type !== TokenType.DocumentStart) fail('did not find expected <document start>', token.start);
    this.scanner.take();
    return true;
  }

  private step() {
    switch (this.state) {
      case State.BlockNode:
        return this.node(true, false);
      case State.BlockSequenceEntry:
        return this.blockSequenceEntry();
      case State.IndentlessSequenceEntry:
        return this.indentlessSequenceEntry();
      case State.BlockMappingKey:
        return this.blockMappingKey();
      case State.BlockMappingValue:
        return this.blockMappingValue();
      case State.FlowSequenceFirst:
        return this.flowSequenceEntry(true);
      case State.FlowSequenceEntry:
        return this.flowSequenceEntry(false);
      case State.FlowPairKey:
        return this.flowPairKey();
      case State.FlowPairValue:
        return this.flowPairValue();
      case State.FlowPairEnd:
        return this.close(this.scanner.peek().start, State.FlowSequenceEntry);
      case State.FlowMappingFirst:
        return this.flowMappingKey(true);
      case State.FlowMappingKey:
        return this.flowMappingKey(false);
      case State.FlowMappingValue:
        return this.flowMappingValue();
      default:
        return this.empty(this.scanner.peek().start, State.FlowMappingKey);
    }
  }

  private add(node: Node): void {
    const parent = this.open.at(-1);
    if (parent) parent.items.push(node);
    else this.root = node;
  }

  /** A node that is not written. */
  private empty(at: number, state = this.states.pop() as State): void {
    this.state = state;
    this.add({ kind: 'scalar', start: at, end: at, text: '', plain: true, tag: '' });
  }

  private begin(kind: 'sequence' | 'mapping', token: Token, flow: boolean, state: State, anchor = ''): void {
    const node: SequenceNode | MappingNode = { kind, start: token.start, end: token.end, flow, items: [] };
    this.add(node);
    if (anchor !== '') this.anchors.set(anchor, node);
    this.open.push(node);
    this.state = state;
  }

  private close(end: number, state = this.states.pop() as State): void {
    const node = this.open.pop() as SequenceNode | MappingNode;
    node.end = Math.max(node.end, end);
    this.state = state;
  }

  private closeWith(token: Token): void {
    this.close(token.end);
    this.scanner.take();
  }

  private push(state: State, block: boolean, indentless = false): void {
    this.states.push(state);
    this.node(block, indentless);
  }

  private node(block: boolean, indentless: boolean) {
    const { scanner } = this;
    let token = scanner.peek();
    if (token.type === TokenType.Alias) return this.alias(token);
    const { start } = token;
    let anchor = '';
    let written: Token | undefined;
    if (token.type === TokenType.Anchor) {
      anchor = token.text;
      token = this.next();
      if (token.type === TokenType.Tag) {
        written = token;
        token = this.next();
      }
    } else if (token.type === TokenType.Tag) {
      written = token;
      token = this.next();
      if (token.type === TokenType.Anchor) {
        anchor = token.text;
        token = this.next();
      }
    }
    const tag = written ? this.resolveTag(written.tag as Tag, written.start) : '';
    switch (token.type) {
      case TokenType.BlockEntry:
        if (!indentless) break;
        return this.begin('sequence', token, false, State.IndentlessSequenceEntry, anchor);
      case TokenType.Scalar: {
        this.state = this.states.pop() as State;
        const plain = tag === '' ? token.plain : tag === '!';
        this.scalar({ ...token, plain }, tag, anchor);
        return scanner.take();
      }
      case TokenType.FlowSequenceStart:
        this.begin('sequence', token, true, State.FlowSequenceFirst, anchor);
        return scanner.take();
      case TokenType.FlowMappingStart:
        this.begin('mapping', token, true, State.FlowMappingFirst, anchor);
        return scanner.take();
      case TokenType.BlockSequenceStart:
        if (!block) break;
        this.begin('sequence', token, false, State.BlockSequenceEntry, anchor);
        return scanner.take();
      case TokenType.BlockMappingStart:
        if (!block) break;
        this.begin('mapping', token, false, State.BlockMappingKey, anchor);
        return scanner.take();
    }
    if (anchor === '' && tag === '') fail('did not find expected node content', token.start);
    this.state = this.states.pop() as State;
    this.scalar({ start, end: start, text: '', plain: tag === '' }, tag, anchor);
  }

  private next(): Token {
    this.scanner.take();
    return this.scanner.peek();
  }

  private scalar({ start, end, text, plain }: Omit<Token, 'type'>, tag: string, anchor: string): void {
    const node: Node = { kind: 'scalar', start, end, text, plain, tag };
    this.add(node);
    if (anchor !== '') this.anchors.set(anchor, node);
  }

  private alias({ text, start, end }: Token): void {
    this.state = this.states.pop() as State;
    const target = this.anchors.get(text);
    if (!target) fail("unknown anchor '…' referenced", start);
    this.add({ kind: 'alias', start, end, target });
    this.scanner.take();
  }

  private resolveTag({ handle, suffix }: Tag, at: number): string {
    if (handle === '') return suffix;
    const prefix = this.tags.get(handle);
    const tag = prefix === undefined ? '' : prefix + suffix;
    if (tag === '') fail('found undefined tag handle', at);
    return tag;
  }

  private blockSequenceEntry() {
    const token = this.scanner.peek();
    if (token.type === TokenType.BlockEnd) return this.closeWith(token);
    if (token.type !== TokenType.BlockEntry) this.unfinished("did not find expected '-' indicator", token);
    const { type } = this.next();
    if (type === TokenType.BlockEntry || type === TokenType.BlockEnd) this.empty(token.end, State.BlockSequenceEntry);
    else this.push(State.BlockSequenceEntry, true);
  }

  private indentlessSequenceEntry() {
    const token = this.scanner.peek();
    if (token.type !== TokenType.BlockEntry) return this.close(token.start);
    const { type } = this.next();
    if (type === TokenType.BlockEntry || endsBlockNode(type)) this.empty(token.end, State.IndentlessSequenceEntry);
    else this.push(State.IndentlessSequenceEntry, true);
  }

  private blockMappingKey() {
    const token = this.scanner.peek();
    if (token.type === TokenType.BlockEnd) return this.closeWith(token);
    if (token.type !== TokenType.Key) this.unfinished('did not find expected key', token);
    if (endsBlockNode(this.next().type)) this.empty(token.end, State.BlockMappingValue);
    else this.push(State.BlockMappingValue, true, true);
  }

  private blockMappingValue(): void {
    const token = this.scanner.peek();
    if (token.type !== TokenType.Value) this.empty(token.start, State.BlockMappingKey);
    else if (endsBlockNode(this.next().type)) this.empty(token.end, State.BlockMappingKey);
    else this.push(State.BlockMappingKey, true, true);
  }

  private flowSequenceEntry(first: boolean) {
    let token = this.scanner.peek();
    if (token.type !== TokenType.FlowSequenceEnd && !first) {
      if (token.type !== TokenType.FlowEntry) this.unfinished("did not find expected ',' or ']'", token);
      token = this.next();
    }
    if (token.type === TokenType.FlowSequenceEnd) return this.closeWith(token);
    if (token.type !== TokenType.Key) return this.push(State.FlowSequenceEntry, false);
    // A pair in a list is a map of its own.
    this.begin('mapping', token, true, State.FlowPairKey);
    this.scanner.take();
  }

  private flowPairKey() {
    const token = this.scanner.peek();
    const missing =
      token.type === TokenType.Value || token.type === TokenType.FlowEntry || token.type === TokenType.FlowSequenceEnd;
    if (!missing) return this.push(State.FlowPairValue, false);
    // go-yaml takes this token, although it belongs to what follows.
    this.scanner.take();
    this.empty(token.end, State.FlowPairValue);
  }

  private flowPairValue() {
    let token = this.scanner.peek();
    const { start } = token;
    if (token.type === TokenType.Value) {
      token = this.next();
      if (token.type !== TokenType.FlowEntry && token.type !== TokenType.FlowSequenceEnd)
        return this.push(State.FlowPairEnd, false);
    }
    this.empty(start, State.FlowPairEnd);
  }

  private flowMappingKey(first: boolean) {
    let token = this.scanner.peek();
    if (token.type !== TokenType.FlowMappingEnd && !first) {
      if (token.type !== TokenType.FlowEntry) this.unfinished("did not find expected ',' or '}'", token);
      token = this.next();
    }
    if (token.type === TokenType.FlowMappingEnd) return this.closeWith(token);
    if (token.type !== TokenType.Key) return this.push(State.FlowMappingEmptyValue, false);
    token = this.next();
    if (token.type === TokenType.Value || endsFlowEntry(token.type)) this.empty(token.start, State.FlowMappingValue);
    else this.push(State.FlowMappingValue, false);
  }

  private flowMappingValue() {
    let token = this.scanner.peek();
    if (token.type === TokenType.Value) {
      token = this.next();
      if (!endsFlowEntry(token.type)) return this.push(State.FlowMappingKey, false);
    }
    this.empty(token.start, State.FlowMappingKey);
  }

  private unfinished(message: string, token: Token): never {
    const { kind, flow, start } = this.open.at(-1) as SequenceNode | MappingNode;
    throw new YamlError(message, token.start, { what: `a ${flow ? 'flow' : 'block'} ${kind}`, offset: start });
  }
}

function endsDocument(type: TokenType): boolean {
  return type === TokenType.StreamEnd || type === TokenType.DocumentEnd || type === TokenType.DocumentStart;
}

function endsBlockNode(type: TokenType): boolean {
  return type === TokenType.Key || type === TokenType.Value || type === TokenType.BlockEnd;
}

function endsFlowEntry(type: TokenType): boolean {
  return type === TokenType.FlowEntry || type === TokenType.FlowMappingEnd;
}

function fail(message: string, offset: number): never {
  throw new YamlError(message, offset);
}
