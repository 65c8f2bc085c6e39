import { didYouMean, listed } from '../../argocd/analysis/words';
import { toYaml } from '../../synth/plan/yaml';
import type { RequiredSecret } from '../facts/required-secret';
import { ARGOCD_NAMESPACE } from './names';
import type { ArgoCdValues } from './versions';

/**
 * Whom Argo CD tells what. Applications and projects subscribe by annotation,
 * `notifications.argoproj.io/subscribe.<trigger>.<service>: <recipient>`; one to a trigger or service that is not here is refused.
 *
 * @example
 *   notifications: {
 *     services: { slack: { type: 'slack', token: { secretKey: 'slack-token' } } },
 *     templates: { failed: { message: 'Sync of {{.app.metadata.name}} failed: {{.app.status.operationState.message}}' } },
 *     triggers: { 'on-sync-failed': [{ when: "app.status?.operationState.phase in ['Error', 'Failed']", send: ['failed'] }] },
 *     subscriptions: [{ triggers: ['on-sync-failed'], recipients: ['slack:ops'] }],
 *   }
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/
 */
export interface ArgoCdNotifications {
  /** The services that messages go through, by the name that subscriptions use: letters, digits, `-` and `_`. */
  readonly services: Readonly<Record<string, NotificationService>>;
  /** The messages, by name. */
  readonly templates: Readonly<Record<string, NotificationTemplate>>;
  /** When which message is sent, by the name that subscriptions use: no dot in it. */
  readonly triggers: Readonly<Record<string, readonly NotificationTrigger[]>>;
  /** Who is told of all Applications. @default - only who subscribes by annotation */
  readonly subscriptions?: readonly NotificationSubscription[];
  /** Texts for templates: `{{.context.environment}}`. @default - only the URL of Argo CD, `argocdUrl` */
  readonly context?: Readonly<Record<string, string>>;
}

/** A key of the Secret `argocd-notifications-secret`. PLATFORM.md asks for it. */
export interface NotificationSecret {
  /** The key: letters, digits, `-` and `_`. */
  readonly secretKey: string;
}

/** A service that messages go through. */
export type NotificationService =
  | SlackService
  | TeamsWorkflowsService
  | EmailService
  | WebhookService
  | GitHubService
  | GrafanaService
  | MattermostService
  | TelegramService
  | OpsgenieService
  | OtherNotificationService;

/** Slack; recipients are channels. */
export interface SlackService {
  /** Slack. */
  readonly type: 'slack';
  /** Token of the bot. */
  readonly token: NotificationSecret;
  /** Name that messages come from. @default - that of the bot */
  readonly username?: string;
  /** Icon that messages come with: `:rocket:` or a URL. @default - that of the bot */
  readonly icon?: string;
}

/** Microsoft Teams through Workflows; recipients are the names of `recipientUrls`. */
export interface TeamsWorkflowsService {
  /** Microsoft Teams. */
  readonly type: 'teams-workflows';
  /** URL of the workflow of each recipient. */
  readonly recipientUrls: Readonly<Record<string, NotificationSecret>>;
}

/** E-mail; recipients are addresses. */
export interface EmailService {
  /** E-mail. */
  readonly type: 'email';
  /** SMTP server. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** Sender. */
  readonly from: string;
  /** User. @default - the server asks for none */
  readonly username?: NotificationSecret;
  /** Password. @default - the server asks for none */
  readonly password?: NotificationSecret;
  /** Whether bodies are HTML. @default false */
  readonly html?: boolean;
}

/** Any HTTP service; what is sent, templates say. */
export interface WebhookService {
  /** HTTP. */
  readonly type: 'webhook';
  /** URL; one with a token in it is a secret. */
  readonly url: string | NotificationSecret;
  /** Headers. @default - none */
  readonly headers?: readonly {
    /** Name of the header. */
    readonly name: string;
    /** Its value. */
    readonly value: string | NotificationSecret;
  }[];
}

/** GitHub, by an App: statuses of commits, deployments, comments. */
export interface GitHubService {
  /** GitHub. */
  readonly type: 'github';
  /** ID of the App. */
  readonly appID: number;
  /** ID of its installation. */
  readonly installationID: number;
  /** Its private key. */
  readonly privateKey: NotificationSecret;
  /** URL of a GitHub Enterprise. @default - github.com */
  readonly enterpriseBaseURL?: string;
}

/** Annotations of Grafana; recipients are tags. */
export interface GrafanaService {
  /** Grafana. */
  readonly type: 'grafana';
  /** URL of its API. */
  readonly apiUrl: string;
  /** Key of its API. */
  readonly apiKey: NotificationSecret;
}

/** Mattermost; recipients are IDs of channels. */
export interface MattermostService {
  /** Mattermost. */
  readonly type: 'mattermost';
  /** URL of its API. */
  readonly apiURL: string;
  /** Token of the bot. */
  readonly token: NotificationSecret;
}

/** Telegram; recipients are IDs of chats. */
export interface TelegramService {
  /** Telegram. */
  readonly type: 'telegram';
  /** Token of the bot. */
  readonly token: NotificationSecret;
}

/** Opsgenie; recipients are the names of `apiKeys`. */
export interface OpsgenieService {
  /** Opsgenie. */
  readonly type: 'opsgenie';
  /** URL of its API. @default 'https://api.opsgenie.com' */
  readonly apiUrl?: string;
  /** Key of each team. */
  readonly apiKeys: Readonly<Record<string, NotificationSecret>>;
}

/** Any other service of Argo CD. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/overview/ */
export interface OtherNotificationService {
  /** A service that is not typed here. */
  readonly type: 'other';
  /** Its type as Argo CD names it: `pagerdutyv2`, `googlechat`, `alertmanager` … */
  readonly serviceType: string;
  /** Its configuration, as Argo CD documents it; `{ secretKey }` stands for a secret value. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A message. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/templates/ */
export interface NotificationTemplate {
  /** Its text, a Go template. @default - none: what is said for the services counts */
  readonly message?: string;
  /** What is particular to a service, by its type: `{ slack: { attachments: '…' } }`. @default - nothing */
  readonly services?: Readonly<Record<string, unknown>>;
}

/** When which messages are sent. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/triggers/ */
export interface NotificationTrigger {
  /** An expression: `app.status.health.status == 'Degraded'`. */
  readonly when: string;
  /** Names of templates. */
  readonly send: readonly string[];
  /** An expression: for one value of it, the message is sent once. @default - each time that `when` becomes true */
  readonly oncePer?: string;
  /** What it is for. @default - none */
  readonly description?: string;
}

/** Who is told of all Applications, or of those with some labels. */
export interface NotificationSubscription {
  /** Names of triggers. */
  readonly triggers: readonly string[];
  /** `<service>:<recipient>` each. */
  readonly recipients: readonly string[];
  /** Labels of the Applications, as a selector: `team=web`. @default - all */
  readonly selector?: string;
}

/** The types that Argo CD knows. @see https://github.com/argoproj/notifications-engine/blob/master/pkg/services/services.go */
const TYPES = [
  ...[
    'alertmanager',
    'awssqs',
    'email',
    'gcppubsub',
    'github',
    'googlechat',
    'grafana',
    'mattermost',
    'nats',
    'newrelic',
  ],
  ...[
    'opsgenie',
    'pagerduty',
    'pagerdutyv2',
    'pushover',
    'rocketchat',
    'slack',
    'teams',
    'teams-workflows',
    'telegram',
  ],
  ...['webex', 'webhook'],
];

const typeOf = (service: NotificationService) => (service.type === 'other' ? service.serviceType : service.type);

/** The Secret that Argo CD looks at, and no other. */
const SECRET = 'argocd-notifications-secret';

/** The chart's values. */
export function notificationValues(notifications: ArgoCdNotifications, url: string): ArgoCdValues {
  const { services, templates, triggers, subscriptions, context } = notifications;
  const keyed = (prefix: string, entries: readonly (readonly [string, unknown])[]) =>
    Object.fromEntries(entries.map(([name, value]) => [`${prefix}.${name}`, toYaml(value)]));
  return {
    notifications: {
      argocdUrl: url,
      // PLATFORM.md asks for it where a service needs it; the chart's own would be empty, and Argo CD would empty it again.
      secret: { create: secretKeys(notifications).length === 0 },
      notifiers: keyed(
        'service',
        Object.entries(services).map(([name, service]) => {
          const type = typeOf(service);
          return [type === name ? type : `${type}.${name}`, withReferences(configOf(service))];
        }),
      ),
      templates: keyed(
        'template',
        Object.entries(templates).map(([name, { message, services: more }]) => [
          name,
          { ...(message !== undefined && { message }), ...more },
        ]),
      ),
      triggers: keyed('trigger', Object.entries(triggers)),
      ...(subscriptions && {
        subscriptions: subscriptions.map(({ triggers, recipients, selector }) => ({
          recipients: [...recipients],
          triggers: [...triggers],
          ...(selector !== undefined && { selector }),
        })),
      }),
      ...(context && { context }),
    },
  };
}

function configOf(service: NotificationService): unknown {
  if (service.type === 'other') return service.config;
  const { type: _, ...config } = service;
  return config;
}

const isSecret = (value: object): value is NotificationSecret =>
  'secretKey' in value && typeof value.secretKey === 'string' && Object.keys(value).length === 1;

/** `{ secretKey: 'x' }` as Argo CD writes it: `$x`. */
function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== 'object' || value === null) return value;
  if (isSecret(value)) return `$${value.secretKey}`;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, withReferences(below)]));
}

function secretKeys({ services }: ArgoCdNotifications): { readonly key: string; readonly service: string }[] {
  const found: { key: string; service: string }[] = [];
  const visit = (value: unknown, service: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSecret(value)) found.push({ key: value.secretKey, service });
    else for (const below of Object.values(value)) visit(below, service);
  };
  for (const [name, service] of Object.entries(services)) visit(configOf(service), name);
  return found;
}

/** The Secret that must be there. */
export function notificationSecrets(notifications: ArgoCdNotifications): RequiredSecret[] {
  return secretKeys(notifications).map(({ key, service }) => ({
    namespace: ARGOCD_NAMESPACE,
    name: SECRET,
    labels: { 'app.kubernetes.io/part-of': 'argocd' },
    usedBy: `Argo CD: notifications through ${service}`,
    keys: [{ key, howToMake: `what the service ${service} gives you` }],
  }));
}

/** What does not exist, and what Argo CD would not read. */
export function notificationErrors({
  services,
  templates,
  triggers,
  subscriptions = [],
}: ArgoCdNotifications): string[] {
  const errors: string[] = [];
  const known = { services: Object.keys(services), templates: Object.keys(templates), triggers: Object.keys(triggers) };
  const missing = (at: string, name: string, kind: keyof typeof known) => {
    if (!known[kind].includes(name))
      errors.push(
        `notifications.${at} names ${name}, which is none of ${kind}: give one of ${listed(known[kind])}, or declare it.${didYouMean(name, known[kind])}`,
      );
  };
  for (const [name, service] of Object.entries(services)) {
    if (!/^[\w-]+$/.test(name))
      errors.push(
        `notifications.services has the name ${JSON.stringify(name)}: allowed are letters, digits, '-' and '_'`,
      );
    if (!TYPES.includes(typeOf(service)))
      errors.push(
        `notifications.services.${name}: service type '${typeOf(service)}' is not supported: give one of ${TYPES.join(', ')}.${didYouMean(typeOf(service), TYPES)}`,
      );
  }
  for (const { key, service } of secretKeys({ services, templates, triggers }))
    if (!/^[\w-]+$/.test(key))
      errors.push(
        `notifications.services.${service}: secretKey is ${JSON.stringify(key)}: Argo CD finds only keys of letters, digits, '-' and '_'`,
      );
  for (const [name, conditions] of Object.entries(triggers)) {
    if (!/^[\w-]+$/.test(name))
      errors.push(
        `notifications.triggers has the name ${JSON.stringify(name)}, to which nobody could subscribe: allowed are letters, digits, '-' and '_'`,
      );
    conditions.forEach(({ when, send }, i) => {
      if (when.trim() === '')
        errors.push(`notifications.triggers.${name}[${i}].when is empty, so it never happens: give an expression`);
      for (const template of send) missing(`triggers.${name}[${i}].send`, template, 'templates');
    });
  }
  subscriptions.forEach(({ triggers: names, recipients }, i) => {
    for (const name of names) missing(`subscriptions[${i}].triggers`, name, 'triggers');
    for (const recipient of recipients)
      missing(`subscriptions[${i}].recipients`, recipient.split(':')[0] ?? '', 'services');
  });
  return errors;
}
