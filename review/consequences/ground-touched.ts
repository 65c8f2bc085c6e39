import { fields, text } from '../../argocd/model/resource';
import type { Application } from '../../argocd/model/types';
import { fieldLines } from '../print/changes';
import { reviewedFields } from '../secrets/reviewed-fields';
import type { Judgement } from './judgement';

/** The most lines that say what changes. */
const MOST = 10;

export const judgement: Judgement = {
  name: 'ground-touched',
  group: 'interrupts',
  summary: 'Cilium or Argo CD itself changes: what all others stand on.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      const { before, after } = pair;
      if (!before || !after || pair.change !== 'changed') continue;
      const product = productOf(after) ?? productOf(before);
      const changed = pair.objects.some(({ change }) => change !== 'same');
      const source = pair.fields.filter(({ path }) => path[0] === 'spec' && /^sources?$/.test(String(path[1])));
      if (product === undefined || (!changed && source.length === 0 && pair.values.length === 0)) continue;
      const lines = [
        ...reviewedFields(source, before.resource.object, after.resource.object),
        ...reviewedFields(pair.values, {}, {}),
      ].flatMap(fieldLines);
      const plain = product === 'Cilium' && isEncrypted(before) && !isEncrypted(after);
      tell({
        severity: 'interrupts',
        application: pair,
        resource: after.resource,
        happens: plain
          ? 'turns the encryption of the pod network off: from then on pods of different nodes talk in plain text'
          : `changes ${product} itself`,
        details: [
          EFFECTS[product],
          ...lines.slice(0, MOST),
          ...(lines.length > MOST ? [`and ${lines.length - MOST} more`] : []),
        ],
        ...(plain ? { advice: 'If that is not meant, leave encryption.enabled: true.' } : {}),
      });
    }
  },
};

type Product = keyof typeof EFFECTS;

const EFFECTS = {
  Cilium:
    'Where its agents restart, a node programs no new pod meanwhile; what runs keeps its connections, unless the datapath itself changes.',
  'Argo CD': 'While its controllers restart, nothing is synced; the sync that does this is taken up again.',
} as const;

/** What an Application installs, by its chart or by its objects. */
function productOf({ sources, resources }: Application): Product | undefined {
  const charts = sources.map(({ chart, path }) => chart || path.slice(path.lastIndexOf('/') + 1));
  if (charts.includes('cilium')) return 'Cilium';
  if (charts.includes('argo-cd')) return 'Argo CD';
  for (const { kind, name, resource } of resources) {
    if (kind === 'DaemonSet' && name === 'cilium') return 'Cilium';
    if (kind !== 'StatefulSet' && kind !== 'Deployment') continue;
    if (resource.labels['app.kubernetes.io/part-of'] !== 'argocd') continue;
    if (resource.labels['app.kubernetes.io/component'] === 'application-controller') return 'Argo CD';
  }
  return undefined;
}

/** Whether Cilium encrypts, as its ConfigMap or the values of its chart say. */
function isEncrypted({ sources, resources }: Application): boolean {
  const config = resources.find(({ kind, name }) => kind === 'ConfigMap' && name === 'cilium-config');
  if (config) {
    const data = fields(config.resource.object.data);
    return ['enable-wireguard', 'enable-ipsec'].some((key) => text(data[key]) === 'true');
  }
  return sources.some(({ values }) => {
    const given = values.map((one) => fields(one.fields.encryption).enabled).filter((one) => one !== undefined);
    return given.at(-1) === true;
  });
}
