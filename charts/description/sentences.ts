import { plural } from '../../report/plural';
import type { DescribedApplication, DescribedWave, PlatformDescription } from './describe';
import type { Ground } from './ground';

/** How many Applications are named before the rest is only counted. */
const NAMED = 10;

/**
 * How many Applications there are, and which: the root is counted as everywhere else. How many an ApplicationSet makes
 * is not known here if one of its generators reads something outside of the repository.
 */
export function brought({ root, waves }: Pick<PlatformDescription, 'root' | 'waves'>): string {
  const count = (kind: DescribedApplication['kind']) =>
    waves.reduce((sum, { applications }) => sum + applications.filter((one) => one.kind === kind).length, 0);
  const folders = new Set(waves.flatMap(({ broughtBy }) => broughtBy ?? [])).size;
  const [applications, sets] = [count('Application') + folders, count('ApplicationSet')];
  const made =
    sets > 0
      ? ` and ${plural(sets, 'ApplicationSet')} (what ${sets === 1 ? 'it makes' : 'they make'} not counted)`
      : '';
  return root === undefined
    ? `${plural(applications, 'Application')}${made}`
    : `${plural(applications + 1, 'Application')} (${root}, and ${applications} that it brings)${made}`;
}

/** How a wave is called: by its number, or by what brings it. */
export function waveLabel({ wave, broughtBy }: DescribedWave): string {
  if (broughtBy === undefined) return `wave ${wave}`;
  return wave === 0 ? broughtBy : `${broughtBy}, wave ${wave}`;
}

/** The warning that something comes before the ground, and what to do. */
export function groundText({ heldUp, strangers }: Ground): string {
  const more = strangers.length > NAMED ? ` and ${strangers.length - NAMED} more` : '';
  const names = `${strangers.length > 1 ? 'one of ' : ''}${strangers.slice(0, NAMED).join(', ')}${more}`;
  return (
    `As long as ${names} is not healthy, ${heldUp.join(' and ')} cannot come: Argo CD waits with the next wave. ` +
    'Give dependsOn: platform.registryReady to what can wait; where the ground needs one, say so: ' +
    'platform.harbor.application.dependsOn(…).'
  );
}
