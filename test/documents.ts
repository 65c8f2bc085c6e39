import { Chart } from 'cdk8s';
import { GroundworkApp } from '../charts';
import type { KubernetesObject } from '../synth/plan/plan';
import { schemaErrors } from './schema';

/**
 * What a chart renders, each document held against its schema. The app goes through the plan, so validations run as well.
 *
 * @throws PlanError as `synth` would
 */
export function documentsOf(build: (chart: Chart, app: GroundworkApp) => void): readonly KubernetesObject[] {
  const app = new GroundworkApp({ outdir: 'dist' });
  build(new Chart(app, 'chart', { disableResourceNameHashes: true }), app);
  const documents = app.plan().files.flatMap((file) => file.documents);
  for (const document of documents) expect(schemaErrors(document)).toEqual([]);
  return documents;
}
