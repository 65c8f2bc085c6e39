import { podSpecOf } from '../../argocd/analysis/pods';
import { fields, list, text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'other-volume',
  group: 'interrupts',
  summary: 'A workload uses another claim, and what it stored is in the old one.',
  judge({ applications, after: { model } }, tell) {
    const claims = new Set(
      model.applications.flatMap(({ resources }) =>
        resources
          .filter(({ group, kind }) => group === '' && kind === 'PersistentVolumeClaim')
          .map(({ namespace, name }) => `${namespace}/${name}`),
      ),
    );
    for (const pair of applications) {
      for (const { before: own, movedFrom, after, fields: changed } of pair.objects) {
        const before = own ?? movedFrom;
        if (!before || !after || changed.length === 0) continue;
        const [old, now] = [claimsOf(before), claimsOf(after)];
        for (const [volume, claim] of now) {
          const was = old.get(volume);
          if (was === undefined || was === claim) continue;
          const there = claims.has(`${after.namespace}/${claim}`);
          tell({
            severity: 'interrupts',
            application: pair,
            object: after,
            happens: `uses the claim ${claim} in the place of ${was}: what is stored in ${was} is not in it`,
            details: there
              ? []
              : [`PersistentVolumeClaim ${after.namespace}/${claim} is not in Git: without it no pod starts.`],
            advice: `Copy what is in ${was} first, or leave the claim as it is.`,
          });
        }
      }
    }
  },
};

/** The claims by the names of the volumes. */
function claimsOf(rendered: RenderedResource): ReadonlyMap<string, string> {
  const pods = podSpecOf(rendered, rendered.resource.object);
  const volumes = list(pods?.spec.volumes).map(fields);
  return new Map(
    volumes
      .map(({ name, persistentVolumeClaim }) => [text(name), text(fields(persistentVolumeClaim).claimName)] as const)
      .filter(([, claim]) => claim !== ''),
  );
}
