import { judgedObjects } from '../analysis/objects/judged';
import { KubernetesApi } from '../analysis/objects/kubernetes-api';
import { replacement } from '../analysis/objects/versions';
import { type Rule, show } from '../rule';

export const rule: Rule = {
  name: 'api-version-deprecated',
  severity: 'warn',
  summary: 'An object has an apiVersion that a later version of Kubernetes no longer serves.',
  check(model, report) {
    const { api, resources } = judgedObjects(model);
    for (const [resource, applications] of resources) {
      const { apiVersion, kind, name } = resource;
      if (applications.length === 0 || !api.place(apiVersion, kind)) continue;
      const lifecycle = api.lifecycle(apiVersion, kind);
      if (!lifecycle) continue;
      const { deprecated, removed } = lifecycle;
      if (removed === undefined && (deprecated === undefined || deprecated > api.minor)) continue;
      const instead = replacement(api, apiVersion, kind, lifecycle);
      // Nothing can be done yet.
      if (instead === undefined && (deprecated === undefined || deprecated > api.minor)) continue;
      const since = deprecated !== undefined && deprecated <= api.minor ? `, deprecated since 1.${deprecated},` : '';
      const end = removed === undefined ? 'will be removed' : `is no longer served from Kubernetes 1.${removed} on`;
      report.find({
        message: `${kind} ${show(name)} has the apiVersion ${apiVersion}, which${since} ${end}`,
        fix:
          instead === undefined
            ? `Find another way before the cluster is updated; Kubernetes 1.${KubernetesApi.known[1]} has nothing in its place.`
            : `Write ${instead.includes(' of ') ? instead : `apiVersion: ${instead}`}, which Kubernetes 1.${api.minor} has.`,
        resource,
        pointer: ['apiVersion'],
      });
    }
  },
};
