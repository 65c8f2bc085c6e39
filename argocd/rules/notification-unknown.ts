import { type ArgoCdConfig, argocdConfigs } from '../analysis/argocd-configs';
import { didYouMean, listed } from '../analysis/words';
import { hasPlaceholder } from '../model/placeholder';
import type { Model, Resource } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';
import { notificationSubscriptions } from '../semantics/notification-subscriptions';
import { readFirstDocument } from '../yaml/text';

export const rule: Rule = {
  name: 'notification-unknown',
  severity: 'silent',
  summary:
    'A subscription to notifications names a trigger or service, or a trigger a template, that is not configured.',
  check(model, report) {
    const config = configOf(model);
    if (!config) return;
    judgeTriggers(config, report);
    for (const { resource } of model.applications) judgeAnnotations(resource, config, report);
    for (const { resource } of model.projects) judgeAnnotations(resource, config, report);
  },
};

interface Config {
  readonly parts: readonly ArgoCdConfig[];
  readonly triggers: readonly string[];
  readonly services: readonly string[];
  readonly templates: readonly string[];
}

/** The one configuration that there is, if all of it is among the files: what a catalog brings would not be. */
function configOf(model: Model): Config | undefined {
  // Then each namespace may have one of its own.
  if (model.settings.params['notificationscontroller.selfservice.enabled'] === 'true') return undefined;
  const name = 'argocd-notifications-cm';
  const sections = ['notifiers', 'templates', 'triggers'].map((section) =>
    argocdConfigs(model, name, ['notifications', section]),
  );
  const maps = (sections[0] ?? []).filter(({ isMap }) => isMap);
  const [map] = maps;
  if (maps.length > 1) return undefined;
  const parts = map ? [map] : sections.flatMap((all) => (all.length === 1 ? all : []));
  if (parts.length === 0 || (map ? !map.whole : sections.some((all) => all.length > 1))) return undefined;
  const keys = parts.flatMap(({ data }) => Object.keys(data));
  // An older form of the whole configuration.
  if (keys.includes('config.yaml')) return undefined;
  const named = (prefix: string) => keys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  const services = named('service.').map((one) => one.split('.').at(-1) ?? one);
  const triggers = named('trigger.');
  if (triggers.length === 0 || services.length === 0) return undefined;
  return { parts, triggers, services, templates: named('template.') };
}

function judgeTriggers({ parts, templates }: Config, report: Reporter): void {
  for (const part of parts) {
    for (const [key, written] of Object.entries(part.data)) {
      if (!key.startsWith('trigger.') || hasPlaceholder(written)) continue;
      const { value, problems } = readFirstDocument(written);
      if (problems.length > 0) continue;
      for (const name of list(value).flatMap((condition) => list(fields(condition).send).map(text))) {
        if (name === '' || templates.includes(name)) continue;
        report.find({
          message: `template '${name}' is not supported: ${key} names it, and no message is sent for it`,
          fix: `Write one of ${listed(templates)}, or add template.${name}.${didYouMean(name, templates)}`,
          ...part.place(key),
        });
      }
    }
  }
}

function judgeAnnotations(resource: Resource, { triggers, services }: Config, report: Reporter): void {
  for (const { key, trigger, service } of notificationSubscriptions(resource.annotations)) {
    if (hasPlaceholder(key)) continue;
    const find = (message: string, fix: string) =>
      report.find({ message, fix, resource, pointer: ['metadata', 'annotations', key], on: 'key' });
    if (trigger !== '' && !triggers.includes(trigger))
      find(
        `trigger '${trigger}' is not configured: nobody is told what ${key} subscribes to`,
        `Write one of ${listed(triggers)}, or add trigger.${trigger} to argocd-notifications-cm.${didYouMean(trigger, triggers)}`,
      );
    if (!services.includes(service))
      find(
        `notification service '${service}' is not supported: nobody is told what ${key} subscribes to`,
        `Write one of ${listed(services)}, or add service.${service} to argocd-notifications-cm.${didYouMean(service, services)}`,
      );
  }
}
