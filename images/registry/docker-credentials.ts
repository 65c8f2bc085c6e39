import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DOCKER_HUB } from '../image-reference';

/** The credentials for a registry. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** OAuth2 refresh token that the token server exchanges; docker calls it identity token. */
  | { readonly kind: 'identity token'; readonly token: string }
  /** Bearer token that the registry takes as it is. */
  | { readonly kind: 'registry token'; readonly token: string };

interface AuthEntry {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
}

const ENTRY_FIELDS = ['auth', 'username', 'password', 'identitytoken', 'registrytoken'] as const;

interface DockerConfig {
  /** `null` is an entry without anything in it, as docker reads it. */
  readonly auths?: Readonly<Record<string, AuthEntry | null>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/** Name under which `docker login` files Docker Hub. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';

/** How long a credential helper may take, in milliseconds: some open a dialogue. */
const HELPER_PATIENCE = 60_000;

/**
 * The credentials of `docker login`: `config.json` in `$DOCKER_CONFIG`, otherwise in `~/.docker`. A registry's own helper
 * (`credHelpers`) comes before the general one (`credsStore`), and both before what is in the file.
 *
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export class DockerCredentials {
  /**
   * Reads the configuration. Without a file there are no logins.
   *
   * @throws Error naming the file if it can't be read or is not what docker writes
   */
  static load(env: NodeJS.ProcessEnv = process.env): DockerCredentials {
    const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'config.json');
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return new DockerCredentials({}, file, env);
      throw new Error(`${file}: cannot read docker's configuration: ${message}`);
    }
    return DockerCredentials.parse(text, file, env);
  }

  /** Reads the text of a `config.json`. Its errors never quote it: it holds passwords. */
  static parse(text: string, file: string, env: NodeJS.ProcessEnv = process.env): DockerCredentials {
    let config: unknown;
    try {
      config = JSON.parse(text);
    } catch {
      throw new Error(`${file}: it is not JSON. Repair it, or move it away and run docker login again.`);
    }
    const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject(config)) throw new Error(`${file}: it is not a JSON object, so not docker's configuration.`);
    const { auths = {}, credHelpers = {}, credsStore } = config as DockerConfig;
    for (const [name, value] of Object.entries({ auths, credHelpers })) {
      if (!isObject(value)) throw new Error(`${file}: ${name} is not an object.`);
    }
    for (const [name, entry] of Object.entries(auths)) {
      const isText = (value: unknown) => value === undefined || typeof value === 'string';
      if (entry !== null && !(isObject(entry) && ENTRY_FIELDS.every((field) => isText(entry[field])))) {
        throw new Error(
          `${file}: auths[${JSON.stringify(name)}] is not a login. Remove it and run docker login ${name} again.`,
        );
      }
    }
    return new DockerCredentials({ auths, credHelpers, credsStore }, file, env);
  }

  private readonly known = new Map<string, Promise<Credential | undefined>>();

  private constructor(
    private readonly config: DockerConfig,
    private readonly file: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * The credential for a registry.
   *
   * @param registry host and port as in image references
   * @returns undefined if there is no login for it
   * @throws Error if the helper or the entry that is configured for it does not work
   */
  for(registry: string): Promise<Credential | undefined> {
    let credential = this.known.get(registry);
    if (!credential) {
      credential = this.find(registry);
      this.known.set(registry, credential);
    }
    return credential;
  }

  private async find(registry: string): Promise<Credential | undefined> {
    const { auths = {}, credHelpers = {}, credsStore } = this.config;
    const key = registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry;
    const named = (record: Readonly<Record<string, unknown>>) =>
      Object.keys(record).find((name) => hostOf(name) === hostOf(key));

    const ownHelper = named(credHelpers);
    const helper = ownHelper === undefined ? credsStore : credHelpers[ownHelper];
    const entryName = named(auths);
    if (helper) {
      // The helper must get exactly the name under which docker stored the login.
      const credential = await this.askHelper(helper, ownHelper ?? entryName ?? key);
      if (credential) return credential;
    }
    return entryName === undefined ? undefined : this.readEntry(entryName, auths[entryName] ?? {});
  }

  private readEntry(name: string, entry: AuthEntry): Credential | undefined {
    if (entry.registrytoken) {
      // It goes into a header as it is, and the error of one that does not fit would quote it.
      if (/^[\x21-\x7e]+$/.test(entry.registrytoken)) return { kind: 'registry token', token: entry.registrytoken };
      throw new Error(
        `${this.file}: auths[${JSON.stringify(name)}].registrytoken is not a token. Run docker login ${name} again.`,
      );
    }
    if (entry.identitytoken) return { kind: 'identity token', token: entry.identitytoken };
    if (entry.username && entry.password) {
      return { kind: 'password', username: entry.username, password: entry.password };
    }
    if (!entry.auth) return undefined;
    const text = Buffer.from(entry.auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1) {
      throw new Error(
        `${this.file}: auths[${JSON.stringify(name)}].auth is not base64 of user:password. Run docker login ${name} again.`,
      );
    }
    // Old versions of docker padded passwords with NUL bytes.
    const password = text.slice(colon + 1).replace(/\0+$/, '');
    return { kind: 'password', username: text.slice(0, colon), password };
  }

  private async askHelper(helper: string, server: string): Promise<Credential | undefined> {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(helper)) {
      throw new Error(`${this.file}: ${JSON.stringify(helper)} is not the name of a credential helper.`);
    }
    const program = `docker-credential-${helper}`;
    const { code, stdout, stderr, error } = await run(program, ['get'], server, this.env);
    if (error?.code === 'ENOENT') {
      throw new Error(
        `${this.file}: it names the credential helper ${program} for ${server}, which is not in PATH. Install it, or remove it from the file.`,
      );
    }
    const answer = `${stdout}\n${stderr}`;
    if (code !== 0 && /credentials not found/i.test(answer)) return undefined;
    if (error || code !== 0) {
      // Only standard error: standard output is where a helper prints secrets.
      const why = error?.message ?? stderr.trim().split('\n')[0];
      throw new Error(`${program} failed for ${server}: ${why || `exit code ${code}`}`);
    }
    let parsed: { Username?: unknown; Secret?: unknown };
    try {
      parsed = JSON.parse(stdout);
    } catch {
      throw new Error(`${program} answered for ${server} with something else than JSON.`);
    }
    if (typeof parsed !== 'object' || parsed === null) {
      throw new Error(`${program} answered for ${server} with JSON that is not a login.`);
    }
    const { Username, Secret } = parsed;
    if (typeof Secret !== 'string' || Secret === '') return undefined;
    if (Username === '<token>') return { kind: 'identity token', token: Secret };
    return { kind: 'password', username: typeof Username === 'string' ? Username : '', password: Secret };
  }
}

/** Docker stores logins by host, but old versions by URL: `https://index.docker.io/v1/`. */
function hostOf(name: string): string {
  return name
    .replace(/^https?:\/\//, '')
    .split('/')[0]
    .toLowerCase();
}

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error?: NodeJS.ErrnoException;
}

function run(program: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env });
    // Not spawn's own timeout: its timer stays when the program does not exist, and keeps this process from ending.
    const timer = setTimeout(() => child.kill(), HELPER_PATIENCE);
    const end = (outcome: Omit<Outcome, 'stdout' | 'stderr'>) => {
      clearTimeout(timer);
      resolve({ ...outcome, stdout, stderr });
    };
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', (error) => end({ code: null, error }));
    child.on('close', (code, signal) => {
      const error = signal ? new Error(`ended by ${signal} after at most ${HELPER_PATIENCE / 1000} s`) : undefined;
      end({ code, error });
    });
    // A helper that ends without reading must not end this process.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
