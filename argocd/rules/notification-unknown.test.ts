import { application, object } from '../analysis/manifests';
import { applicationOf, findings } from '../testing/rules';

const RULE = 'notification-unknown';
const NAME = 'argocd-notifications-cm';
const config = (data: Readonly<Record<string, string>> = {}) =>
  object('ConfigMap', NAME, {
    namespace: 'argocd',
    data: {
      'service.slack': 'token: $t',
      'service.email.mail': 'host: x',
      'template.failed': 'message: x',
      'trigger.on-failed': '- {when: a, send: [failed]}',
      ...data,
    },
  });
const subscribed = (...keys: readonly string[]) =>
  application(
    {},
    { metadata: { annotations: Object.fromEntries(keys.map((key) => [`notifications.argoproj.io/${key}`, 'x'])) } },
  );
const judged = (files: Readonly<Record<string, string>>) => findings(RULE, files).map(({ message }) => message);

test('what is configured, by its name and not by its type', () => {
  const app = subscribed('subscribe.on-failed.slack', 'subscribe.on-failed.mail', 'subscribe.slack', 'subscriptions');
  expect(judged({ 'cm.yaml': config(), 'app.yaml': app })).toEqual([]);
  expect(judged({ 'cm.yaml': config(), 'app.yaml': subscribed('subscribe.on-failed.email') })).toEqual([
    expect.stringContaining("notification service 'email' is not supported"),
  ]);
});

test('triggers, services and templates that are not, in the words of Argo CD', () => {
  const files = {
    'cm.yaml': config({ 'trigger.on-x': '- {when: a, send: [faild]}' }),
    'app.yaml': subscribed('subscribe.on-fail.slack', 'subscribe.teams'),
  };
  expect(findings(RULE, files)).toMatchObject([
    {
      message: expect.stringContaining("trigger 'on-fail' is not configured"),
      fix: expect.stringContaining('Did you mean on-failed?'),
    },
    { message: expect.stringContaining("notification service 'teams' is not supported") },
    {
      message: expect.stringContaining("template 'faild' is not supported"),
      fix: expect.stringContaining('Did you mean failed?'),
    },
  ]);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['no configuration is at hand', {}],
  [
    'it has no triggers: a catalog brings them',
    { 'cm.yaml': object('ConfigMap', NAME, { data: { 'service.slack': 'token: $t' } }) },
  ],
  ['there are two', { 'a.yaml': config(), 'b.yaml': config() }],
  [
    'it is a patch of a kustomization that is not built',
    {
      'k/kustomization.yaml': 'resources: [https://example.com/x.yaml]\npatches: [{path: cm.yaml}]\n',
      'k/cm.yaml': config(),
    },
  ],
  [
    'namespaces have their own',
    {
      'cm.yaml': config(),
      'params.yaml': object('ConfigMap', 'argocd-cmd-params-cm', {
        data: { 'notificationscontroller.selfservice.enabled': 'true' },
      }),
    },
  ],
])('nothing is said where %s', (_, files) => {
  expect(judged({ ...files, 'app.yaml': subscribed('subscribe.on-fail.teams') })).toEqual([]);
});

test("the values of Argo CD's chart", () => {
  const notifications = {
    notifiers: { 'service.slack': 'token: $t' },
    triggers: { 'trigger.on-failed': '- {when: a, send: [failed]}' },
    templates: { 'template.failed': 'message: x' },
  };
  const argocd = applicationOf({
    repoURL: 'https://argoproj.github.io/argo-helm',
    chart: 'argo-cd',
    targetRevision: '10.1.1',
    helm: { valuesObject: { notifications } },
  }).replace('"name": "web"', '"name": "argocd"');
  expect(judged({ 'argocd.yaml': argocd, 'app.yaml': subscribed('subscribe.on-failed.slack') })).toEqual([]);
  expect(judged({ 'argocd.yaml': argocd, 'app.yaml': subscribed('subscribe.on-fail.slack') })).toHaveLength(1);
});
