import { FileOrigin } from '../model/origin';
import { isMap, list, text } from '../model/resource';
import type { Application, ApplicationSource, HelmValues, Location, Origin, Pointer } from '../model/types';
import { fields } from '../rule';
import { join } from '../tree/tree-path';
import { Lines } from '../yaml/lines';
import { rangeOf } from '../yaml/locate';
import { compose } from '../yaml/text';
import { lineInString } from './helm-problems';

/** Where a value of a chart is set. */
export interface ValuePlace {
  /** What it is in: a file of values, or the Application. */
  readonly origin: Origin;
  readonly pointer: Pointer;
  /** Where exactly, if the pointer does not say it. */
  readonly location?: Location;
  /** The values that it is among, and the way to it in them. */
  readonly values?: HelmValues;
}

/** What counts as a place. */
export interface PlaceOptions {
  /** The name of the parameter that sets the value. @default - the values do */
  readonly parameter?: string;
  /** Whether the chart's own `values.yaml` is one. @default false */
  readonly defaults?: boolean;
}

/** Where a value is set for a source, from the strongest place on; `undefined` if it is set nowhere that is at hand. */
export function placeOfValue(
  application: Application,
  source: ApplicationSource,
  path: readonly string[],
  { parameter, defaults = false }: PlaceOptions = {},
): ValuePlace | undefined {
  const { origin } = application.resource;
  const helm = fields(source.fields.helm);
  if (parameter !== undefined) {
    const index = list(helm.parameters).findLastIndex((one) => text(fields(one).name) === parameter);
    return index < 0 ? undefined : { origin, pointer: [...source.pointer, 'helm', 'parameters', index, 'name'] };
  }
  for (const values of [...source.values].reverse()) {
    if ((isOwn(values, source) && !defaults) || !has(values.fields, path)) continue;
    const pointer = pointerOf(values.fields, path);
    if (!values.inString) return { origin: values.origin, pointer: [...values.pointer, ...pointer], values };
    const line = lineOf(text(helm.values), pointer);
    const location = line === undefined ? undefined : lineInString(application, { pointer: values.pointer, line });
    return { origin: values.origin, pointer: values.pointer, location, values };
  }
  return undefined;
}

/** Whether values are what the chart itself has, and no value file says that they are given to it. */
export function isOwn({ origin }: HelmValues, { path, repository, fields: source }: ApplicationSource): boolean {
  if (!(origin instanceof FileOrigin) || !repository || origin.tree !== repository.tree) return false;
  if (origin.path !== join(path, 'values.yaml')) return false;
  return !list(fields(source.helm).valueFiles).some((one) => /(?:^|\/)values\.yaml$/.test(text(one)));
}

function has(values: unknown, path: readonly string[]): boolean {
  let here = values;
  for (const key of path) {
    if (Array.isArray(here)) here = here[Number(key)];
    else if (!isMap(here) || !Object.hasOwn(here, key)) return false;
    else here = here[key];
  }
  return here !== undefined;
}

/** The path as a pointer: what stands for an item of a list is a number. */
function pointerOf(values: unknown, path: readonly string[]): Pointer {
  let here = values;
  return path.map((key) => {
    const part = Array.isArray(here) ? Number(key) : key;
    here = Array.isArray(here) ? here[Number(key)] : fields(here)[key];
    return part;
  });
}

/** The line of a YAML text in which a key is, counted from 1. */
function lineOf(content: string, path: Pointer): number | undefined {
  const node = compose(content, { start: 0, end: content.length });
  return node && new Lines(content).place(rangeOf(node, path, 'key').start).line;
}
