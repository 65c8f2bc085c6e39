import { didYouMean } from '../analysis/words';
import type { Application, ApplicationSource, Pointer } from '../model/types';
import { fields, list, type Reporter, type Rule, show, text } from '../rule';
import { normalizeGitUrl } from '../semantics/git-url';
import { isSourceRef } from '../semantics/source-ref';

/** Variables that Argo CD puts in for `$NAME` in values and parameters: not references to a source. */
const BUILD_ENVIRONMENT = /^\$\{?(?:ARGOCD_APP_\w+|ARGOCD_ENV_\w+|KUBE_VERSION|KUBE_API_VERSIONS)\b/;

/** What the sources of an Application refer to. */
interface References {
  readonly application: Application;
  /** `$name` → the source of that name; of duplicates the last one, as in Argo CD. */
  readonly sources: ReadonlyMap<string, ApplicationSource>;
  readonly report: Reporter;
}

export const rule: Rule = {
  name: 'application-ref-invalid',
  severity: 'refuse',
  summary: 'A `ref` of a source, or a path that starts with `$name`, does not lead from one source to another.',
  check(model, report) {
    for (const application of model.applications) {
      if (application.spec.sourceHydrator || application.sources.length === 0) continue;
      const sources = refs(application, report);
      const used: References = { application, sources, report };
      for (const source of application.sources) if (source.type !== 'ref') judgePaths(used, source);
    }
  },
};

/** Judges the names, and returns the sources that have one. */
function refs(application: Application, report: Reporter): Map<string, ApplicationSource> {
  const { resource, sources } = application;
  const named = new Map<string, ApplicationSource>();
  for (const source of sources) {
    const { ref } = source;
    if (ref === '') continue;
    const pointer = [...source.pointer, 'ref'];
    if (source.pointer.length === 2) {
      report.find({
        message: `source.ref ${ref} is ignored: only a source in spec.sources can be referred to`,
        fix: 'Remove ref, or move the source into spec.sources.',
        severity: 'silent',
        resource,
        pointer,
      });
      continue;
    }
    if (!isSourceRef(ref)) {
      report.find({
        message: `sources.ref ${ref} cannot contain any special characters except '_' and '-'`,
        fix: 'Name it with letters, digits, "_" and "-" only, here and where it is used.',
        resource,
        pointer,
      });
    } else if (named.has(`$${ref}`)) {
      report.find({
        message: `invalid sources: multiple sources had the same \`ref\` key: ${ref}`,
        fix: 'Give every source a ref of its own.',
        resource,
        pointer,
      });
    }
    named.set(`$${ref}`, source);
  }
  return named;
}

/** Judges the files that a Helm source takes from other sources. */
function judgePaths(references: References, source: ApplicationSource): void {
  const helm = fields(source.fields.helm);
  const revisions = new Map<string, { key: string; revision: string }>();
  list(helm.valueFiles).forEach((file, index) => {
    judgePath(references, source, text(file), [...source.pointer, 'helm', 'valueFiles', index], revisions);
  });
  list(helm.fileParameters).forEach((parameter, index) => {
    const pointer = [...source.pointer, 'helm', 'fileParameters', index, 'path'];
    judgePath(references, source, text(fields(parameter).path), pointer, revisions);
  });
}

function judgePath(
  { application, sources, report }: References,
  source: ApplicationSource,
  path: string,
  pointer: Pointer,
  revisions: Map<string, { key: string; revision: string }>,
): void {
  const { resource } = application;
  const find = (message: string, fix: string, severity?: 'silent') =>
    report.find({ message, fix, resource, pointer, severity });
  const many = source.pointer.length === 3;
  if (!path.startsWith('$')) {
    const inside = [...sources.keys()].find((key) => path.includes(`/${key}/`) || path.startsWith(`./${key}/`));
    if (inside) {
      find(
        `${path} is taken as a path in the source itself: ${inside} is a reference only at the very start`,
        `Write ${path.slice(path.indexOf(inside))}.`,
        'silent',
      );
    }
    return;
  }
  const key = path.split('/')[0] as string;
  if (!many) {
    if (BUILD_ENVIRONMENT.test(path)) return;
    find(
      `${path} refers to no source: with spec.source, ${key} is replaced by a build environment variable, and there is none of that name`,
      `Move the source into spec.sources, beside one with \`ref: ${key.slice(1)}\`.`,
      'silent',
    );
    return;
  }
  const target = sources.get(key);
  if (!target) {
    const known = [...sources.keys()];
    find(
      known.length === 0
        ? `source referenced ${show(key)}, but no source has a 'ref' field defined`
        : `source referenced ${show(key)}, which is not one of the available sources (${known.join(', ')})`,
      `Add \`ref: ${key.slice(1)}\` to the source that holds the file.${didYouMean(key, known)}`,
    );
    return;
  }
  if (target.chart !== '') {
    find(
      `source has a 'chart' field defined, but Helm charts are not yet not supported for 'ref' sources: ${key} is chart ${target.chart}`,
      'Refer to a source in a Git repository.',
    );
    return;
  }
  const url = normalizeGitUrl(target.repoURL);
  const first = revisions.get(url);
  if (!first) {
    revisions.set(url, { key, revision: target.targetRevision });
  } else if (first.revision !== target.targetRevision) {
    find(
      `cannot reference multiple revisions for the same repository (${key} references ${show(target.targetRevision)} while ${first.key} references ${show(first.revision)})`,
      `Give all sources of ${target.repoURL} one targetRevision.`,
    );
  }
  if (target === source || source.chart !== '' || normalizeGitUrl(source.repoURL) !== url) return;
  if (sameRevision(source.targetRevision, target.targetRevision)) return;
  // Argo CD compares commits. The default branch is most often the same commit under its name and under HEAD.
  const maybeOne = [source, target].some((one) => (one.targetRevision || 'HEAD') === 'HEAD');
  find(
    `cannot reference a different revision of the same repository (${key} references ${show(target.targetRevision)} while the application references ${show(source.targetRevision)}), unless both are one commit`,
    `Give all sources of ${target.repoURL} one targetRevision.`,
    maybeOne ? 'silent' : undefined,
  );
}

function sameRevision(a: string, b: string): boolean {
  return (a || 'HEAD') === (b || 'HEAD');
}
