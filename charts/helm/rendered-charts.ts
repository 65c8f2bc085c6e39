import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { marker } from '../../argocd/model/marker';
import type { SynthesizedCluster } from '../../synth/app';
import { partOf } from '../../synth/plan/part-of';
import type { Plan, PlannedFile } from '../../synth/plan/plan';
import { PlanError } from '../../synth/plan/plan-error';
import { RENDERED_FOLDER, type RenderedFiles } from '../../synth/records/rendered-files';
import { workingDirectory } from '../../synth/working-directory';

/**
 * A plan with the files of the Applications of a cluster that are rendered into Git.
 *
 * @throws PlanError if some are neither rendered now nor committed as they should be
 */
export function withRenderedCharts(cluster: SynthesizedCluster, plan: Plan): Plan {
  const { chartRecords, directory = '' } = cluster;
  if (chartRecords.namesInGit.length === 0) return plan;
  const own = partOf(plan, cluster);
  const files: PlannedFile[] = [];
  const errors: string[] = [];
  const places = new Map<string, string | undefined>();
  for (const name of chartRecords.namesInGit) {
    const declared = own.files.find(({ documents }) =>
      documents.some(({ kind, metadata }) => kind === 'Application' && metadata.name === name),
    );
    if (!declared) continue;
    const top = marker(declared.source);
    const found = chartRecords.filesOf(name, () =>
      committed(path.resolve(workingDirectory(), cluster.outdir, directory), name, top),
    );
    places.set(declared.construct, declared.places[0]);
    if (typeof found === 'string') {
      // Whoever is about to render it makes the files, and whoever cannot says why.
      chartRecords.distrust(name);
      if (!chartRecords.expected)
        errors.push(
          `[${declared.construct}] rendered: true, and ${found}. Run npm run synth -- --fetch where helm is, or leave out rendered: true`,
        );
      continue;
    }
    for (const [file, text] of found) {
      files.push({
        path: path.posix.join(directory, RENDERED_FOLDER, name, file),
        text: top + text,
        // Its images are those of the chart, which are pinned by values: no manifest of the platform's author names them.
        documents: [],
        values: [parse(text, { version: '1.1' })],
        construct: declared.construct,
        source: declared.source,
        places: declared.places.slice(0, 1),
      });
    }
  }
  if (errors.length > 0) throw new PlanError(errors, (construct) => places.get(construct));
  return { files: [...plan.files, ...files].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** The files as they were written, without the line that says that they are generated. */
function committed(outdir: string, name: string, top: string): RenderedFiles {
  const folder = path.join(outdir, RENDERED_FOLDER, name);
  if (!fs.existsSync(folder)) return new Map();
  const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  return new Map(
    fs
      .readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file, read(file).replace(top, '')]),
  );
}
