import {
  credentialsIn,
  hasPassword,
  isEncrypted,
  isSecretValue,
  lastPart,
  secretsInText,
} from '../analysis/credentials';
import { isHarmless } from '../analysis/harmless';
import { type PodSpec, podSpecOf } from '../analysis/pods';
import { some } from '../analysis/words';
import { RenderedOrigin } from '../model/rendered-origin';
import { fields, list, text } from '../model/resource';
import type { Application, ApplicationSet, Fields, HelmValues, Pointer, Resource } from '../model/types';
import type { Reporter, Rule } from '../rule';

const FIX =
  'Remove it from Git (and from its history: change the secret itself), and let the cluster get it from a SealedSecret, an ExternalSecret, ' +
  'SOPS, or a Secret that exists before the first sync.';

/**
 * The keys of the Secrets of Argo CD and of Kargo that hold secrets; `url`, `repoURL`, `name` and the like do not.
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
 * @see https://docs.kargo.io/user-guide/security/managing-secrets
 */
const ARGOCD_KEYS: ReadonlySet<string> = new Set([
  'password',
  'bearerToken',
  'sshPrivateKey',
  'tlsClientCertKey',
  'githubAppPrivateKey',
  'gcpServiceAccountKey',
  'azureServicePrincipalClientSecret',
]);

export const rule: Rule = {
  name: 'secret-in-git',
  severity: 'warn',
  summary: 'A secret stands in plain text in a repository.',
  check(model, report) {
    // What is rendered stands in Git in another form, which is judged: files of objects, values, literals of generators.
    for (const resource of model.resources) if (!(resource.origin instanceof RenderedOrigin)) object(resource, report);
    for (const resource of model.unbuilt) object(resource, report);
    const seen = new Set<string>();
    for (const application of model.applications) {
      // What an ApplicationSet generates is judged by its template, once.
      const { generatedBy, resource } = application;
      if (!generatedBy) urls(resource, report);
      for (const source of application.sources) {
        for (const values of source.values) {
          if (values.pointer.length === 0) {
            // A file of values is often shared.
            const at = values.origin.name;
            if (seen.has(at)) continue;
            seen.add(at);
          } else if (generatedBy) continue;
          helmValues(application, values, report);
        }
        const { helm, plugin } = source.fields;
        if (generatedBy || (helm === undefined && plugin === undefined)) continue;
        const given = { parameters: fields(helm).parameters, plugin };
        secretsIn(given, (path) => sourceField(resource, source.pointer, path, report));
      }
    }
    for (const { resource } of model.projects) urls(resource, report);
    for (const set of model.applicationSets) {
      urls(set.resource, report);
      applicationSet(set, report);
    }
  },
};

function object(resource: Resource, report: Reporter): void {
  const { group, kind } = resource;
  if (group === '' && kind === 'Secret') secret(resource, report);
  else if (group === '' && kind === 'ConfigMap') configMap(resource, report);
  else if (group === 'kustomize.config.k8s.io') generators(resource, report);
  else {
    const pods = podSpecOf(resource, resource.object);
    if (pods) environment(resource, pods, report);
  }
}

/** The literals from which a kustomization makes Secrets: `key=value`. */
function generators(resource: Resource, report: Reporter): void {
  for (const [index, generator] of list(resource.object.secretGenerator).entries()) {
    const keys: string[] = [];
    const places: number[] = [];
    for (const [place, literal] of list(fields(generator).literals).entries()) {
      const [, key = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text(literal)) ?? [];
      if (value.trim() === '' || isEncrypted(value)) continue;
      keys.push(key.trim());
      places.push(place);
    }
    if (keys.length === 0) continue;
    report.find({
      message: `the secretGenerator of a kustomization has the ${some(keys)} of Secret ${JSON.stringify(text(fields(generator).name))} in Git`,
      fix: FIX,
      resource,
      pointer: ['secretGenerator', index, 'literals', places[0] as number],
      confidential: true,
    });
  }
}

/** Every URL in an object of Argo CD: `repoURL`, `sourceRepos`, `server` and what is to come. */
function urls(resource: Resource, report: Reporter): void {
  const path: (string | number)[] = ['spec'];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (!hasPassword(value)) return;
      report.find({
        message: `${path.slice(1).join('.')} of ${resource.kind} ${resource.name} has a password in its URL`,
        fix: 'Write the URL without user and password (and change the password: it stays in the history of Git), and give Argo CD the credentials in a Secret of type repository or repo-creds that is not in Git in plain text.',
        resource,
        pointer: [...path],
        confidential: true,
      });
    } else if (typeof value === 'object' && value !== null) {
      const array = Array.isArray(value);
      for (const key of Object.keys(value)) {
        path.push(array ? Number(key) : key);
        walk((value as Fields)[key]);
        path.pop();
      }
    }
  };
  walk(resource.object.spec);
}

function secret(resource: Resource, report: Reporter): void {
  const { object, labels, name } = resource;
  if (object.sops !== undefined) return;
  const argocd =
    labels['argocd.argoproj.io/secret-type'] !== undefined || labels['kargo.akuity.io/cred-type'] !== undefined;
  const keys: [section: string, key: string][] = [];
  for (const section of ['data', 'stringData'] as const) {
    const data = fields(object[section]);
    for (const key of Object.keys(data)) {
      // The API server refuses a password of digits without quotes, but it is in Git nevertheless.
      const written = scalar(data[key]);
      const value = section === 'data' ? Buffer.from(written, 'base64').toString('utf8') : written;
      if (written.trim() === '' || isEncrypted(value) || isEncrypted(written) || isHarmless(value)) continue;
      const holds = ARGOCD_KEYS.has(key) || (key === 'config' && hasCredentials(value)) || hasPassword(value);
      if (argocd && !holds) continue;
      keys.push([section, key]);
    }
  }
  const [first] = keys;
  if (!first) return;
  const encoded = keys.some(([section]) => section === 'data') ? ' (base64 hides nothing)' : '';
  report.find({
    message: `Secret ${JSON.stringify(name)} has its ${some(keys.map(([, key]) => key))} in Git${encoded}`,
    fix: FIX,
    resource,
    pointer: first,
    on: 'key',
    confidential: true,
  });
}

/** Whether the connection of a cluster Secret carries its own credentials: a cloud's identity needs none. */
function hasCredentials(config: string): boolean {
  try {
    const { password, bearerToken, tlsClientConfig } = fields(JSON.parse(config));
    return [password, bearerToken, fields(tlsClientConfig).keyData].some(
      (value) => text(value) !== '' && !isEncrypted(text(value)),
    );
  } catch {
    return false;
  }
}

/** A string; a number with enough digits to be a secret; else nothing. */
function scalar(value: unknown): string {
  if (typeof value === 'number') return Math.abs(value) >= 1000 ? String(value) : '';
  return text(value);
}

/** Keys of argocd-cm whose text may hold the secret of a client; `$name` there is a key of a Secret. */
const ARGOCD_CONNECTORS: ReadonlySet<string> = new Set(['dex.config', 'oidc.config']);

function configMap(resource: Resource, report: Reporter): void {
  const { object, name } = resource;
  if (object.sops !== undefined) return;
  const found = (section: string, key: string, what: string): void => {
    report.find({
      message: `ConfigMap ${JSON.stringify(name)} has ${what} in its key ${key}`,
      fix: `Put it into a Secret. ${FIX}`,
      resource,
      pointer: [section, key],
      on: 'key',
      confidential: true,
    });
  };
  const data = fields(object.data);
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (typeof value !== 'string' || value.length < 4) continue;
    const single = value.indexOf('\n') < 0 || value.indexOf('\n') === value.length - 1;
    const what = value.length < 32 ? undefined : credentialsIn(value);
    if (what !== undefined) found('data', key, what);
    else if (single && hasPassword(value)) found('data', key, 'a password in a URL');
    else if (single && !(key === 'passwd' && value.includes(':')) && isSecretValue(key, value))
      found('data', key, 'a secret in plain text');
    else if (name === 'argocd-cm' && ARGOCD_CONNECTORS.has(key)) {
      const [secret] = secretsInText(value);
      if (secret !== undefined) found('data', key, `the ${secret}`);
    }
  }
  const binary = fields(object.binaryData);
  for (const key of Object.keys(binary)) {
    const written = text(binary[key]);
    // The base64 of `-----BEGIN `.
    if (!written.startsWith('LS0tLS1CRUdJTi')) continue;
    const what = credentialsIn(Buffer.from(written, 'base64').toString('utf8'));
    if (what !== undefined) found('binaryData', key, what);
  }
}

/** Literal values of environment variables whose name says what they are. */
function environment(resource: Resource, { spec, pointer }: PodSpec, report: Reporter): void {
  for (const section of ['initContainers', 'containers'] as const) {
    const containers = list(spec[section]);
    for (let index = 0; index < containers.length; index += 1) {
      const container = fields(containers[index]);
      const env = list(container.env);
      for (let at = 0; at < env.length; at += 1) {
        const { name, value: written } = fields(env[at]);
        const value = scalar(written);
        if (typeof name !== 'string' || value === '') continue;
        const url = hasPassword(value);
        if (!url && !isSecretValue(name, value)) continue;
        report.find({
          message: `the environment variable ${name} of container ${text(container.name)} in ${resource.kind} ${resource.name} ${url ? 'has a password in its URL' : 'is a secret in plain text'}`,
          fix: `Write \`valueFrom: {secretKeyRef: …}\` instead of value. ${FIX}`,
          resource,
          pointer: [...pointer, section, index, 'env', at, 'value'],
          on: 'key',
          confidential: true,
        });
      }
    }
  }
}

/** Keys of Helm values below which names of keys stand, or what is encrypted: `secretKeys: {password: …}`. */
const NAMES_BELOW = /secret.?(?:keys?|ref)$|^existing.?secret|keymapping$|^encrypted/i;

/** Calls back for each secret in values of any shape, with its path: a field, or the pair of `name` and `value` of a list. */
function secretsIn(top: unknown, found: (path: Pointer) => void): void {
  const path: (string | number)[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        path.push(index);
        walk(value[index]);
        path.pop();
      }
    } else if (typeof value === 'object' && value !== null) {
      const map = value as Fields;
      const { name } = map;
      for (const key of Object.keys(map)) {
        const one = map[key];
        if (typeof one === 'string' || typeof one === 'number') {
          const written = scalar(one);
          if (written === '') continue;
          const called = (key === 'value' || key === 'string') && typeof name === 'string' ? lastPart(name) : key;
          if (isSecretValue(called, written)) found([...path, key]);
        } else if (typeof one === 'object' && one !== null && !NAMES_BELOW.test(key)) {
          path.push(key);
          walk(one);
          path.pop();
        }
      }
    }
  };
  walk(top);
}

function helmValues({ resource, name }: Application, values: HelmValues, report: Reporter): void {
  const { origin, pointer, inString } = values;
  secretsIn(values.fields, (path) => {
    report.find({
      message: `the value ${path.join('.')} of Application ${name} is a secret in plain text`,
      fix: FIX,
      resource,
      origin,
      pointer: inString ? pointer : [...pointer, ...path],
      on: 'key',
      confidential: true,
    });
  });
}

/** A Helm parameter, or what a config management plugin is given. */
function sourceField(resource: Resource, source: Pointer, path: Pointer, report: Reporter): void {
  const [first] = path;
  const pointer = [...source, ...(first === 'parameters' ? ['helm'] : []), ...path];
  const named = pointer.slice(0, -1).reduce<unknown>((value, key) => (value as Fields)[key], resource.object);
  const name = text(fields(named).name) || path.slice(1).join('.');
  report.find({
    message: `the ${first === 'parameters' ? 'Helm parameter' : 'field of the plugin'} ${name} of ${resource.kind} ${resource.name} is a secret in plain text`,
    fix: FIX,
    resource,
    pointer,
    on: 'key',
    confidential: true,
  });
}

/** Secrets in its generators, its template and its patch: in its whole text. */
function applicationSet({ resource, spec }: ApplicationSet, report: Reporter): void {
  const found = (what: string, pointer: Pointer): void => {
    report.find({
      message: `${what} of ApplicationSet ${resource.name} is a secret in plain text`,
      fix: FIX,
      resource,
      pointer,
      on: 'key',
      confidential: true,
    });
  };
  const inText = (written: unknown, what: string, pointer: Pointer): void => {
    for (const name of new Set(secretsInText(text(written)))) found(`${what} ${name}`, pointer);
  };
  secretsIn(spec.generators, (path) => found(['generators', ...path].join('.'), ['spec', 'generators', ...path]));
  inText(spec.templatePatch, 'in templatePatch,', ['spec', 'templatePatch']);
  const { spec: template } = fields(spec.template);
  const { source, sources } = fields(template);
  const all = list(sources).map((one, index): [unknown, Pointer] => [one, ['sources', index]]);
  for (const [one, at] of source === undefined ? all : [[source, ['source']] as [unknown, Pointer], ...all]) {
    const { helm, plugin } = fields(one);
    const { values, valuesObject, parameters } = fields(helm);
    const pointer = ['spec', 'template', 'spec', ...at];
    secretsIn({ parameters, plugin }, (path) => sourceField(resource, pointer, path, report));
    secretsIn(valuesObject, (path) =>
      found(`the value ${path.join('.')}`, [...pointer, 'helm', 'valuesObject', ...path]),
    );
    inText(values, 'the value', [...pointer, 'helm', 'values']);
  }
}
