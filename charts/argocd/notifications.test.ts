import { parse } from 'yaml';
import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { RequiredSecrets } from '../facts/required-secrets';
import { type ArgoCdNotifications, notificationErrors } from './notifications';

const notifications: ArgoCdNotifications = {
  services: {
    slack: { type: 'slack', token: { secretKey: 'slack-token' } },
    status: {
      type: 'webhook',
      url: 'https://ci.example.com',
      headers: [{ name: 'Authorization', value: { secretKey: 'ci-token' } }],
    },
    pager: { type: 'other', serviceType: 'pagerdutyv2', config: { serviceKeys: { ops: { secretKey: 'pager-key' } } } },
  },
  templates: {
    failed: { message: 'Sync of {{.app.metadata.name}} failed', services: { slack: { attachments: '[]' } } },
  },
  triggers: {
    'on-sync-failed': [{ when: "app.status.operationState.phase in ['Error', 'Failed']", send: ['failed'] }],
  },
  subscriptions: [{ triggers: ['on-sync-failed'], recipients: ['slack:ops'] }],
  context: { environment: 'prod' },
};

test('a platform renders them into the values of Argo CD, and asks for the Secret', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, { argocd: { notifications } });
  const file = app.plan().files.find(({ path }) => path === 'values/argocd.yaml');
  const values = parse(file?.text ?? '').notifications;
  expect(values).toMatchObject({
    enabled: true,
    argocdUrl: 'http://10.0.24.28:30080',
    secret: { create: false },
    context: { environment: 'prod' },
    subscriptions: [{ recipients: ['slack:ops'], triggers: ['on-sync-failed'] }],
  });
  const parsed = (part: object) => Object.fromEntries(Object.entries(part).map(([key, text]) => [key, parse(text)]));
  expect(parsed(values.notifiers)).toEqual({
    'service.slack': { token: '$slack-token' },
    'service.webhook.status': {
      url: 'https://ci.example.com',
      headers: [{ name: 'Authorization', value: '$ci-token' }],
    },
    'service.pagerdutyv2.pager': { serviceKeys: { ops: '$pager-key' } },
  });
  expect(parsed(values.templates)).toEqual({
    'template.failed': { message: 'Sync of {{.app.metadata.name}} failed', slack: { attachments: '[]' } },
  });
  expect(parsed(values.triggers)['trigger.on-sync-failed']).toMatchObject([{ send: ['failed'] }]);
  const [secret] = RequiredSecrets.of(app).all.filter(({ name }) => name === 'argocd-notifications-secret');
  expect(secret?.keys.map(({ key }) => key)).toEqual(['slack-token', 'ci-token', 'pager-key']);
  expect(notificationErrors(notifications)).toEqual([]);
});

test('what does not exist is refused, with what there is', () => {
  const wrong: ArgoCdNotifications = {
    services: { 'a.b': { type: 'other', serviceType: 'slak', config: { token: { secretKey: 'a.b' } } } },
    templates: { failed: { message: 'x' } },
    triggers: { 'on.fail': [{ when: ' ', send: ['faild'] }] },
    subscriptions: [{ triggers: ['on-fail'], recipients: ['slack:ops'] }],
  };
  expect(notificationErrors(wrong)).toEqual([
    expect.stringContaining('services has the name "a.b"'),
    expect.stringMatching(/services\.a\.b: service type 'slak' is not supported: .* Did you mean slack\?$/),
    expect.stringContaining('secretKey is "a.b": Argo CD finds only keys'),
    expect.stringContaining('triggers has the name "on.fail", to which nobody could subscribe'),
    expect.stringContaining('when is empty'),
    expect.stringMatching(
      /send names faild, which is none of templates: give one of \[failed\].* Did you mean failed\?$/,
    ),
    expect.stringContaining('subscriptions[0].triggers names on-fail, which is none of triggers'),
    expect.stringContaining('subscriptions[0].recipients names slack, which is none of services'),
  ]);
});
