/** A table in Markdown, so that the README can quote it as it is printed. */
export class Table {
  private readonly rows: (readonly string[])[] = [];

  constructor(...header: readonly string[]) {
    this.rows.push(
      header,
      header.map(() => '---'),
    );
  }

  row(...cells: readonly string[]): void {
    this.rows.push(cells);
  }

  print(): void {
    console.log(`${this.rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`);
  }
}
