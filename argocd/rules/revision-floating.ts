import { isRange } from '../model/revision';
import type { ApplicationSource, Repository } from '../model/types';
import { type Rule, show } from '../rule';
import { normalizeGitUrl } from '../semantics/git-url';

/** Hosts where each owner is somebody else. */
const PUBLIC = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|dev\.azure\.com)$/;

/** Whoever runs Argo CD trusts those who make it, and every tutorial follows the HEAD of their examples. */
const ARGO_PROJECT = 'github.com/argoproj';

export const rule: Rule = {
  name: 'revision-floating',
  severity: 'warn',
  summary:
    'What somebody else publishes next is deployed without a commit here: a range of versions, or a foreign HEAD.',
  check(model, report) {
    const owners = new Set(model.repositories.map(({ url }: Repository) => ownerOf(url)));
    for (const { resource, sources } of model.applications) {
      for (const source of sources) {
        const words = judge(source, owners);
        if (words === undefined) continue;
        const written = source.targetRevision !== '';
        report.find({ ...words, resource, pointer: written ? [...source.pointer, 'targetRevision'] : source.pointer });
      }
    }
  },
};

function judge(
  { repoURL, chart, targetRevision }: ApplicationSource,
  owners: ReadonlySet<string>,
): { readonly message: string; readonly fix: string } | undefined {
  if (chart !== '' || /^oci:\/\//i.test(repoURL)) {
    if (targetRevision === '' || !floats(targetRevision)) return undefined;
    return {
      message: `targetRevision ${show(targetRevision)} is a range: the newest version of ${chart === '' ? repoURL : `chart ${chart}`} that is in it is deployed as soon as it is published`,
      fix: 'Write the version that is meant; a new one then comes by a commit that can be reviewed and reverted.',
    };
  }
  if (!['', 'HEAD'].includes(targetRevision) || repoURL === '' || owners.size === 0) return undefined;
  const owner = ownerOf(repoURL);
  if (owner === '' || owners.has(owner) || owner === ARGO_PROJECT) return undefined;
  // A host of one's own has many repositories of one's own.
  if (!PUBLIC.test(owner.split('/')[0] ?? '')) return undefined;
  return {
    message: `${targetRevision === '' ? 'without targetRevision' : 'targetRevision "HEAD":'} whatever is pushed to ${repoURL} is deployed, and this repository belongs to somebody else`,
    fix: 'Write a tag or a commit in targetRevision.',
  };
}

/** A range that takes more than new patches. */
function floats(revision: string): boolean {
  if (!isRange(revision)) return false;
  const [, minor] = /^\s*[v=~]*\s*\d+\.(\d+)(?:\.[\dxX*]+)?$/.exec(revision) ?? [];
  return minor === undefined;
}

/** Host and owner of a repository, `''` if there is no owner in its URL. */
function ownerOf(url: string): string {
  const [host = '', owner, ...rest] = normalizeGitUrl(url)
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/]*@/, '')
    .split('/');
  return rest.length === 0 || owner === undefined ? host : `${host}/${owner}`;
}
