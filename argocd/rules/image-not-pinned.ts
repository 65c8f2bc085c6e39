import { imagesOf } from '../analysis/images';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'image-not-pinned',
  severity: 'warn',
  summary: 'An image is named by a tag, which may mean another image tomorrow.',
  check(model, report) {
    for (const { image, rendered, pointer } of imagesOf(model)) {
      if (/@[a-z0-9]+:[0-9a-f]{32,}$/.test(image)) continue;
      const { kind, name, resource } = rendered;
      report.find({
        message: `${kind} ${JSON.stringify(name)} runs ${image}, which no digest pins`,
        fix: `Write ${image.replace(/@.*$/, '')}@sha256:… with the digest that you have tested.`,
        resource,
        pointer,
      });
    }
  },
};
