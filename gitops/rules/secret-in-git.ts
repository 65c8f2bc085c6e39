import { fields, list, strings, text } from '../model/resource';
import type { Application, ApplicationSource, HelmValues, Pointer, Resource } from '../model/types';
import type { Reporter, Rule } from './rule';
import { some } from './words';

const FIX =
  'Remove it from Git (and from its history: change the secret itself), and let the cluster get it from a SealedSecret, an ExternalSecret, ' +
  'SOPS, or a Secret that exists before the first sync.';

/**
 * The keys of Argo CD's own Secrets that hold secrets; `url`, `name` and the like do not.
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
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

/** Keys of Helm values that hold a secret themselves; `passwordKey`, `existingSecret` and the like name where one is. */
const SECRET_KEY = /(?:^|[a-z0-9_.-])(?:password|passwd|secretaccesskey|privatekey|apikey|bearertoken|clientsecret)$/i;

export const rule: Rule = {
  name: 'secret-in-git',
  severity: 'warn',
  summary: 'A secret stands in plain text in a repository.',
  check(model, report) {
    for (const resource of model.resources) {
      if (resource.kind === 'Secret' && resource.group === '') secret(resource, report);
    }
    const generated = new Set(model.applications.filter((one) => one.generatedBy).map(({ resource }) => resource));
    for (const resource of model.resources) {
      const { group, kind } = resource;
      if (group === 'argoproj.io' && ['Application', 'AppProject', 'ApplicationSet'].includes(kind)) {
        if (!generated.has(resource)) urls(resource, report);
      }
    }
    const seen = new Set<string>();
    for (const application of model.applications) {
      for (const source of application.sources) {
        for (const values of source.values) {
          const at = values.origin.tree.label + values.origin.path;
          // A file of values is often shared.
          if (values.pointer.length === 0 && seen.has(at)) continue;
          if (values.pointer.length === 0) seen.add(at);
          helmValues(application, values, report);
        }
        parameters(application, source, report);
      }
    }
  },
};

/** Every URL in an object of Argo CD: `repoURL`, `sourceRepos`, `server` and what is to come. */
function urls(resource: Resource, report: Reporter): void {
  const walk = (value: unknown, pointer: Pointer): void => {
    if (typeof value === 'string') {
      if (!hasPassword(value)) return;
      report.find({
        message: `${pointer.slice(1).join('.')} of ${resource.kind} ${resource.name} has a password in its URL`,
        fix: 'Write the URL without user and password (and change the password: it stays in the history of Git), and give Argo CD the credentials in a Secret of type repository or repo-creds that is not in Git in plain text.',
        resource,
        pointer,
        confidential: true,
      });
    } else if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...pointer, index]);
    else for (const [key, one] of Object.entries(fields(value))) walk(one, [...pointer, key]);
  };
  walk(resource.object.spec, ['spec']);
}

/** Whether a URL has a password, or a token in the place of the user; `https://org@dev.azure.com/…` has neither. */
function hasPassword(url: string): boolean {
  const [, user = '', password = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/([^\s/?#:@]*)(?::([^\s/?#]*))?@[^\s@]/i.exec(url.trim()) ?? [];
  if (password !== '') return !/\{\{|\$\{|^\*+$/.test(password) && !isEncrypted(password);
  return /^https?:/i.test(url.trim()) && /^(gh[a-z]_|github_pat_|glpat-|gldt-|AKC|ATBB|[A-Za-z0-9_-]{32,}$)/.test(user);
}

function secret(resource: Resource, report: Reporter): void {
  const { object, labels, name } = resource;
  if (object.sops !== undefined) return;
  const argocd = labels['argocd.argoproj.io/secret-type'] !== undefined;
  const keys: [section: string, key: string][] = [];
  for (const section of ['data', 'stringData'] as const) {
    for (const [key, written] of Object.entries(strings(object[section]))) {
      const value = section === 'data' ? Buffer.from(written, 'base64').toString('utf8') : written;
      if (written.trim() === '' || isEncrypted(value) || isEncrypted(written) || isPublic(value)) continue;
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

/** A certificate is there to be shown; a private key beside it is not. */
function isPublic(value: string): boolean {
  return value.includes('-----BEGIN CERTIFICATE-----') && !value.includes('PRIVATE KEY-----');
}

/**
 * SOPS, and the placeholders that other programs fill in (`<path:…>` and `<name>` of argocd-vault-plugin, `ref+vault://` of
 * vals, `$NAME` of envsubst).
 */
function isEncrypted(value: string): boolean {
  const plain = value.trim();
  return /^ENC\[|^<[^>]+>$|^ref\+[a-z]|^\$[A-Z0-9_]+$|^\$\{[A-Za-z0-9_]+\}$/.test(plain);
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

function helmValues(
  application: Application,
  { fields: top, origin, pointer, inString }: HelmValues,
  report: Reporter,
): void {
  const walk = (value: unknown, at: Pointer): void => {
    if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...at, index]);
    else {
      for (const [key, one] of Object.entries(fields(value))) {
        const path = [...at, key];
        // `secretKeys: {password: …}` names the keys of a Secret.
        if (/secret.?keys?$|keymapping$/i.test(key)) continue;
        if (typeof one !== 'string') walk(one, path);
        else if (isSecretValue(key, one)) {
          report.find({
            message: `the value ${path.join('.')} of Application ${application.name} is a secret in plain text`,
            fix: FIX,
            resource: application.resource,
            origin,
            pointer: inString ? pointer : [...pointer, ...path],
            on: 'key',
            confidential: true,
          });
        }
      }
    }
  };
  walk(top, []);
}

function parameters({ name, resource }: Application, source: ApplicationSource, report: Reporter): void {
  for (const [index, parameter] of list(fields(source.fields.helm).parameters).map(fields).entries()) {
    const key = text(parameter.name).split('.').at(-1) ?? '';
    if (!isSecretValue(key, text(parameter.value))) continue;
    report.find({
      message: `the Helm parameter ${text(parameter.name)} of Application ${name} is a secret in plain text`,
      fix: FIX,
      resource,
      pointer: [...source.pointer, 'helm', 'parameters', index, 'value'],
      on: 'key',
      confidential: true,
    });
  }
}

/** Conservative: a path, a variable, a template or the name of something else is no secret. */
function isSecretValue(key: string, value: string): boolean {
  if (!SECRET_KEY.test(key) || /^existing|secret(?:ref|name)|file$/i.test(key)) return false;
  const plain = value.trim();
  return plain !== '' && !isEncrypted(plain) && !/^[/$]|\{\{|\$\{|^\*+$/.test(plain);
}
