import { styled } from '../../report/style';
import type { NamedIn } from '../images/unpinned';
import type { DescribedApplication, DescribedCluster, PlatformDescription } from './describe';
import { labelOf } from './label';
import { printable } from './printable';
import { brought, groundText, waveLabel } from './sentences';

/** How many Applications of a wave are named before the rest is only counted. */
const SHOWN = 20;

/** What `synth` prints for a person: the tree by wave, the ports, what is not pinned. */
export function describeAsText(declared: PlatformDescription): string {
  const description = printable(declared);
  const { waves, ports, unpinned, unpinnedIn, pinned, secrets, secretsScript, beforeGround } = description;
  const lines = [heading(`${brought(description)}, in the order in which they are synced`)];
  for (const one of waves) {
    const { applications } = one;
    lines.push(`  ${waveLabel(one)}`);
    const shown = applications.slice(0, SHOWN);
    const width = Math.max(...shown.map((application) => labelOf(application).length));
    lines.push(
      ...shown.map((application) => `    ${labelOf(application).padEnd(width)}  ${dim(details(application))}`),
    );
    if (applications.length > SHOWN) lines.push(dim(`    … and ${applications.length - SHOWN} more`));
  }
  if (ports.length > 0) {
    lines.push('', heading('Ports open on every node'));
    const width = Math.max(...ports.map(({ service }) => service.length));
    lines.push(
      ...ports.map(
        ({ port, service, credential }) => `  ${port}  ${service.padEnd(width)}  ${dim(credential ?? 'no credential')}`,
      ),
    );
  }
  if (secrets.length > 0) {
    lines.push(
      '',
      heading(
        `Secrets that must exist before the first sync (PLATFORM.md says how to make them, ${secretsScript} makes them)`,
      ),
    );
    lines.push(
      ...secrets.map(
        ({ namespace, name, keys }) => `  ${namespace}/${name}  ${dim(keys.map(({ key }) => key).join(', '))}`,
      ),
    );
  }
  if (unpinned.length > 0) {
    const count = `${unpinned.length} of ${unpinned.length + pinned} images not pinned by digest`;
    const places = (Object.keys(PINNED_BY) as NamedIn[]).filter((place) => unpinnedIn[place].length > 0);
    lines.push('', heading(places.length === 1 ? `${count} (${PINNED_BY[places[0] as NamedIn]})` : count));
    for (const place of places) {
      if (places.length > 1) lines.push(dim(`  ${PINNED_BY[place]}:`));
      // Whoever has to change it by hand has to find it.
      const where = (usedBy: string) => (place === 'lock' ? '' : `  ${dim(usedBy)}`);
      const indent = places.length > 1 ? '    ' : '  ';
      lines.push(...unpinnedIn[place].map(({ image, usedBy }) => `${indent}${image}${where(usedBy)}`));
    }
  }
  if (beforeGround) lines.push('', styled('yellow', groundText(beforeGround)));
  return `${lines.join('\n')}\n`;
}

/** The same for several clusters, one after the other. */
export function describeClustersAsText(clusters: readonly DescribedCluster[]): string {
  return clusters
    .map(({ name, description }) => `${heading(`Cluster ${name}`)}\n${describeAsText(description)}`)
    .join('\n');
}

/** What pins an image, by where it is named. */
const PINNED_BY: Readonly<Record<NamedIn, string>> = {
  lock: 'groundwork pin asks the registries',
  manifest: 'a manifest names it: take it through PlatformImages.of(app).use(…), then groundwork pin',
  value: 'a value of a chart names it: write its digest into that value; groundwork pin asks for it',
};

function details({ source, namespace, syncsByItself, makes }: DescribedApplication): string {
  const deployed = `${source} → ${namespace}${syncsByItself ? '' : ', synced by hand'}`;
  return makes === undefined ? deployed : `makes ${makes}: ${deployed}`;
}

function heading(text: string): string {
  return styled('bold', text);
}

function dim(text: string): string {
  return styled('dim', text);
}
