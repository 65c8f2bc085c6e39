import { parse } from 'yaml';
import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { RequiredSecrets } from '../facts/required-secrets';
import { type ArgoCdSso, ssoConfig } from './sso';

const URL = 'https://argocd.example.com';
const config = (sso: ArgoCdSso) => {
  const { cm, secrets, errors } = ssoConfig(sso, URL);
  return { config: parse(cm['dex.config'] ?? cm['oidc.config'] ?? ''), secrets, errors };
};

test('connectors as Dex reads them; every secret is a reference, and is asked for', () => {
  const made = config({
    type: 'dex',
    connectors: [
      { type: 'github', name: 'GitHub', clientID: 'abc', orgs: [{ name: 'orgname', teams: ['ops'] }] },
      { type: 'oidc', id: 'keycloak', name: 'Keycloak', issuer: 'https://id.example.com', clientID: 'argocd' },
      {
        type: 'ldap',
        name: 'LDAP',
        host: 'ldap.example.com:636',
        bindDN: 'cn=argocd',
        bindPW: { secret: 'ldap', key: 'password' },
        userSearch: { baseDN: 'ou=people', username: 'uid' },
      },
      {
        type: 'other',
        dexType: 'openshift',
        name: 'OpenShift',
        config: { issuer: 'x', clientSecret: { secret: 'os', key: 's' } },
      },
    ],
  });
  expect(made.errors).toEqual([]);
  expect(made.config.connectors).toEqual([
    {
      type: 'github',
      id: 'github',
      name: 'GitHub',
      config: {
        teamNameField: 'slug',
        clientID: 'abc',
        orgs: [{ name: 'orgname', teams: ['ops'] }],
        clientSecret: '$argocd-sso:github-client-secret',
      },
    },
    {
      type: 'oidc',
      id: 'keycloak',
      name: 'Keycloak',
      config: {
        scopes: ['profile', 'email', 'groups'],
        insecureEnableGroups: true,
        issuer: 'https://id.example.com',
        clientID: 'argocd',
        clientSecret: '$argocd-sso:keycloak-client-secret',
      },
    },
    {
      type: 'ldap',
      id: 'ldap',
      name: 'LDAP',
      config: {
        host: 'ldap.example.com:636',
        bindDN: 'cn=argocd',
        bindPW: '$ldap:password',
        userSearch: { idAttr: 'DN', emailAttr: 'mail', baseDN: 'ou=people', username: 'uid' },
      },
    },
    { type: 'openshift', id: 'openshift', name: 'OpenShift', config: { issuer: 'x', clientSecret: '$os:s' } },
  ]);
  expect(made.secrets.map(({ name, keys, labels }) => [name, keys[0]?.key, labels])).toEqual(
    [
      ['argocd-sso', 'github-client-secret'],
      ['argocd-sso', 'keycloak-client-secret'],
      ['ldap', 'password'],
      ['os', 's'],
    ].map((one) => [...one, { 'app.kubernetes.io/part-of': 'argocd' }]),
  );
  expect(made.secrets[0]?.keys[0]?.howToMake).toContain('https://argocd.example.com/api/dex/callback');
});

test('OpenID Connect without Dex', () => {
  const sso: ArgoCdSso = { type: 'oidc', name: 'Okta', issuer: 'https://okta.example.com', clientID: 'argocd' };
  expect(config(sso)).toMatchObject({
    errors: [],
    config: { name: 'Okta', issuer: 'https://okta.example.com', clientSecret: '$argocd-sso:oidc-client-secret' },
    secrets: [{ keys: [{ howToMake: expect.stringContaining('https://argocd.example.com/auth/callback') }] }],
  });
});

test('a secret as plain text is refused and not repeated, and so is what cannot be', () => {
  const { errors } = config({
    type: 'dex',
    connectors: [
      { type: 'other', dexType: 'x', name: 'X', config: { nested: { clientSecret: 'not-really' } } },
      { type: 'oidc', id: 'x', name: 'Y', issuer: 'id.example.com', clientID: 'a' },
      { type: 'ldap', name: 'L', host: 'ldap://x', userSearch: { baseDN: 'a', username: 'uid' } },
    ],
  });
  expect(errors).toEqual([
    'sso.connectors has the id x twice: give one of them another id',
    "sso: connector x.nested.clientSecret is a plain text, and would be in Git: give { secret: 'argocd-sso', key: '…' }",
    'sso: connector x: issuer is id.example.com: give a URL, such as https://idp.example.com',
    'sso: connector ldap: host is ldap://x: give a host and a port without scheme, such as ldap.example.com:636',
  ]);
  expect(config({ type: 'dex', connectors: [] }).errors).toEqual([expect.stringContaining('nobody could log in')]);
});

describe('a platform with single sign-on', () => {
  const sso: ArgoCdSso = { type: 'oidc', name: 'Okta', issuer: 'https://okta.example.com', clientID: 'argocd' };
  const made = (argocd: object) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    platform(app, { argocd });
    return app;
  };

  test('asks for its Secret, and runs Dex only where it is used', () => {
    const app = made({ sso });
    const values = parse(app.plan().files.find(({ path }) => path === 'values/argocd.yaml')?.text ?? '');
    expect(values.dex.enabled).toBe(false);
    expect(values.configs.cm['oidc.config']).toContain('clientSecret: $argocd-sso:oidc-client-secret');
    expect(RequiredSecrets.of(app).all.map(({ name }) => name)).toContain('argocd-sso');
  });

  test('is refused where what is said contradicts itself', () => {
    const errors = made({
      dex: false,
      sso: { type: 'dex', connectors: [{ type: 'google', name: 'G', clientID: 'x' }] },
    })
      .node.findAll()
      .flatMap(({ node }) => node.validate());
    expect(errors).toEqual(['dex is false, but sso is through Dex: leave dex out, or give sso type oidc']);
  });
});
