import { fields, list, text } from '../../argocd/model/resource';
import type { Resource } from '../../argocd/model/types';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'crd-version-gone',
  group: 'fails',
  summary: 'A CustomResourceDefinition loses the version in which its objects are stored.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { before: own, movedFrom, after } of pair.objects) {
        const before = own ?? movedFrom;
        if (!before || after?.group !== 'apiextensions.k8s.io' || after.kind !== 'CustomResourceDefinition') continue;
        const kept = new Set(versionsOf(after.resource).map(({ name }) => text(name)));
        const stored = versionsOf(before.resource).find(({ storage }) => storage === true);
        const name = text(stored?.name);
        if (name === '' || kept.has(name) || kept.size === 0) continue;
        tell({
          severity: 'fails',
          application: pair,
          object: after,
          pointer: ['spec', 'versions'],
          happens: `loses the version ${name}, in which its objects are stored: the API server refuses that as long as status.storedVersions has it`,
          details: [`It keeps ${[...kept].join(', ')}.`],
          advice: `Keep ${name} with served: false, have all objects written again in the new version, take ${name} out of status.storedVersions, and remove it then.`,
        });
      }
    }
  },
};

function versionsOf({ object }: Resource) {
  return list(fields(object.spec).versions).map(fields);
}
