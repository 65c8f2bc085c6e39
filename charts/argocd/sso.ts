import { isMap } from '../../argocd/model/resource';
import { toYaml } from '../../synth/plan/yaml';
import type { RequiredSecret } from '../facts/required-secret';
import { ARGOCD_NAMESPACE } from './names';

/** How people log in: through Dex, which Argo CD brings and which speaks to many providers, or directly by OpenID Connect. */
export type ArgoCdSso = DexSso | OidcSso;

/** A key of a Secret in Argo CD's namespace. PLATFORM.md asks for it; no secret is ever in Git. */
export interface ArgoCdSecretKey {
  /** Name of the Secret. It needs the label `app.kubernetes.io/part-of: argocd`, or Argo CD does not look at it. */
  readonly secret: string;
  /** The key in it. */
  readonly key: string;
}

/** Through Dex. Register `<url of Argo CD>/api/dex/callback` with the provider as the address that it leads back to. */
export interface DexSso {
  /** Dex. */
  readonly type: 'dex';
  /** The providers: with several, people choose. */
  readonly connectors: readonly DexConnector[];
}

/** Directly. Register `<url of Argo CD>/auth/callback` with the provider as the address that it leads back to. */
export interface OidcSso {
  /** A provider of OpenID Connect. */
  readonly type: 'oidc';
  /** What the button says. */
  readonly name: string;
  /** URL of the provider, below which `/.well-known/openid-configuration` is. */
  readonly issuer: string;
  /** ID of the client that is registered for Argo CD. */
  readonly clientID: string;
  /** Its secret. @default { secret: 'argocd-sso', key: 'oidc-client-secret' } */
  readonly clientSecret?: ArgoCdSecretKey;
  /** ID of the client for the `argocd` command, where it has one of its own. @default - that of Argo CD */
  readonly cliClientID?: string;
  /** Scopes to ask for. @default ['openid', 'profile', 'email', 'groups'] */
  readonly requestedScopes?: readonly string[];
  /** Claims that the token has to have: `{ groups: { essential: true } }`. @default - none */
  readonly requestedIDTokenClaims?: Readonly<Record<string, OidcClaim>>;
  /** Where logging out leads; `{{token}}` and `{{logoutRedirectURL}}` are filled in. @default - Argo CD's own page */
  readonly logoutURL?: string;
  /** The CA of the provider as PEM, where it is one's own. @default - the usual roots */
  readonly rootCA?: string;
  /** Any other key of `oidc.config`. @default - none */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A claim that is asked for. */
export interface OidcClaim {
  /** Whether nobody may log in without it. @default false */
  readonly essential?: boolean;
  /** The values that it may have. @default - any */
  readonly values?: readonly string[];
}

/** A provider that Dex knows. */
export type DexConnector =
  | DexGitHub
  | DexGitLab
  | DexOidc
  | DexSaml
  | DexLdap
  | DexMicrosoft
  | DexGoogle
  | OtherDexConnector;

/** What every connector has. */
export interface DexConnectorBase {
  /** ID of the connector, once in Dex. @default - its type */
  readonly id?: string;
  /** What the button says. */
  readonly name: string;
  /** Any other key of the connector's `config`, as Dex documents it; `{ secret, key }` stands for a secret value. @default - none */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What a client of OAuth has. */
export interface DexClient extends DexConnectorBase {
  /** ID of the client that is registered for Argo CD. */
  readonly clientID: string;
  /** Its secret. @default - the key `<id>-client-secret` of the Secret argocd-sso */
  readonly clientSecret?: ArgoCdSecretKey;
}

/** GitHub. @see https://dexidp.io/docs/connectors/github/ */
export interface DexGitHub extends DexClient {
  /** GitHub. */
  readonly type: 'github';
  /** Who may log in: members of these, or of teams of them. Groups are then `<org>:<team>`. @default - everybody on GitHub */
  readonly orgs?: readonly DexGitHubOrg[];
  /** Host of a GitHub Enterprise. @default 'github.com' */
  readonly hostName?: string;
  /** How teams are named in groups. @default 'slug' */
  readonly teamNameField?: 'name' | 'slug' | 'both';
}

/** An organization of GitHub. */
export interface DexGitHubOrg {
  /** Its name. */
  readonly name: string;
  /** Which of its teams. @default - all of its members */
  readonly teams?: readonly string[];
}

/** GitLab. @see https://dexidp.io/docs/connectors/gitlab/ */
export interface DexGitLab extends DexClient {
  /** GitLab. */
  readonly type: 'gitlab';
  /** URL of one's own. @default 'https://gitlab.com' */
  readonly baseURL?: string;
  /** Who may log in: members of these groups. @default - everybody there */
  readonly groups?: readonly string[];
}

/** Any provider of OpenID Connect. @see https://dexidp.io/docs/connectors/oidc/ */
export interface DexOidc extends DexClient {
  /** OpenID Connect. */
  readonly type: 'oidc';
  /** URL of the provider. */
  readonly issuer: string;
  /** Scopes to ask for. @default ['profile', 'email', 'groups'] */
  readonly scopes?: readonly string[];
  /** Whether groups of the token are taken; Dex has to be told, because it does not renew them. @default true */
  readonly insecureEnableGroups?: boolean;
}

/** SAML 2.0. @see https://dexidp.io/docs/connectors/saml/ */
export interface DexSaml extends DexConnectorBase {
  /** SAML. */
  readonly type: 'saml';
  /** Where the provider takes requests. */
  readonly ssoURL: string;
  /** Its certificate, PEM in base64. */
  readonly caData: string;
  /** Attribute with the name. @default 'name' */
  readonly usernameAttr?: string;
  /** Attribute with the e-mail address. @default 'email' */
  readonly emailAttr?: string;
  /** Attribute with the groups. @default - no groups */
  readonly groupsAttr?: string;
  /** Who asks, where the provider wants to know. @default - the URL of the callback */
  readonly entityIssuer?: string;
}

/** LDAP. @see https://dexidp.io/docs/connectors/ldap/ */
export interface DexLdap extends DexConnectorBase {
  /** LDAP. */
  readonly type: 'ldap';
  /** Host and port: `ldap.example.com:636`. */
  readonly host: string;
  /** Who searches. @default - searches are anonymous */
  readonly bindDN?: string;
  /** Their password. @default - the key `<id>-bind-password` of the Secret argocd-sso, where there is a `bindDN` */
  readonly bindPW?: ArgoCdSecretKey;
  /** The CA of the server, PEM in base64. @default - the usual roots */
  readonly rootCAData?: string;
  /** Whether TLS begins on the plain port. @default false */
  readonly startTLS?: boolean;
  /** Where people are, and which attribute is what. */
  readonly userSearch: {
    /** Below which entry. */
    readonly baseDN: string;
    /** Which of them. @default - all */
    readonly filter?: string;
    /** Attribute that is compared with what somebody types. */
    readonly username: string;
    /** Attribute with the ID. @default 'DN' */
    readonly idAttr?: string;
    /** Attribute with the e-mail address. @default 'mail' */
    readonly emailAttr?: string;
    /** Attribute with the name. @default - none */
    readonly nameAttr?: string;
  };
  /** Where groups are. @default - nobody has groups */
  readonly groupSearch?: {
    /** Below which entry. */
    readonly baseDN: string;
    /** Which of them. @default - all */
    readonly filter?: string;
    /** How a person and a group belong together. */
    readonly userMatchers: readonly DexLdapMatcher[];
    /** Attribute with the group's name. @default 'cn' */
    readonly nameAttr?: string;
  };
}

/** How a person and a group of LDAP belong together. */
export interface DexLdapMatcher {
  /** Attribute of the person: `DN`. */
  readonly userAttr: string;
  /** Attribute of the group: `member`. */
  readonly groupAttr: string;
}

/** Microsoft Entra ID. @see https://dexidp.io/docs/connectors/microsoft/ */
export interface DexMicrosoft extends DexClient {
  /** Microsoft. */
  readonly type: 'microsoft';
  /** ID or domain of the tenant. @default - every account of Microsoft may log in */
  readonly tenant?: string;
  /** Who may log in: members of these groups. @default - everybody of the tenant */
  readonly groups?: readonly string[];
}

/** Google. It says no groups without a service account: see `more`. @see https://dexidp.io/docs/connectors/google/ */
export interface DexGoogle extends DexClient {
  /** Google. */
  readonly type: 'google';
  /** Who may log in: accounts of these domains. @default - every account of Google */
  readonly hostedDomains?: readonly string[];
}

/** Any other connector of Dex. @see https://dexidp.io/docs/connectors/ */
export interface OtherDexConnector {
  /** A connector that is not typed here. */
  readonly type: 'other';
  /** Its type as Dex names it: `bitbucket-cloud`, `openshift`, `authproxy` … */
  readonly dexType: string;
  /** ID of the connector, once in Dex. @default - its type */
  readonly id?: string;
  /** What the button says. */
  readonly name: string;
  /** Its `config`, as Dex documents it; `{ secret, key }` stands for a secret value. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What follows from a single sign-on. */
export interface SsoConfig {
  /** Keys of argocd-cm. */
  readonly cm: Readonly<Record<string, string>>;
  /** The Secrets that must be there. */
  readonly secrets: readonly RequiredSecret[];
  /** What Argo CD would not take. */
  readonly errors: readonly string[];
}

const SECRET = 'argocd-sso';

/** Derives the settings. */
export function ssoConfig(sso: ArgoCdSso, url: string): SsoConfig {
  const used: { key: ArgoCdSecretKey; what: string }[] = [];
  const errors: string[] = [];
  const secret = (key: ArgoCdSecretKey, what: string): string => {
    used.push({ key, what });
    return `$${key.secret}:${key.key}`;
  };
  /** References of secrets put in, and plain secrets told. */
  const open = (value: unknown, what: string, at: string): unknown => {
    if (Array.isArray(value)) return value.map((one, i) => open(one, what, `${at}[${i}]`));
    if (!isMap(value)) return value;
    if (isSecretKey(value)) return secret(value, what);
    return Object.fromEntries(
      Object.entries(value).map(([key, below]) => {
        if (
          typeof below === 'string' &&
          /secret$|password$|^bindPW$|token$|^privateKey$/i.test(key) &&
          !below.startsWith('$')
        )
          errors.push(`sso: ${at}.${key} is a plain text, and would be in Git: give { secret: '${SECRET}', key: '…' }`);
        return [key, open(below, what, `${at}.${key}`)];
      }),
    );
  };
  let cm: Record<string, string>;
  if (sso.type === 'oidc') {
    const { type: _, clientSecret = { secret: SECRET, key: 'oidc-client-secret' }, more, ...rest } = sso;
    errors.push(...urlErrors('sso.issuer', sso.issuer));
    const what = `client ${sso.clientID} of ${sso.name}`;
    const config = {
      requestedScopes: ['openid', 'profile', 'email', 'groups'],
      ...rest,
      ...(open(more ?? {}, what, 'more') as object),
      clientSecret: secret(clientSecret, what),
    };
    cm = { 'oidc.config': toYaml(config) };
  } else {
    const ids = sso.connectors.map(idOf);
    if (ids.length === 0) errors.push('sso.connectors is empty, so nobody could log in: give one, or leave sso out');
    for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) < i)))
      errors.push(`sso.connectors has the id ${id} twice: give one of them another id`);
    const connectors = sso.connectors.map((connector) => ({
      type: connector.type === 'other' ? connector.dexType : connector.type,
      id: idOf(connector),
      name: connector.name,
      config: connectorConfig(connector, secret, open),
    }));
    for (const connector of sso.connectors) errors.push(...connectorErrors(connector));
    cm = { 'dex.config': toYaml({ connectors }) };
  }
  const callback = `${url}${sso.type === 'oidc' ? '/auth/callback' : '/api/dex/callback'}`;
  return {
    cm,
    errors,
    secrets: used
      .filter(({ key }) => key.secret !== 'argocd-secret')
      .map(({ key, what }) => ({
        namespace: ARGOCD_NAMESPACE,
        name: key.secret,
        labels: { 'app.kubernetes.io/part-of': 'argocd' },
        usedBy: `Argo CD: single sign-on, ${what}`,
        keys: [{ key: key.key, howToMake: `what the provider shows; it has to lead back to ${callback}` }],
      })),
  };
}

const idOf = (connector: DexConnector): string =>
  connector.id ?? (connector.type === 'other' ? connector.dexType : connector.type);

const isSecretKey = (
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & ArgoCdSecretKey =>
  typeof value.secret === 'string' && typeof value.key === 'string' && Object.keys(value).length === 2;

function connectorConfig(
  connector: DexConnector,
  secret: (key: ArgoCdSecretKey, what: string) => string,
  open: (value: unknown, what: string, at: string) => unknown,
): Record<string, unknown> {
  const id = idOf(connector);
  const at = `connector ${id}`;
  if (connector.type === 'other') return open(connector.config, at, at) as Record<string, unknown>;
  const { type, id: _id, name: _name, more = {}, ...rest } = connector;
  const others = open(more, at, at) as object;
  if (connector.type === 'saml') return { usernameAttr: 'name', emailAttr: 'email', ...rest, ...others };
  if (connector.type === 'ldap') {
    const { bindDN, bindPW = { secret: SECRET, key: `${id}-bind-password` }, userSearch, groupSearch } = connector;
    return {
      ...rest,
      ...(bindDN !== undefined && { bindPW: secret(bindPW, `${at}, password of ${bindDN}`) }),
      userSearch: { idAttr: 'DN', emailAttr: 'mail', ...userSearch },
      ...(groupSearch && { groupSearch: { nameAttr: 'cn', ...groupSearch } }),
      ...others,
    };
  }
  const defaults: Record<string, unknown> =
    type === 'oidc'
      ? { scopes: ['profile', 'email', 'groups'], insecureEnableGroups: true }
      : type === 'github'
        ? { teamNameField: 'slug' }
        : {};
  const { clientSecret = { secret: SECRET, key: `${id}-client-secret` } } = connector;
  return { ...defaults, ...rest, clientSecret: secret(clientSecret, `${at}, client ${connector.clientID}`), ...others };
}

function connectorErrors(connector: DexConnector): string[] {
  const at = `sso: connector ${idOf(connector)}`;
  switch (connector.type) {
    case 'oidc':
      return urlErrors(`${at}: issuer`, connector.issuer);
    case 'saml':
      return urlErrors(`${at}: ssoURL`, connector.ssoURL);
    case 'gitlab':
      return connector.baseURL === undefined ? [] : urlErrors(`${at}: baseURL`, connector.baseURL);
    case 'github':
      return connector.hostName?.includes('/')
        ? [`${at}: hostName is ${connector.hostName}: give a host without scheme and path, such as github.example.com`]
        : [];
    case 'ldap':
      return connector.host.includes('/')
        ? [`${at}: host is ${connector.host}: give a host and a port without scheme, such as ldap.example.com:636`]
        : [];
    default:
      return [];
  }
}

function urlErrors(field: string, url: string): string[] {
  return /^https?:\/\/[^/\s]+/.test(url) ? [] : [`${field} is ${url}: give a URL, such as https://idp.example.com`];
}
