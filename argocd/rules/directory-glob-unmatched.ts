import { standsFor } from '../model/revision';
import type { Application, ApplicationSource, UnmatchedGlob } from '../model/types';
import { type Rule, show } from '../rule';

/** One glob, as it is written in a manifest or in a template: all Applications that have it. */
interface Written {
  readonly application: Application;
  readonly source: ApplicationSource;
  readonly unmatched: UnmatchedGlob;
  /** Whether it matches nothing in any of them. */
  everywhere: boolean;
}

export const rule: Rule = {
  name: 'directory-glob-unmatched',
  severity: 'silent',
  summary: '`include` or `exclude` of a directory source matches no file, so other files are applied than was meant.',
  check(model, report) {
    const written = new Map<string, Written>();
    for (const application of model.applications) {
      for (const source of application.sources) {
        const { directory, repository, targetRevision } = source;
        if (!directory) continue;
        const sure = repository !== undefined && standsFor(repository, targetRevision, directory.path);
        for (const field of ['include', 'exclude'] as const) {
          const unmatched = sure ? directory.unmatched.find((one) => one.field === field) : undefined;
          const key = keyOf(application, source, field);
          const other = written.get(key);
          if (other) other.everywhere &&= unmatched !== undefined;
          else if (unmatched) written.set(key, { application, source, unmatched, everywhere: true });
          // In a template a glob may be meant for some of the Applications only.
          else if (application.generatedBy) written.set(key, UNUSED);
        }
      }
    }
    for (const { application, source, unmatched, everywhere } of written.values()) {
      if (!everywhere) continue;
      report.find({
        ...wordsOf(unmatched, source),
        resource: application.resource,
        pointer: [...source.pointer, 'directory', unmatched.field],
      });
    }
  },
};

const UNUSED = { everywhere: false } as Written;

function keyOf({ resource, generatedBy, instance, namespace }: Application, source: ApplicationSource, field: string) {
  const set = generatedBy?.applicationSet.resource;
  const { name, document } = (set ?? resource).origin;
  const who = set?.name ?? resource.name;
  return [name, document, instance, namespace, who, source.pointer.join('.'), field, set ? '' : resource.name].join(
    '\n',
  );
}

function wordsOf(
  { field, glob, error, meant, below }: UnmatchedGlob,
  { path }: ApplicationSource,
): { readonly message: string; readonly fix: string; readonly severity?: 'warn' } {
  const effect = field === 'include' ? 'so nothing is applied' : 'so all files are applied';
  const written = `directory.${field} ${show(glob)}`;
  if (error !== undefined) {
    return { message: `${written} is no glob (${error}), ${effect}`, fix: 'Correct the glob.' };
  }
  if (below) {
    return {
      message: `${written} matches files in subdirectories only, and these are not read without recurse: true, ${effect}`,
      fix: 'Add `recurse: true` to directory.',
    };
  }
  const message = `${written} matches no file of ${show(path)}, ${effect}: it is one glob, compared with the whole path below ${show(path)}`;
  if (meant !== undefined) return { message, fix: `Write ${field}: '${meant}'.` };
  return {
    message,
    fix:
      field === 'include'
        ? 'Correct the glob (`*` matches `/` too, `{a,b}` is a list).'
        : 'Correct the glob (`*` matches `/` too, `{a,b}` is a list), or remove it.',
    severity: field === 'include' ? undefined : 'warn',
  };
}
