import { type Format, styled, usesColor } from '../../report/style';
import { visible } from '../../report/text';
import { grouped } from '../print/grouped';
import { forMany, shownObject } from '../print/words';
import type { Carrier, Explanation, Place } from './explain';

/** Which line of main.ts made what stands at a place; undefined if none is known. */
export type DeclaredAt = (place: Place, kind: string, name: string) => string | undefined;

/** The most objects that are named of those that share a consequence. */
const MOST = 5;

/** An explanation for a terminal. */
export function explanationText(explanation: Explanation, declaredAt: DeclaredAt, color = usesColor()): string {
  const style = (format: Format | readonly Format[], text: string) => styled(format, text, color);
  const { apiVersion, kind, name, from, renderedBy, carriedBy, generatedBy, ifChanged, ifGone } = explanation;
  const line = (title: string, text: string) => `  ${style('blue', title.padEnd(11))} ${visible(text)}`;
  const shown = ({ file, line }: Place) => (line > 0 ? `${file}:${line}` : file);
  const edit = declaredAt(from, kind, name);
  const lines = [
    `${style('bold', visible(shownObject(explanation)))} (${visible(apiVersion)})`,
    line('written in', `${shown(from)}${renderedBy ? `, rendered by ${renderedBy}` : ''}`),
    ...(edit === undefined ? [] : [line('edit', `${edit}, then npm run synth`)]),
    ...(generatedBy === undefined ? [] : [line('made by', `ApplicationSet ${generatedBy}`)]),
    ...(carriedBy.length === 0
      ? [
          line(
            'carried by',
            `no Application: somebody applies ${generatedBy === undefined ? 'it' : 'the ApplicationSet'} by hand`,
          ),
        ]
      : []),
    ...carriedBy.flatMap(carrierLines),
    ...ifChanged.map((text, at) => line(at === 0 ? 'if changed' : '', text)),
    ...goneLines(),
  ];
  return lines.join('\n');

  function carrierLines({ name: app, namespace, project, place, steps, above }: Carrier): readonly string[] {
    const made = declaredAt(place, 'Application', app);
    return [
      line(
        'carried by',
        `Application ${namespace}/${app}, project ${project} (${shown(place)}${made === undefined ? '' : `, declared at ${made}`})`,
      ),
      line('order', [steps.length === 0 ? 'not applied' : `${steps.join(' and ')} of ${app}`, ...above].join(', in ')),
    ];
  }

  function goneLines(): readonly string[] {
    if (ifGone.length === 0) return [line('if it goes', 'nothing follows that is known.')];
    return grouped(ifGone).flatMap((group, at) => {
      const [{ severity, happens, details }] = group;
      const objects = group.slice(0, MOST).map(({ object }) => shownObject(object));
      const more = group.length > MOST ? ` and ${group.length - MOST} more` : '';
      const does = group.length > 1 ? forMany(happens) : happens;
      return [
        line(at === 0 ? 'if it goes' : '', `${severity}: ${objects.join(', ')}${more} ${does}`),
        ...details.map((text) => line('', `  ${text}`)),
      ];
    });
  }
}
