import { object } from '../analysis/manifests';
import { applicationOf, findings } from '../testing/rules';

const rbac = (data: Readonly<Record<string, string>>) =>
  object('ConfigMap', 'argocd-rbac-cm', { namespace: 'argocd', data });
const judged = (data: Readonly<Record<string, string>>, argocdVersion?: string) =>
  findings('rbac-policy-invalid', { 'rbac.yaml': rbac(data) }, argocdVersion).map(
    ({ severity, message }) => `${severity} ${message}`,
  );
const line = (csv: string) => judged({ 'policy.csv': csv });

test('a policy that nobody has to be told about has no finding', () => {
  const csv = `
    # two roles
    p, role:a, applications, *, web/*, allow
    p, role:a, applications, action/apps/Deployment/restart, web/*, allow
    p, role:a, applications, delete/*/Pod/*/*, web/*, deny
    p, role:a, clusters, get, https://kubernetes.default.svc, allow
    p, role:a, repositories, get, *, allow
    p, role:a, certificates, update, *, allow
    p, role:a, accounts, get, *, allow
    p, role:a, exec, create, */*, allow
    p, role:a, extensions, invoke, httpbin, allow
    g, org:team, role:a
    g, "cn=team,dc=example", role:admin
    g, someone, proj:web:dev
  `;
  expect(judged({ 'policy.csv': csv, 'policy.default': 'role:readonly', scopes: '[groups, email]' })).toEqual([]);
  expect(judged({})).toEqual([]);
});

test('a line that cannot be read, in the words of Argo CD', () => {
  expect(line('p, role:a, applications, get, */*')).toEqual([
    expect.stringMatching(/^refuse invalid RBAC policy: p, role:a, applications, get, \*\/\*: no policy is loaded/),
  ]);
  expect(line('g, role:"a", b')).toEqual([expect.stringContaining('column 9: bare " in non-quoted-field')]);
});

test('a line that another program writes is left alone', () => {
  expect(line('<path:secret/argocd#policy>')).toEqual([]);
  expect(line('{{ range .teams }}\ng, {{ . }}, role:x\n{{ end }}')).toEqual([]);
  expect(line(`g, $\{ADMINS}, role:admin`)).toEqual([]);
});

test('what no request ever asks for', () => {
  expect(line('p, role:a, application, get, */*, allow')).toEqual([
    "silent p, role:a, application, get, */*, allow: 'application' is not a valid resource name, so the line gives and denies nothing",
  ]);
  expect(line('p, role:a, applicationsets, sync, */*, allow')).toEqual([
    expect.stringContaining("'sync' is not a valid action for applicationsets"),
  ]);
  expect(line('p, role:a, applications, action, */*, allow')).toHaveLength(1);
  expect(line('p, role:a, applications, sync, web, allow')).toEqual([
    expect.stringContaining("asked for as <project>/<name>, which 'web' never is"),
  ]);
  expect(line('p, role:a, applications, sync, */*, allow # why')).toEqual([
    expect.stringContaining('a comment needs a line of its own'),
  ]);
});

test('an action that this release does not have yet', () => {
  const data = { 'policy.csv': 'p, role:a, applications, rollback, */*, allow' };
  expect(judged(data, '3.5.7')).toHaveLength(1);
  expect(judged(data, '3.6.1')).toEqual([]);
});

test('a regular expression matches a part of a word', () => {
  const csv = 'p, role:a, application, get, web, allow';
  expect(judged({ 'policy.csv': csv, 'policy.matchMode': 'regex' })).toEqual([]);
});

test('with regular expressions, globs are errors, and those of the built-in roles are, too', () => {
  const csv = 'p, role:a, applications, get, */*, allow\ng, team, role:admin';
  expect(judged({ 'policy.csv': csv, 'policy.matchMode': 'regex', 'policy.default': 'role:readonly' })).toEqual([
    expect.stringContaining('missing argument to repetition operator'),
    expect.stringContaining('role:admin is made of globs'),
    expect.stringContaining('role:readonly is made of globs'),
  ]);
});

test('roles without permissions, unless another file may give them some', () => {
  const data = {
    'policy.csv': 'g, team, role:dev\np, role:develop, logs, get, */*, allow',
    'policy.default': 'role:read',
  };
  expect(judged(data)).toEqual([
    "silent user defined roles not found in policies: role:dev: 'g, team, role:dev' gives nobody anything",
    expect.stringContaining('policy.default is role:read'),
  ]);
  const patch = rbac({ 'policy.team.csv': 'p, role:dev, logs, get, */*, allow' });
  expect(findings('rbac-policy-invalid', { 'a/rbac.yaml': rbac(data), 'b/patch.yaml': patch })).toEqual([]);
  expect(judged({ 'policy.csv': 'g, team, role:dev', 'policy.dev.csv': 'p, role:dev, logs, get, */*, allow' })).toEqual(
    [],
  );
});

test('settings beside the policy', () => {
  expect(judged({ scopes: 'groups' })).toEqual([expect.stringMatching(/^refuse error unmarshalling scopes/)]);
  expect(judged({ 'policy.matchMode': 'regexp' })).toEqual([expect.stringContaining('takes anything else for glob')]);
});

test("the same in the values of Argo CD's chart, at their line", () => {
  const values = ['configs:', '  rbac:', '    policy.csv: |', '      p, role:a, app, get, */*, allow'].join('\n');
  const found = findings('rbac-policy-invalid', {
    'argocd.yaml': applicationOf({
      repoURL: 'https://argoproj.github.io/argo-helm',
      chart: 'argo-cd',
      targetRevision: '10.1.1',
      helm: { valuesObject: { configs: { rbac: { 'policy.csv': 'p, role:a, app, get, */*, allow' } } } },
    }),
  });
  expect(found).toHaveLength(1);
  const written = findings('rbac-policy-invalid', {
    'argocd.yaml': applicationOf({
      repoURL: 'https://argoproj.github.io/argo-helm',
      chart: 'argo-cd',
      targetRevision: '10.1.1',
      helm: { values },
    }),
  });
  expect(written).toHaveLength(1);
  const artifact = findings('rbac-policy-invalid', {
    'argocd.yaml': applicationOf({
      repoURL: 'oci://ghcr.io/argoproj/argo-helm/argo-cd',
      path: '.',
      targetRevision: '10.1.1',
      helm: { values },
    }),
  });
  expect(artifact).toHaveLength(1);
});
