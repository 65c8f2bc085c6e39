import { foreignText } from '../foreign-text';
import { readBody } from './body';
import type { Credential } from './docker-credentials';
import { fetchHttp, type Response } from './http';
import { RegistryError } from './registry-error';
import { parseRetryAfter, type RetryOptions, waitForRetry } from './retry';
import { unreachable } from './unreachable';
import { type Challenge, parseChallenges } from './www-authenticate';

/** How registries know this program in their logs. */
export const CLIENT_ID = 'groundwork';

/** Answers a registry's challenges: with a token of its token server, or with the password itself. */
export class RegistryAuth {
  private readonly authorizations = new Map<string, string>();

  /**
   * @param registry how errors call it: host and port as in references
   * @param credential asked for at the first challenge
   * @param plainHttp whether the platform declares that this registry speaks plain HTTP
   */
  constructor(
    private readonly registry: string,
    private readonly credential: () => Promise<Credential | undefined>,
    private readonly plainHttp: boolean,
    private readonly retry?: RetryOptions,
  ) {}

  /** The `Authorization` header that was accepted for these scopes before. */
  header(scopes: readonly string[]): string | undefined {
    return this.authorizations.get(scopes.join(' '));
  }

  /**
   * Answers a 401.
   *
   * @returns the `Authorization` header for the next attempt
   * @throws RegistryError if there is no login, or if the credentials are refused
   */
  async answer(response: Response, scopes: readonly string[]): Promise<string> {
    const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    const basic = challenges.find(({ scheme }) => scheme === 'basic');
    const credential = await this.credential();
    const header = bearer ? await this.bearer(bearer, credential, scopes) : this.basic(basic, credential, challenges);
    this.authorizations.set(scopes.join(' '), header);
    return header;
  }

  private basic(basic: Challenge | undefined, credential: Credential | undefined, all: readonly Challenge[]): string {
    if (!basic) {
      const offers = foreignText(all.map(({ scheme }) => scheme).join(', ')) || 'nothing';
      throw new RegistryError(
        'unauthorized',
        `${this.registry} asks for authentication and offers ${offers}; bearer and basic are what this program knows.`,
      );
    }
    if (!credential) throw this.notLoggedIn();
    if (credential.kind === 'registry token') return `Bearer ${credential.token}`;
    if (credential.kind === 'identity token') {
      throw new RegistryError(
        'unauthorized',
        `${this.registry} asks for a password, and docker login left a token. Run docker login ${this.registry} with a password or a robot account.`,
      );
    }
    return basicHeader(credential);
  }

  private async bearer(
    challenge: Challenge,
    credential: Credential | undefined,
    scopes: readonly string[],
  ): Promise<string> {
    if (credential?.kind === 'registry token') return `Bearer ${credential.token}`;
    const realm = this.realmOf(challenge);
    const service = challenge.parameters.get('service');
    // A registry may name a scope of its own (Amazon's public one does); the scope of this request is added.
    const asked = [...new Set([...(challenge.parameters.get('scope') ?? '').split(' '), ...scopes])].filter(Boolean);

    const form = new URLSearchParams();
    if (service !== undefined) form.set('service', service);
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.askTokenServer(realm, form, asked, credential).catch(async (error) => {
        if (error instanceof RegistryError && error.transient && (await waitForRetry(attempt, this.retry)))
          return undefined;
        throw error;
      });
      if (!response) continue;
      if (response.ok) return `Bearer ${await this.tokenOf(response, realm)}`;
      await response.body?.cancel();
      if (response.status === 401 || response.status === 403 || response.status === 400) {
        throw credential ? this.refused(realm.host) : this.notLoggedIn();
      }
      const limited = response.status === 429;
      const again = limited || response.status >= 500;
      if (again && (await waitForRetry(attempt, this.retry, parseRetryAfter(response.headers.get('retry-after')))))
        continue;
      const kind = limited ? 'rate limit' : again ? 'server error' : 'refused';
      throw new RegistryError(
        kind,
        `${this.registry}: its token server ${realm.host} answers ${response.status} ${foreignText(response.statusText)}`.trim(),
        again,
      );
    }
  }

  private askTokenServer(
    realm: URL,
    form: URLSearchParams,
    scopes: readonly string[],
    credential: Credential | undefined,
  ): Promise<Response> {
    const headers: Record<string, string> = { 'user-agent': CLIENT_ID };
    if (credential?.kind === 'identity token') {
      const body = new URLSearchParams(form);
      body.set('grant_type', 'refresh_token');
      body.set('refresh_token', credential.token);
      body.set('client_id', CLIENT_ID);
      body.set('scope', scopes.join(' '));
      return this.fetchToken(realm, { method: 'POST', body, headers });
    }
    const url = new URL(realm);
    for (const [name, value] of form) url.searchParams.set(name, value);
    for (const scope of scopes) url.searchParams.append('scope', scope);
    if (credential) headers.authorization = basicHeader(credential);
    return this.fetchToken(url, { headers });
  }

  private async fetchToken(url: URL, init: Parameters<typeof fetchHttp>[1]): Promise<Response> {
    try {
      return await fetchHttp(url, init);
    } catch (error) {
      throw unreachable(
        `${this.registry}: its token server ${url.origin}`,
        error as Error,
        'Repair the external URL that the registry is configured with.',
      );
    }
  }

  private async tokenOf(response: Response, realm: URL): Promise<string> {
    const body = await readToken(response);
    const token = body?.token || body?.access_token;
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
    throw new RegistryError(
      'wrong content',
      `${this.registry}: its token server ${realm.host} answers without a token.`,
    );
  }

  /** The token server's address. It gets the password, so it must be protected at least as well as the registry. */
  private realmOf(challenge: Challenge): URL {
    const text = challenge.parameters.get('realm') ?? '';
    if (!URL.canParse(text)) {
      throw new RegistryError(
        'wrong content',
        `${this.registry}: the token server it names (${foreignText(JSON.stringify(text))}) is not a URL.`,
      );
    }
    const realm = new URL(text);
    if (realm.username || realm.password) {
      throw new RegistryError(
        'refused',
        `${this.registry}: the token server it names (${realm.origin}) has a password in its URL. ` +
          'Repair the external URL that the registry is configured with.',
      );
    }
    if (realm.protocol === 'https:' || (realm.protocol === 'http:' && this.plainHttp)) return realm;
    throw new RegistryError(
      'refused',
      `${this.registry} speaks TLS, and names a token server that does not (${realm.origin}): the password would go there in clear. ` +
        'Repair the external URL that the registry is configured with.',
    );
  }

  private notLoggedIn(): RegistryError {
    return new RegistryError(
      'unauthorized',
      `${this.registry} asks for credentials, and nobody is logged in. Run docker login ${this.registry}.`,
    );
  }

  private refused(by: string): RegistryError {
    const where = by === this.registry ? '' : ` (its token server ${by})`;
    return new RegistryError(
      'unauthorized',
      `${this.registry}${where} refuses the credentials of docker login. Run docker login ${this.registry} again.`,
    );
  }
}

/** The most that a token server's answer may be. */
const TOKEN_LIMIT = 1024 * 1024;

async function readToken(
  response: Response,
): Promise<{ readonly token?: unknown; readonly access_token?: unknown } | undefined> {
  try {
    return JSON.parse((await readBody(response, TOKEN_LIMIT)).toString());
  } catch {
    return undefined;
  }
}

function basicHeader(credential: Credential): string {
  if (credential.kind !== 'password') throw new TypeError('a token is not a password');
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`;
}
