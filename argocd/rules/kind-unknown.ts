import { type JudgedObjects, judgedObjects } from '../analysis/objects/judged';
import { KubernetesApi } from '../analysis/objects/kubernetes-api';
import { didYouMean, listed, nearest } from '../analysis/words';
import type { Application, Resource } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';

export const rule: Rule = {
  name: 'kind-unknown',
  severity: 'refuse',
  summary: 'There is no such kind in this apiVersion: the sync fails.',
  check(model, report) {
    const judged = judgedObjects(model);
    for (const [resource, applications] of judged.resources) {
      if (applications.length === 0 || resource.apiVersion === '') continue;
      if (judged.api.hasGroup(resource.group)) builtIn(resource, judged, report);
      else custom(resource, applications, judged, report);
    }
  },
};

/** A kind in a group of Kubernetes' own. */
function builtIn(resource: Resource, { api, minor, custom: definitions }: JudgedObjects, report: Reporter): void {
  const { apiVersion, group, kind } = resource;
  if (api.place(apiVersion, kind) || definitions.of(group, kind)) return;
  const lifecycle = api.lifecycle(apiVersion, kind);
  // For api-version-removed; and a release that is not at hand may have it.
  if (lifecycle?.removed !== undefined && lifecycle.removed <= minor) return;
  const [, newest] = KubernetesApi.known;
  if (minor > newest) return;
  const later = firstWith(apiVersion, kind, minor, newest);
  const hint = meant(api, resource);
  report.find({
    message:
      `no matches for kind ${show(kind)} in version ${show(apiVersion)}` +
      `${later === undefined ? '' : `: Kubernetes has it since 1.${later}, and the cluster has 1.${minor}`}.` +
      `${later === undefined && hint ? ` Did you mean ${hint}?` : ''}`,
    fix:
      later !== undefined
        ? `Update the cluster, or say with --kube-version that it has Kubernetes 1.${later}.`
        : hint
          ? `Write ${hint}.`
          : `Write one of the kinds that ${apiVersion} has: ${listed(api.kindsOf(apiVersion))}.`,
    resource,
    pointer: [hint?.startsWith('kind') ? 'kind' : 'apiVersion'],
  });
}

function firstWith(apiVersion: string, kind: string, minor: number, newest: number): number | undefined {
  for (let later = minor + 1; later <= newest; later += 1) {
    if (KubernetesApi.of(later).place(apiVersion, kind)) return later;
  }
  return undefined;
}

/** What somebody most likely meant: the kind in the version that has it, or a kind of this version with a similar name. */
function meant(api: KubernetesApi, { apiVersion, kind }: Resource): string | undefined {
  const [right] = api.versionsOfKind(kind);
  if (right !== undefined) return `apiVersion: ${right}`;
  const near = nearest(kind, api.kindsOf(apiVersion));
  return near === undefined ? undefined : `kind: ${near}`;
}

/** A version that the CustomResourceDefinition at hand does not serve. */
function custom(
  resource: Resource,
  [application]: readonly Application[],
  { custom: definitions }: JudgedObjects,
  report: Reporter,
): void {
  const { apiVersion, group, version, kind } = resource;
  const definition = definitions.of(group, kind);
  if (!definition || definition.versions.get(version)?.served) return;
  const served = [...definition.versions].filter(([, one]) => one.served).map(([name]) => `${group}/${name}`);
  if (served.length === 0) return;
  report.find({
    message:
      `no matches for kind ${show(kind)} in version ${show(apiVersion)}: the definition ` +
      `${definition.resource.name} serves ${listed(served)}.${didYouMean(apiVersion, served)}`,
    fix: `Write apiVersion: ${served[0]}${application ? `, or serve ${version} until ${application.name} is changed` : ''}.`,
    resource,
    pointer: ['apiVersion'],
  });
}
