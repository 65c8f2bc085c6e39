import { Construct } from 'constructs';
import type { RenderedFile, RendersFile } from '../../synth/plan/renders-file';
import { noteSource } from '../../synth/plan/source';
import { toYaml } from '../../synth/plan/yaml';
import type { Values } from './merge-values';

/** The file with the values of a Helm release: `values/<chart>.yaml` for the construct at `values/<chart>`. */
export class HelmValues extends Construct implements RendersFile {
  constructor(
    scope: Construct,
    id: string,
    /** As the chart takes them. */
    readonly values: Values,
  ) {
    super(scope, id);
    noteSource(this);
  }

  /** Path of the file below the output folder. */
  get path(): string {
    return `${this.node.path}.yaml`;
  }

  renderFile(): RenderedFile {
    const values = sortedValues(this.values);
    return { path: this.path, body: toYaml(values), values: [values] };
  }
}

/** Keys sorted, so that the order of declaration does not show; a key without a value does not exist. */
export function sortedValues(values: Values): Values {
  return withoutUndefined(values) as Values;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, withoutUndefined(v)]));
}
