import { FileOrigin } from '../model/origin';
import type { Application, HelmProblem, Location, Model } from '../model/types';
import type { Reporter } from '../rule';

/** Reports the problems of one part of the options for Helm. */
export function reportHelmProblems(model: Model, about: HelmProblem['about'], report: Reporter): void {
  for (const application of model.applications) {
    for (const { helmProblems } of application.sources) {
      for (const problem of helmProblems) {
        if (problem.about !== about) continue;
        const { words, fix, pointer, repository, cut } = problem;
        const { name, resource } = application;
        // A line of them may be a password.
        const confidential = about === 'values' || about === 'option';
        const where = repository ? `, in ${repository.url} (${repository.because})` : '';
        const location = problem.location ?? lineInString(application, problem);
        const what = cut ? 'loses values' : 'cannot be rendered';
        const message = `Application ${name} ${what}: ${words}${where}`;
        report.find({ message, fix, resource, pointer, location, severity: cut ? 'silent' : undefined, confidential });
      }
    }
  }
}

/**
 * The place in the file of a line of a block scalar; `undefined` for other strings, whose lines are not those of the
 * file.
 */
export function lineInString(
  { resource, generatedBy }: Application,
  { pointer, line }: Pick<HelmProblem, 'pointer' | 'line'>,
): Location | undefined {
  const { origin } = resource;
  if (line === undefined || generatedBy || !(origin instanceof FileOrigin)) return undefined;
  const at = origin.locate(pointer);
  if (!/(?:^|\s)\|[-+1-9]*\s*(?:#.*)?$/.test(origin.file.line(at.line) ?? '')) return undefined;
  const content = origin.file.line(at.line + line);
  if (content === undefined) return undefined;
  const column = content.length - content.trimStart().length + 1;
  return {
    ...at,
    line: at.line + line,
    column,
    endLine: at.line + line,
    endColumn: Math.max(column, content.length + 1),
  };
}
