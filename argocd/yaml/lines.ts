/** A place in a text, counted from 1; columns in UTF-16 units. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of a text begin: an offset is found by bisection. Lines end with a line feed, as in an editor. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  place(offset: number): LinePlace {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] as number) + 1 };
  }

  /** The text of a line, without its end; `undefined` if there is no such line. */
  line(number: number): string | undefined {
    const start = this.starts[number - 1];
    if (start === undefined) return undefined;
    return this.text.slice(start, this.starts[number] ?? this.text.length).replace(/\r?\n$/, '');
  }
}
