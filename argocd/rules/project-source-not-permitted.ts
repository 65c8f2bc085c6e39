import { type EffectiveProject, effectiveProject, versionOf } from '../analysis/effective-project';
import { listed, nearest, place, scalar } from '../analysis/words';
import type { Application, Model, Pointer } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';
import { normalizeGitUrl } from '../semantics/git-url';
import { type Permission, sourcePermission } from '../semantics/project-permission';

export const rule: Rule = {
  name: 'project-source-not-permitted',
  severity: 'refuse',
  summary: 'The AppProject of an Application does not permit the repository that a source of it comes from.',
  check(model, report) {
    const permissions = new Map<EffectiveProject, Map<string, Permission<string>>>();
    const decide = (project: EffectiveProject, url: string): Permission<string> => {
      let known = permissions.get(project);
      if (!known) {
        known = new Map();
        permissions.set(project, known);
      }
      let permission = known.get(url);
      if (!permission) {
        permission = sourcePermission(project.spec, url, versionOf(model));
        known.set(url, permission);
      }
      return permission;
    };
    for (const application of model.applications) {
      if (!application.project) continue;
      const project = effectiveProject(model, application.project);
      for (const { url, what, pointer } of repositoriesOf(application, model)) {
        const permission = decide(project, url);
        if (!permission.permitted) find(application, project, url, what, pointer, permission, report);
      }
    }
  },
};

interface RepositoryUse {
  readonly url: string;
  /** How Argo CD calls it in its message. */
  readonly what: string;
  readonly pointer: Pointer;
}

/** The repositories that must be permitted: every source, also one with only a `ref`. */
function repositoriesOf({ spec, sources }: Application, model: Model): RepositoryUse[] {
  const uses: RepositoryUse[] = [];
  if (spec.sourceHydrator) {
    const { drySource, syncSource } = fields(spec.sourceHydrator);
    const dry = text(fields(drySource).repoURL);
    const sync = text(fields(syncSource).repoURL);
    const pointer = ['spec', 'sourceHydrator'];
    uses.push({ url: dry, what: 'application repo', pointer: [...pointer, 'drySource', 'repoURL'] });
    if (sync !== '' && sync !== dry && versionOf(model).hasSyncSourceRepoUrl) {
      uses.push({ url: sync, what: 'sync source repo', pointer: [...pointer, 'syncSource', 'repoURL'] });
    }
  } else {
    for (const { repoURL, pointer } of sources) {
      uses.push({ url: repoURL, what: 'application repo', pointer: [...pointer, 'repoURL'] });
    }
  }
  // An absent URL is refused for its shape before its permission is looked at.
  return uses.filter(({ url }) => url !== '');
}

function find(
  { resource }: Application,
  { project, spec }: EffectiveProject,
  url: string,
  what: string,
  pointer: Pointer,
  { because }: Permission<string>,
  report: Reporter,
): void {
  const patterns = spec.sourceRepos ?? [];
  const { name } = project;
  const own = list(project.spec.sourceRepos).length;
  const refused = `${what} ${url} is not permitted in project '${name}'`;
  if (because.kind === 'denied') {
    const { item: pattern, index } = because;
    const at = index < own ? place(project.resource, ['spec', 'sourceRepos', index]) : 'of a global project';
    report.find({
      message: `${refused}: the item ${scalar(pattern)} of its sourceRepos (${at}) denies it, whatever else allows it`,
      fix: `Narrow the item ${scalar(pattern)}, or take the source from another repository.`,
      resource,
      pointer,
    });
    return;
  }
  report.find({
    message: `${refused}; its sourceRepos are ${listed(patterns)}`,
    fix:
      `Add the item \`- ${scalar(url)}\` to spec.sourceRepos of AppProject ${name} ` +
      `(${place(project.resource, ['spec', 'sourceRepos'], 'key')}).${hint(patterns, url)}`,
    resource,
    pointer,
  });
}

/** Why a pattern that looks right does not match. */
function hint(patterns: readonly string[], url: string): string {
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    const deep = pattern.replace(/(?<!\*)\*(?!\*)/g, '**');
    if (deep !== pattern && sourcePermission({ sourceRepos: [deep] }, url).permitted) {
      return ` In ${scalar(pattern)} a \`*\` stands for one segment of the path: ${scalar(deep)} would match.`;
    }
  }
  const location = withoutScheme(url);
  const other = patterns.find((pattern) => !pattern.startsWith('!') && withoutScheme(pattern) === location);
  if (other !== undefined) return ` ${scalar(other)} is the same repository to Git, but another one to Argo CD.`;
  const meant = nearest(url, patterns);
  return meant === undefined ? '' : ` Did you mean ${scalar(meant)}?`;
}

/** Host and path, which `https://host/path` and `git@host:path` share. */
function withoutScheme(url: string): string {
  return normalizeGitUrl(url)
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/\/$/, '');
}
