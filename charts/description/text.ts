import { styleText } from 'node:util';
import type { DescribedApplication, PlatformDescription } from './describe';

/** How many Applications of a wave are named before the rest is only counted. */
const SHOWN = 20;

/** What `synth` prints for a person: the tree by wave, the ports, what is not pinned. */
export function describeAsText(description: PlatformDescription): string {
  const { waves, ports, unpinned, pinned, secrets } = description;
  const total = waves.reduce((sum, { applications }) => sum + applications.length, 0);
  const lines = [heading(`${total} Application${total === 1 ? '' : 's'}, in the order in which they are synced`)];
  for (const { wave, applications } of waves) {
    lines.push(`  wave ${wave}`);
    const shown = applications.slice(0, SHOWN);
    const width = Math.max(...shown.map(({ name }) => name.length));
    lines.push(...shown.map((application) => `    ${application.name.padEnd(width)}  ${dim(details(application))}`));
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
    lines.push('', heading('Secrets that must exist before the first sync (PLATFORM.md says how to make them)'));
    lines.push(
      ...secrets.map(
        ({ namespace, name, keys }) => `  ${namespace}/${name}  ${dim(keys.map(({ key }) => key).join(', '))}`,
      ),
    );
  }
  if (unpinned.length > 0) {
    lines.push(
      '',
      heading(
        `${unpinned.length} of ${unpinned.length + pinned} images not pinned by digest (groundwork pin asks the registries)`,
      ),
    );
    lines.push(...unpinned.map(({ image }) => `  ${image}`));
  }
  return `${lines.join('\n')}\n`;
}

function details({ source, namespace, syncsByItself }: DescribedApplication): string {
  return `${source} → ${namespace}${syncsByItself ? '' : ', synced by hand'}`;
}

function heading(text: string): string {
  return styleText('bold', text);
}

function dim(text: string): string {
  return styleText('dim', text);
}
