import { plural } from '../../report/plural';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'project-goes',
  group: 'goes',
  summary: 'An AppProject is no longer in Git while Applications still need it.',
  judge({ before, after, applications, pairOf }, tell) {
    for (const project of before.model.projects) {
      if (after.model.projects.some(({ name }) => name === project.name)) continue;
      const users = after.model.applications.filter(({ projectName }) => projectName === project.name);
      const [first] = users;
      if (!first) continue;
      const owner = applications.find((pair) =>
        pair.before?.resources.some(({ resource }) => resource === project.resource),
      );
      tell({
        severity: 'fails',
        application: owner ?? pairOf(first),
        resource: project.resource,
        happens: `is no longer in Git, and ${plural(users.length, 'Application')} still ${users.length === 1 ? 'names' : 'name'} it: ${users
          .slice(0, 5)
          .map(({ name }) => name)
          .join(', ')}${users.length > 5 ? ` and ${users.length - 5} more` : ''}. Without it they sync nothing`,
        advice: 'Keep it until no Application names it.',
      });
    }
  },
};
