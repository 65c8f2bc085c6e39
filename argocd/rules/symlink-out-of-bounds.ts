import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'symlink-out-of-bounds',
  severity: 'refuse',
  summary:
    'A symlink anywhere in a repository that leads out of it makes Argo CD refuse every Application of that repository.',
  check(model, report) {
    for (const { repository, path, target, location } of model.symlinksOutOfBounds) {
      const affected = model.applications.filter(({ sources }) =>
        sources.some((source) => source.repository === repository),
      );
      const count = affected.length === 1 ? `Application ${affected[0]?.name}` : `${affected.length} Applications`;
      report.find({
        message: `repository contains out-of-bounds symlinks. file: ${path} (it leads to ${JSON.stringify(target)}; ${count} cannot be rendered)`,
        fix: 'Remove the symlink from Git, or let it lead by a relative path to something inside the repository.',
        location,
        resource: affected[0]?.resource,
      });
    }
  },
};
