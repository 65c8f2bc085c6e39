import { lineFeeds } from './line-ends';

/**
 * The Applications in a file that this program wrote, as `namespace/name`; used to see how many a change removes. An
 * ApplicationSet counts as one: with it go all that it made.
 *
 * Reads the text by its shape (block style, two spaces), which is what the emitter writes: parsing ten thousand files as
 * YAML for their names would take longer than the rest of a synth.
 */
export function applicationsIn(file: string): string[] {
  return namesIn(file, () => true);
}

/**
 * Those of them that Argo CD deletes together with what they deployed. What an ApplicationSet made has a finalizer by
 * itself, unless its `preserveResourcesOnDeletion` says otherwise.
 */
export function deletingApplicationsIn(file: string): string[] {
  return namesIn(file, (document, metadata) =>
    /^kind: ApplicationSet$/m.test(document)
      ? !/^ {4}preserveResourcesOnDeletion: true$/m.test(document)
      : /^ {4}- resources-finalizer\.argocd\.argoproj\.io/m.test(metadata),
  );
}

function namesIn(file: string, isMeant: (document: string, metadata: string) => boolean): string[] {
  if (!file.includes('kind: Application')) return [];
  const text = lineFeeds(file);
  const names: string[] = [];
  for (const document of text.split(/^---$/m)) {
    if (!/^kind: Application(Set)?$/m.test(document) || !/^apiVersion: argoproj\.io\//m.test(document)) continue;
    const metadata = /^metadata:\n((?: .*\n)+)/m.exec(document)?.[1] ?? '';
    const field = (name: string) => new RegExp(`^  ${name}: (.+)$`, 'm').exec(metadata)?.[1] ?? '';
    if (!isMeant(document, metadata)) continue;
    names.push(`${field('namespace')}/${field('name')}`);
  }
  return names;
}
