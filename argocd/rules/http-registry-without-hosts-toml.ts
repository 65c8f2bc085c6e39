import { imagesOf } from '../analysis/images';
import { fields, strings, text } from '../model/resource';
import type { Model } from '../model/types';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'http-registry-without-hosts-toml',
  severity: 'warn',
  summary: 'Pods pull from a registry that speaks plain HTTP, and nothing tells containerd so.',
  check(model, report) {
    const plain = plainRegistries(model);
    if (plain.size === 0) return;
    const configured = hostsTomlTexts(model);
    const seen = new Set<string>();
    for (const { image, rendered, pointer } of imagesOf(model)) {
      const host = /^([^/]+)\//.exec(image)?.[1];
      const because = host === undefined ? undefined : plain.get(host);
      // containerd tries HTTP by itself for the node's own address only.
      if (host === undefined || because === undefined || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(host))
        continue;
      if (seen.has(host) || configured.some((toml) => toml.includes(`"http://${host}"`))) continue;
      seen.add(host);
      report.find({
        message:
          `${image} comes from ${host}, which speaks plain HTTP (${because}), but no hosts.toml at hand names http://${host}: ` +
          'http: server gave HTTP response to HTTPS client',
        fix: `Put hosts.toml with [host."http://${host}"] into /etc/containerd/certs.d/${host.replace(/:(\d+)$/, '_$1_')}/ of every node.`,
        resource: rendered.resource,
        pointer,
      });
    }
  },
};

/** Registries that speak plain HTTP according to the files, with the place that says so. */
function plainRegistries({ applications, repositorySecrets }: Model): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (url: string, because: string): void => {
    const host = /^http:\/\/([^/]+)/.exec(url)?.[1];
    if (host !== undefined) found.set(host, because);
  };
  for (const { name, sources } of applications) {
    for (const { chart, values } of sources) {
      if (chart !== 'harbor') continue;
      for (const one of values) add(text(one.fields.externalURL), `externalURL of Application ${name}`);
    }
  }
  for (const { resource, url } of repositorySecrets) {
    const { insecureOCIForceHttp } = { ...strings(resource.object.stringData) };
    if (insecureOCIForceHttp === 'true')
      add(`http://${url.replace(/^oci:\/\//, '')}`, `insecureOCIForceHttp of Secret ${resource.name}`);
  }
  return found;
}

/** Every text that is, or brings, a hosts.toml. */
function hostsTomlTexts({ resources }: Model): readonly string[] {
  const found: string[] = [];
  for (const { kind, group, object } of resources) {
    if (group !== '' || kind !== 'ConfigMap') continue;
    for (const value of Object.values(fields(object.data))) {
      if (typeof value === 'string' && value.includes('[host.')) found.push(value);
    }
  }
  return found;
}
