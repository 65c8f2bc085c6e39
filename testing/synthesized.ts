import type { ReportedFinding } from '../report/report';
import { judgeApp } from '../synth/judge';
import type { KubernetesObject } from '../synth/plan/plan';
import { loadPlan } from '../synth/run-main';

/** What `groundwork synth` would write, and what `groundwork check` would say of it. */
export interface Synthesized {
  /** The text of each file by its path below the output folder, such as `apps/prod/frontend.yaml`; sorted by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The Kubernetes objects of all files, in the order of the files. */
  readonly documents: readonly KubernetesObject[];
  /** What the rules of `groundwork check` find, whatever the severity. Empty where nothing is wrong. */
  readonly findings: readonly ReportedFinding[];
}

/**
 * Runs the file that declares the platform, and renders and judges it in memory. Writes nothing. The types are not checked:
 * `tsc --noEmit` does that.
 *
 * @param main path of the file, from the working directory
 * @throws PlanError with what keeps it from being rendered; Error if the file is not there, or does not call `app.synth()`
 * exactly once
 * @example
 *   const { files, findings } = await synthesized('main.ts');
 *   expect(findings).toEqual([]);
 *   expect(files).toMatchSnapshot();
 */
export async function synthesized(main = 'main.ts'): Promise<Synthesized> {
  const { app, plan } = await loadPlan(main);
  return {
    files: Object.fromEntries(plan.files.map(({ path, text }) => [path, text])),
    documents: plan.files.flatMap(({ documents }) => documents),
    findings: judgeApp(plan, app).findings,
  };
}
