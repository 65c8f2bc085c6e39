import { hash } from 'node:crypto';
import type { KubernetesObject, Plan } from '../plan/plan';
import { toYaml } from '../plan/yaml';
import type { Source } from './chart-inputs';

/** The folder of what is rendered into Git, below the output folder. */
export const RENDERED_FOLDER = 'rendered';

/** The objects of an Application, one a file: text by name. */
export type RenderedFiles = ReadonlyMap<string, string>;

/** One digest for the names and the texts of files. */
export function sumOfFiles(files: RenderedFiles): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return `sha256:${hash('sha256', JSON.stringify(sorted))}`;
}

/** A plan with other sources in some of its Applications. */
export function withCharts(plan: Plan, charts: ReadonlyMap<string, readonly Source[]>): Plan {
  const changed = (document: KubernetesObject): KubernetesObject => {
    const sources = document.kind === 'Application' ? charts.get(document.metadata.name ?? '') : undefined;
    if (!sources) return document;
    const { source: _, ...spec } = document.spec as Record<string, unknown>;
    return { ...document, spec: { ...spec, sources } };
  };
  return {
    files: plan.files.map((file) => {
      const documents = file.documents.map(changed);
      if (documents.every((one, at) => one === file.documents[at])) return file;
      return { ...file, documents, values: documents, text: documents.map((one) => `---\n${toYaml(one)}`).join('') };
    }),
  };
}
