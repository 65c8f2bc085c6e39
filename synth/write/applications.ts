import { lineFeeds } from './line-ends';

/**
 * The Applications in a file that this program wrote, as `namespace/name`; used to see how many a change removes. An
 * ApplicationSet counts as one: with it go all that it made.
 *
 * Reads the text by its shape (block style, two spaces), which is what the emitter writes: parsing ten thousand files as
 * YAML for their names would take longer than the rest of a synth.
 */
export function applicationsIn(file: string): string[] {
  if (!file.includes('kind: Application')) return [];
  const text = lineFeeds(file);
  const names: string[] = [];
  for (const document of text.split(/^---$/m)) {
    if (!/^kind: Application(Set)?$/m.test(document) || !/^apiVersion: argoproj\.io\//m.test(document)) continue;
    const metadata = /^metadata:\n((?: .*\n)+)/m.exec(document)?.[1] ?? '';
    const field = (name: string) => new RegExp(`^  ${name}: (.+)$`, 'm').exec(metadata)?.[1] ?? '';
    names.push(`${field('namespace')}/${field('name')}`);
  }
  return names;
}
