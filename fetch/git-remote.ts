import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_LIMITS, type Outcome, runProgram } from '../argocd/engines/run-program';
import { redact } from '../argocd/model/redact';
import { maxVersion, NoSuchVersion } from '../argocd/semantics/semver';
import { gitEnvironment } from '../argocd/tree/git-program';
import { atTheEnd } from './at-the-end';
import { type ContentCache, sizeOf } from './content-cache';
import { shownUrl } from './download';
import { FetchError } from './fetch-error';

/** Milliseconds that git may take to list a repository, and to fetch a commit. */
const LIST_TIME = 60_000;
const FETCH_TIME = 600_000;

/** Bytes of one commit that are fetched at most. */
const SIZE = 2 * 2 ** 30;

/** What of the user's environment says how to reach a server. */
const REACHES = /^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|SSL_\w+|PROXY_\w+|HTTP_\w+|CURL_\w+)$/;

/** Git repositories elsewhere, read by the user's git with the user's own logins: helpers, SSH agent, netrc. */
export class GitRemotes {
  private readonly lists = new Map<string, Promise<readonly Ref[]>>();

  /** @param times what a test shortens */
  constructor(
    private readonly cache: ContentCache,
    private readonly times: { readonly list: number; readonly fetch: number } = { list: LIST_TIME, fetch: FETCH_TIME },
  ) {}

  /**
   * The commit that Argo CD takes for a revision: of a tag or a branch, of the newest tag that fits a range, or itself.
   *
   * @throws FetchError
   * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/git/client.go (lsRemote)
   */
  async resolve(url: string, revision: string): Promise<string> {
    if (/^[0-9a-f]{40}$/i.test(revision)) return revision.toLowerCase();
    const refs = await this.list(url);
    const found = refOf(refs, revision);
    if (found) return found.commit;
    if (/^[0-9a-f]{7,}$/i.test(revision)) return revision.toLowerCase();
    throw new FetchError(`it has no branch, tag or commit ${JSON.stringify(revision || 'HEAD')}`);
  }

  /**
   * The folder of a clone that has a commit, and nothing else.
   *
   * @param commit all of its name, or the beginning
   * @throws FetchError
   */
  async clone(url: string, commit: string): Promise<string> {
    const name = `${place(url)} ${commit}`;
    return this.cache.findFolder(name) ?? this.cache.makeFolder(name, (part) => this.fetch(url, commit, part));
  }

  /** A clone that was fetched earlier. */
  find(url: string, commit: string): string | undefined {
    return this.cache.findFolder(`${place(url)} ${commit}`);
  }

  private async fetch(url: string, commit: string, folder: string): Promise<void> {
    // Without a template there are no hooks.
    await this.git(url, ['init', '--quiet', '--template=', '.'], folder, this.times.list);
    const fetch = [
      '-c',
      'gc.auto=0',
      '-c',
      'maintenance.auto=false',
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
    ];
    const tooLarge = new AbortController();
    const watch = setInterval(() => {
      if (safeSize(folder) > SIZE) tooLarge.abort();
    }, 1000);
    try {
      const whole = commit.length >= 40;
      const shallow = [...fetch, '--depth=1', 'origin', `+${commit}:refs/groundwork/commit`];
      if (whole && (await this.attempt(url, shallow, folder, tooLarge.signal))) return;
      // Some servers give only what a branch or a tag leads to, and none knows half of a name.
      const all = [...fetch, 'origin', '+refs/heads/*:refs/groundwork/heads/*', '+refs/tags/*:refs/groundwork/tags/*'];
      await this.git(url, all, folder, this.times.fetch, tooLarge.signal);
      const { stdout } = await this.git(
        url,
        ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`],
        folder,
        this.times.list,
      ).catch(() => ({ stdout: Buffer.from('') }));
      const name = stdout?.toString().trim() ?? '';
      if (name === '') throw new FetchError(`it has no commit ${commit}`);
      await this.git(url, ['update-ref', 'refs/groundwork/commit', name], folder, this.times.list);
    } finally {
      clearInterval(watch);
    }
  }

  /** Whether it worked; otherwise all of it may. */
  private async attempt(url: string, args: readonly string[], folder: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.git(url, args, folder, this.times.fetch, signal);
      return true;
    } catch (error) {
      const said = (error as Error).message;
      if (/not our ref|unadvertised object|does not allow|no such remote ref|couldn't find remote ref/i.test(said))
        return false;
      throw error;
    }
  }

  private list(url: string): Promise<readonly Ref[]> {
    const known = this.lists.get(url);
    if (known) return known;
    const args = ['ls-remote', '--quiet', 'origin'];
    const listing = this.git(url, args, this.emptyFolder(), this.times.list).then(({ stdout = Buffer.from('') }) =>
      readRefs(stdout.toString()),
    );
    listing.catch(() => undefined);
    this.lists.set(url, listing);
    return listing;
  }

  /** Not the working directory: its configuration is that of another repository. */
  private emptyFolder(): string {
    const folder = path.join(this.cache.folder, 'nowhere');
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  private async git(
    url: string,
    args: readonly string[],
    cwd: string,
    time: number,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    const { env, secrets } = environmentFor(url, this.cache.folder);
    const forget = atTheEnd(() => undefined);
    const outcome = await runProgram('git', args, { cwd, env, limits: { ...DEFAULT_LIMITS, time }, signal }).finally(
      forget,
    );
    if (outcome.stdout) return outcome;
    if ('ended' in outcome) {
      if (/ENOENT/.test(outcome.ended)) throw new FetchError('there is no git program');
      if (signal?.aborted) throw new FetchError(`it is larger than ${SIZE / 2 ** 20} MiB`);
      throw new FetchError(`git was ended: ${outcome.ended}`);
    }
    throw new FetchError(complaint(outcome.stderr ?? '', secrets));
  }
}

interface Ref {
  readonly name: string;
  readonly commit: string;
}

function readRefs(text: string): readonly Ref[] {
  const refs: Ref[] = [];
  const peeled = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [commit = '', name = ''] = line.split('\t');
    if (!/^[0-9a-f]{40,64}$/.test(commit)) continue;
    if (name.endsWith('^{}')) peeled.set(name.slice(0, -3), commit);
    else refs.push({ commit, name });
  }
  return refs.map((one) => ({ name: one.name, commit: peeled.get(one.name) ?? one.commit }));
}

/** The ref that a revision means: in the order in which the server lists them, as Argo CD looks for it. */
export function refOf(refs: readonly Ref[], written: string): Ref | undefined {
  let revision = written === '' ? 'HEAD' : written;
  try {
    const tags = refs.flatMap(({ name }) => (name.startsWith('refs/tags/') ? [name.slice('refs/tags/'.length)] : []));
    revision = maxVersion(revision, tags);
  } catch (error) {
    if (!(error instanceof NoSuchVersion)) throw error;
  }
  return refs.find(({ name }) => name === revision || shortOf(name) === revision);
}

/** The short name of a ref, as go-git has it. */
function shortOf(name: string): string {
  return name.replace(/^refs\/(?:tags\/|heads\/|remotes\/)?/, '');
}

/** What a repository is kept by: without a login. */
function place(url: string): string {
  return redact(
    url.replace(/^([a-z+]+:\/\/)[^/@]*@(?=[^/]+\/)/i, (all, scheme) => (/^https?:/i.test(scheme) ? scheme : all)),
  );
}

/**
 * The environment for git: of the user, but that nothing asks at a terminal and no protocol is spoken that reads files or
 * starts programs. A login in the URL goes by a helper: in arguments, everybody on the machine could read it.
 */
function environmentFor(
  written: string,
  ceiling: string,
): { readonly env: NodeJS.ProcessEnv; readonly secrets: readonly string[] } {
  const settings: [string, string][] = [];
  const secrets: string[] = [];
  const env: NodeJS.ProcessEnv = { ...gitEnvironment() };
  for (const [name, value] of Object.entries(process.env)) if (REACHES.test(name)) env[name] = value;
  let url = written;
  if (/^https?:\/\//i.test(written) && URL.canParse(written)) {
    const parsed = new URL(written);
    if (parsed.username !== '' || parsed.password !== '') {
      env.GROUNDWORK_GIT_USERNAME = decodeURIComponent(parsed.username);
      env.GROUNDWORK_GIT_PASSWORD = decodeURIComponent(parsed.password);
      secrets.push(parsed.username, parsed.password, env.GROUNDWORK_GIT_USERNAME, env.GROUNDWORK_GIT_PASSWORD);
      const helper =
        '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$GROUNDWORK_GIT_USERNAME" "$GROUNDWORK_GIT_PASSWORD"; }; f';
      // Helpers of the user's come first, and would answer for themselves.
      settings.push([`credential.${parsed.origin}.helper`, ''], [`credential.${parsed.origin}.helper`, helper]);
      parsed.username = '';
      parsed.password = '';
      url = parsed.href;
    }
  } else if (!/^(?:ssh:\/\/|git:\/\/|[\w.-]+@[\w.-]+:(?!\/\/))[^\s]+$/i.test(written) || /[\s\0]/.test(written)) {
    throw new FetchError(`it is no URL that is fetched here: https://, http://, ssh://, git:// or user@host:path`);
  }
  settings.push(
    ['remote.origin.url', url],
    // A server that sends nothing is left.
    ['http.lowSpeedLimit', '100'],
    ['http.lowSpeedTime', '30'],
    ['submodule.recurse', 'false'],
    ['core.hooksPath', '/dev/null'],
  );
  const before = Number(env.GIT_CONFIG_COUNT ?? 0) || 0;
  for (const [at, [name, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${before + at}`] = name;
    env[`GIT_CONFIG_VALUE_${before + at}`] = value;
  }
  return {
    env: {
      ...env,
      GIT_CONFIG_COUNT: String(before + settings.length),
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
      GIT_CEILING_DIRECTORIES: ceiling,
      GCM_INTERACTIVE: 'never',
      LC_ALL: 'C',
    },
    // A short one is a part of any word.
    secrets: secrets.filter((one) => one.length > 3),
  };
}

/** What git complains of, in one line, and what would help. */
function complaint(stderr: string, secrets: readonly string[]): string {
  let text = redact(stderr);
  for (const secret of secrets) text = text.replaceAll(secret, '***');
  const lines = text.split('\n').map((line) => line.trim());
  const said =
    lines
      .filter((line) => /^(?:fatal|error|remote|ssh|Permission denied|Host key)/i.test(line))
      .slice(-2)
      .join(' ') ||
    lines[0] ||
    'git failed and said nothing';
  const login =
    /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied|\b40[13]\b/i;
  return login.test(text)
    ? `${said} (git asks for a login: a credential helper, an SSH key or ~/.netrc gives it)`
    : said;
}

function safeSize(folder: string): number {
  try {
    return sizeOf(folder);
  } catch {
    // Git renames files meanwhile.
    return 0;
  }
}

/** A repository as its trees are called: host and path. */
export function repositoryName(url: string): string {
  if (/^https?:/i.test(url) && URL.canParse(url))
    return shownUrl(new URL(url))
      .replace(/^https?:\/\//, '')
      .replace(/\.git$/, '');
  return redact(url)
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/\.git$/, '');
}
