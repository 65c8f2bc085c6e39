import type { Application, Model } from '../../argocd/model/types';
import { windowsOf } from '../removal/sync-windows';

/** When an Application is synced that does not follow Git at once: a sentence, or none. */
export function whenSynced(application: Application, model: Model): readonly string[] {
  const { name, projectName, automated } = application;
  const windows = windowsOf(application, model);
  const when =
    windows.length === 0 ? '' : `, and the sync windows of AppProject ${projectName} let it: ${windows.join(', ')}`;
  if (!automated) return [`Application ${name} is not synced by itself: this happens when somebody syncs it${when}.`];
  if (windows.length === 0) return [];
  return [
    `Application ${name} is synced when the sync windows of AppProject ${projectName} let it: ${windows.join(', ')}.`,
  ];
}
