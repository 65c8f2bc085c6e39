import type { Application, Model, Pointer } from '../model/types';
import { fields, list, strings, text } from '../rule';
import { matchGlob } from '../semantics/glob';

/** An object, as `ignoreDifferences` names it. */
export interface ComparedObject {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Which fields of an object somebody told Argo CD not to compare. */
export type IgnoredFields = (path: Pointer) => boolean;

/**
 * The fields of an object that the Application, or argocd-cm, leaves out of the comparison. In doubt a field is left out.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
 */
export function ignoredFieldsOf(application: Application, object: ComparedObject, model: Model): IgnoredFields {
  const { group, kind, name, namespace } = object;
  const pointers: string[] = [];
  let all = Object.entries(strings(model.settings.cm)).some(([key, value]) => {
    if (key === 'resource.customizations') return value.includes('ignoreDifferences');
    const wanted = /^resource\.customizations\.ignoreDifferences\.(.*)$/.exec(key)?.[1];
    return wanted !== undefined && ['all', `${group}_${kind}`, group === '' ? kind : ''].includes(wanted);
  });
  for (const item of list(application.spec.ignoreDifferences).map(fields)) {
    if (!matchGlob(text(item.group), group) || !matchGlob(text(item.kind), kind)) continue;
    if (text(item.name) !== '' && !matchGlob(text(item.name), name)) continue;
    if (text(item.namespace) !== '' && text(item.namespace) !== namespace) continue;
    pointers.push(...list(item.jsonPointers).map(text));
    all ||= list(item.jqPathExpressions).length > 0 || list(item.managedFieldsManagers).length > 0;
  }
  return (path) => {
    if (all) return true;
    const own = `/${path.map((part) => String(part).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}/`;
    return pointers.some((one) => own.startsWith(`${one}/`));
  };
}
