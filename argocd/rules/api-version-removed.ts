import { judgedObjects } from '../analysis/objects/judged';
import { replacement } from '../analysis/objects/versions';
import { type Rule, show } from '../rule';

export const rule: Rule = {
  name: 'api-version-removed',
  severity: 'refuse',
  summary: 'An object has an apiVersion that this version of Kubernetes does not serve any more.',
  check(model, report) {
    const { api, custom, minor, resources } = judgedObjects(model);
    for (const [resource, applications] of resources) {
      const { apiVersion, kind, name, group } = resource;
      const lifecycle = api.lifecycle(apiVersion, kind);
      if (lifecycle?.removed === undefined || lifecycle.removed > minor || custom.of(group, kind)) continue;
      const { deprecated, removed } = lifecycle;
      const instead = replacement(api, apiVersion, kind, lifecycle);
      const since = deprecated === undefined || deprecated >= removed ? '' : `, deprecated since 1.${deprecated}`;
      const before = applications.length === 0 ? '' : `, and Argo CD cannot sync ${applications[0]?.name}`;
      report.find({
        message:
          `${kind} ${show(name)} has the apiVersion ${apiVersion}, which Kubernetes has not served since 1.${removed}${since}: ` +
          `no matches for kind ${show(kind)} in version ${show(apiVersion)}${before}`,
        fix:
          instead === undefined
            ? `Remove the object: Kubernetes 1.${minor} has nothing in its place.`
            : `Write ${instead.includes(' of ') ? instead : `apiVersion: ${instead}`}; ${FIELDS}`,
        resource,
        pointer: ['apiVersion'],
        severity: applications.length === 0 ? 'warn' : undefined,
      });
    }
  },
};

const FIELDS = 'its fields may be others, which object-unknown-field and object-invalid then say.';
