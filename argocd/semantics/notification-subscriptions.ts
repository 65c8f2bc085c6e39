import { trimSpace } from './go-text';

/** What an annotation subscribes to. */
export interface NotificationSubscription {
  /** The annotation. */
  readonly key: string;
  /** The trigger, `''` for the default ones. */
  readonly trigger: string;
  readonly service: string;
}

const SUBSCRIBE = 'notifications.argoproj.io/subscribe.';

/**
 * The subscriptions of an object's annotations `notifications.argoproj.io/subscribe.<trigger>.<service>`. Those of
 * `notifications.argoproj.io/subscriptions` are not read.
 *
 * @see https://github.com/argoproj/notifications-engine/blob/master/pkg/subscriptions/annotations.go
 */
export function notificationSubscriptions(annotations: Readonly<Record<string, string>>): NotificationSubscription[] {
  return Object.entries(annotations).flatMap(([key, recipients]) => {
    if (!key.startsWith(SUBSCRIBE)) return [];
    // Nothing but separators: nobody is told.
    if (recipients !== '' && recipients.split(';').every((one) => trimSpace(one) === '')) return [];
    const [first = '', second] = key.slice(SUBSCRIBE.length).split('.');
    return [second === undefined ? { key, trigger: '', service: first } : { key, trigger: first, service: second }];
  });
}
