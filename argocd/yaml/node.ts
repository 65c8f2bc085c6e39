/** A place in the text, in UTF-16 units. */
interface Placed {
  readonly start: number;
  /** The first unit behind it. */
  end: number;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  /** Its content, without quotes, escapes and indentation. */
  readonly text: string;
  /** Whether it has neither quotes nor a block indicator, so that its content says what type it has. */
  readonly plain: boolean;
  /** The whole tag, `''` if it has none. */
  readonly tag: string;
}

export interface SequenceNode extends Placed {
  readonly kind: 'sequence';
  /** Whether it is written in brackets. */
  readonly flow: boolean;
  readonly items: Node[];
}

export interface MappingNode extends Placed {
  readonly kind: 'mapping';
  /** Whether it is written in braces. */
  readonly flow: boolean;
  /** Keys and values in turn. */
  readonly items: Node[];
}

export interface AliasNode extends Placed {
  readonly kind: 'alias';
  readonly target: Node;
}

export type Node = ScalarNode | SequenceNode | MappingNode | AliasNode;
