import type { GitRepository } from '../../synth/git-repository';
import type { RequiredSecret } from '../facts/required-secret';
import { ARGOCD_NAMESPACE } from './names';

/** The label that makes a Secret a repository for Argo CD. */
const REPOSITORY_LABEL = { 'argocd.argoproj.io/secret-type': 'repository' } as const;

/** Name of the Secret of the repository that the root Application reads. */
const NAME = 'platform-repository';

/** Hosts whose SSH keys Argo CD's chart knows. @see https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml */
const KNOWN_HOSTS = [
  'ssh.github.com',
  'bitbucket.org',
  'github.com',
  'gitlab.com',
  'ssh.dev.azure.com',
  'vs-ssh.visualstudio.com',
];

/** Whether Argo CD reads the URL by SSH. @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/git/git.go (IsSSHURL) */
export function isSshUrl(url: string): boolean {
  return /^(ssh:\/\/)?([^/:]*?)@[^@]+$/.test(url);
}

/** Whether Argo CD cannot read the repository without credentials. */
export function isPrivate({ url, private: declared }: GitRepository): boolean {
  return declared ?? isSshUrl(url);
}

/**
 * The Secret by which Argo CD reads the private repository of the root Application: the root cannot bring it, because it
 * is needed to read the root.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories
 */
export function platformRepositorySecret({ url }: GitRepository, namespace = ARGOCD_NAMESPACE): RequiredSecret {
  const ssh = isSshUrl(url);
  const create = `kubectl -n ${namespace} create secret generic ${NAME} --from-literal=type=git --from-literal=url='${url}'`;
  const [label] = Object.entries(REPOSITORY_LABEL).map(([key, value]) => `${key}=${value}`);
  return {
    namespace,
    name: NAME,
    labels: REPOSITORY_LABEL,
    usedBy: `Argo CD reads ${url} with it: make it before you apply apps-of-apps.yaml`,
    keys: [
      { key: 'type', value: 'git', howToMake: 'as it stands' },
      { key: 'url', value: url, howToMake: 'as it stands' },
      ...(ssh
        ? [{ key: 'sshPrivateKey', format: 'pem' as const, howToMake: 'a deploy key that may read' }]
        : [
            { key: 'username', howToMake: 'with a token what your server asks for (GitHub and GitLab take any)' },
            { key: 'password', howToMake: 'a token that may read' },
          ]),
    ],
    howToMake: [
      ...(ssh ? hostKey(url) : []),
      ssh
        ? `${create} --from-file=sshPrivateKey=FILE`
        : `tr -d '\\n' <FILE | ${create} --from-literal=username=git --from-file=password=/dev/stdin`,
      `kubectl -n ${namespace} label secret ${NAME} ${label}`,
    ],
  };
}

/** What to do about a host whose SSH key Argo CD does not know: it refuses to read from such a host. */
function hostKey(url: string): string[] {
  const unknown = unknownHost(url);
  if (!unknown) return [];
  const { host, scan } = unknown;
  return [`# Argo CD does not know ${host}: what ${scan} prints belongs into argocd.values.configs.ssh.extraHosts`];
}

/** The host of a URL that is read by SSH, if Argo CD's chart does not know its key, and the command that prints it. */
export function unknownHost(url: string): { readonly host: string; readonly scan: string } | undefined {
  const [, host, port] = /^(?:ssh:\/\/)?[^@]*@(\[[^\]]+\]|[^/:]+)(?::(\d+)\/)?/.exec(url) ?? [];
  if (host === undefined || KNOWN_HOSTS.includes(host)) return undefined;
  const name = host.replace(/^\[|\]$/g, '');
  // In user@host:path what follows the colon is a path, whatever it looks like.
  return { host, scan: `ssh-keyscan ${url.startsWith('ssh://') && port ? `-p ${port} ` : ''}${name}` };
}
