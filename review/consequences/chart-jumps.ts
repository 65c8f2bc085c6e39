import { redact } from '../../argocd/model/redact';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'chart-jumps',
  group: 'note',
  summary: 'A chart gets another version, and what the notes of the product warn of.',
  judge({ applications, upgradeWarnings }, tell) {
    for (const pair of applications) {
      const { before, after } = pair;
      for (const [index, source] of (after?.sources ?? []).entries()) {
        const old = before?.sources[index];
        if (!old || source.chart === '' || old.chart !== source.chart) continue;
        const [from, to] = [redact(old.targetRevision), redact(source.targetRevision)];
        if (from === to) continue;
        const warned = upgradeWarnings.filter(({ application }) => application === pair.name);
        tell({
          severity: 'note',
          application: pair,
          resource: after?.resource,
          pointer: [...source.pointer, 'targetRevision'],
          happens: `gets another version of the chart ${source.chart}: ${from} → ${to}${jump(from, to)}`,
          details: warned.map(({ message, see }) => `${message} (${see})`),
        });
      }
    }
  },
};

/** How far two versions are apart. */
function jump(from: string, to: string): string {
  const [old, now] = [from, to].map((one) => /^v?(\d+)\.(\d+)/.exec(one)?.slice(1).map(Number));
  if (!old || !now) return '';
  const [major = 0, minor = 0] = [(now[0] ?? 0) - (old[0] ?? 0), (now[1] ?? 0) - (old[1] ?? 0)];
  if (major !== 0) return major > 0 ? ', a major release on' : ', a major release back';
  if (minor < 0) return ', back';
  return minor > 1 ? `, ${minor} minor releases on` : '';
}
