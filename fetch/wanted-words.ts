import { redact } from '../argocd/model/redact';
import type { Wanted } from '../argocd/model/wanted';

/** What is wanted, as a reader knows it: `chart cilium 1.19.* of https://helm.cilium.io`. */
export function wordsOf({ kind, url, revision, chart }: Wanted): string {
  const where = redact(url);
  if (kind === 'chart') return `chart ${[chart, revision].filter(Boolean).join(' ')} of ${where}`;
  if (kind === 'oci') return `artifact ${where}${revision === '' ? '' : `:${revision}`}`;
  if (kind === 'file') return where;
  return `${revision === '' ? 'HEAD' : revision} of ${where}`;
}
