import type { Model, RenderFailure } from '../model/types';
import type { Reporter } from '../rule';

/** Reports what one of the programs refuses to render. What another rule says of the options for Helm is not repeated. */
export function reportRenderFailures(model: Model, by: RenderFailure['by'], fix: string, report: Reporter): void {
  for (const { name, resource, sources } of model.applications) {
    for (const { renderFailure, helmProblems, pointer } of sources) {
      if (renderFailure?.by !== by || renderFailure.schema || helmProblems.some(({ cut }) => cut !== true)) continue;
      const { words, location, tree, path } = renderFailure;
      // The words may quote a line of values.
      const message = `Application ${name} cannot be rendered: ${words}`;
      const at = [...pointer, 'path'];
      report.find({ message, fix, resource, pointer: at, location, template: { tree, path }, confidential: true });
    }
  }
}
