import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fields, list, text } from '../argocd/model/resource';
import { readFirstDocument } from '../argocd/yaml/text';

/** A login over HTTP. Never printed, never kept. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A repository as `helm repo add` files it. */
interface HelmRepository extends Login {
  readonly url: string;
  /** `--pass-credentials`: the login goes to other hosts too. */
  readonly everywhere: boolean;
}

/** The logins of the user for HTTP servers: of `helm repo add`, and of `~/.netrc`. Read when they are needed first. */
export class HttpCredentials {
  private helm?: readonly HelmRepository[];
  private netrc?: ReadonlyMap<string, Login>;

  constructor(private readonly env: NodeJS.ProcessEnv = process.env) {}

  /**
   * The login for a URL.
   *
   * @param repository the repository of charts that sends there, whose login Helm uses on the same host
   */
  for(url: URL, repository?: URL): Login | undefined {
    for (const one of [url, repository])
      if (one && (one.username !== '' || one.password !== '') && (one === url || one.origin === url.origin))
        return { username: decodeURIComponent(one.username), password: decodeURIComponent(one.password) };
    if (repository) {
      const known = this.helmRepositories().find((one) => plain(one.url) === plain(repository.href));
      if (known && known.username !== '' && (known.everywhere || repository.origin === url.origin)) return known;
    }
    this.netrc ??= readNetrc(this.env.NETRC || path.join(this.home, '.netrc'));
    return this.netrc.get(url.hostname);
  }

  private helmRepositories(): readonly HelmRepository[] {
    this.helm ??= readRepositories(
      this.env.HELM_REPOSITORY_CONFIG || path.join(helmConfig(this.env), 'repositories.yaml'),
    );
    return this.helm;
  }

  private get home(): string {
    return this.env.HOME || os.homedir();
  }
}

/** The folder of Helm's configuration. @see https://helm.sh/docs/helm/helm/ */
export function helmConfig(env: NodeJS.ProcessEnv): string {
  if (env.HELM_CONFIG_HOME) return env.HELM_CONFIG_HOME;
  if (env.XDG_CONFIG_HOME) return path.join(env.XDG_CONFIG_HOME, 'helm');
  const home = env.HOME || os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Preferences', 'helm');
  if (process.platform === 'win32') return path.join(env.APPDATA ?? home, 'helm');
  return path.join(home, '.config', 'helm');
}

function readRepositories(file: string): readonly HelmRepository[] {
  let content: string;
  try {
    content = fs.readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  const read = readFirstDocument(content).value;
  return list(fields(read).repositories)
    .map(fields)
    .map((one) => ({
      url: text(one.url),
      username: text(one.username),
      password: text(one.password),
      everywhere: one.pass_credentials_all === true,
    }));
}

/** @see https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
function readNetrc(file: string): ReadonlyMap<string, Login> {
  const found = new Map<string, Login>();
  let content: string;
  try {
    content = fs.readFileSync(file, 'utf8');
  } catch {
    return found;
  }
  // A macro goes on to the next empty line.
  const words = content.replace(/^\s*macdef[\s\S]*?(?:\n\s*\n|$)/gm, '').match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const plainWord = (word = '') => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word);
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] !== 'machine') continue;
    const host = plainWord(words[++at]);
    let [username, password] = ['', ''];
    for (; /^(?:login|password|account)$/.test(words[at + 1] ?? ''); at += 2) {
      if (words[at + 1] === 'login') username = plainWord(words[at + 2]);
      if (words[at + 1] === 'password') password = plainWord(words[at + 2]);
    }
    if (!found.has(host)) found.set(host, { username, password });
  }
  return found;
}

function plain(url: string): string {
  return url.replace(/\/+$/, '');
}
