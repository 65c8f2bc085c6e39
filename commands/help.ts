import type { AddHelpTextContext, Command, Help } from 'commander';

/** A list in a help: the name of each item, and a line that says what it is. */
export interface HelpList {
  readonly title: string;
  readonly items: Readonly<Record<string, { readonly summary: string }>>;
}

/** How wide the help may be: the terminal, or what COLUMNS says where there is none. */
export function helpWidth(): number {
  return process.stdout.columns || Number(process.env.COLUMNS) || 80;
}

/** The end of a verb's help: paragraphs and lists, wrapped as commander wraps the rest. */
export function helpText(...parts: readonly (string | HelpList)[]): (context: AddHelpTextContext) => string {
  return ({ command }) => {
    const help = (command as Command).createHelp();
    help.prepareContext({ helpWidth: helpWidth() });
    const texts = parts.map((part) => (typeof part === 'string' ? help.boxWrap(part, helpWidth()) : list(part, help)));
    return `\n${texts.join('\n\n')}`;
  };
}

function list({ title, items }: HelpList, help: Help): string {
  const width = Math.max(...Object.keys(items).map((name) => name.length));
  const lines = Object.entries(items).map(([name, { summary }]) => help.formatItem(name, width, summary, help));
  return [`${title}:`, ...lines].join('\n');
}
