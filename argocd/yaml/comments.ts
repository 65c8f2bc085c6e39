import { YamlError } from './error';
import { Scanner, TokenType } from './scanner';

/** Where the comments of a text begin. A `#` inside of a scalar begins none. */
export function commentsIn(text: string): readonly number[] {
  const comments: number[] = [];
  for (let at = 0; at < text.length; ) {
    const scanner = new Scanner(text, at, text.length, comments);
    try {
      while (scanner.peek().type !== TokenType.StreamEnd) scanner.take();
      break;
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      at = guess(text, Math.max(error.offset, at + 1), comments);
    }
  }
  return comments;
}

/** Behind a mistake, what looks like a comment is taken for one, up to the next document. Returns where that begins. */
function guess(text: string, from: number, comments: number[]): number {
  const next = text.indexOf('\n---', from);
  const end = next < 0 ? text.length : next + 1;
  for (const { index } of text.slice(from, end).matchAll(/(?<![^\s])#[^\n]*/g)) comments.push(from + index);
  return end;
}
