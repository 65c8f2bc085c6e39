import { fields, list, strings, text } from '../resource';
import { UnsupportedTemplate } from './go-template';
import { isMap, print, type Value } from './go-values';
import type { Parameters } from './render';

/** Whether a label selector has any condition. */
export function isEmptySelector(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = fields(selector);
  return Object.keys(fields(matchLabels)).length === 0 && list(matchExpressions).length === 0;
}

/** Kubernetes' label selector. */
export function matchesSelector(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = fields(selector);
  for (const [key, value] of Object.entries(strings(matchLabels))) if (labels[key] !== value) return false;
  for (const expression of list(matchExpressions).map(fields)) {
    const value = Object.hasOwn(labels, text(expression.key)) ? labels[text(expression.key)] : undefined;
    const values = list(expression.values);
    switch (expression.operator) {
      case 'In':
        if (value === undefined || !values.includes(value)) return false;
        break;
      case 'NotIn':
        if (value !== undefined && values.includes(value)) return false;
        break;
      case 'Exists':
        if (value === undefined) return false;
        break;
      case 'DoesNotExist':
        if (value !== undefined) return false;
        break;
      default:
        throw new UnsupportedTemplate(`the operator ${JSON.stringify(expression.operator)} of a selector`);
    }
  }
  return true;
}

/** Parameters as the labels that the selector of a generator sees: nested names joined by dots. */
export function flatten(parameters: Parameters): Record<string, string> {
  const flat: Record<string, string> = {};
  const walk = (value: Value, name: string): void => {
    if (Array.isArray(value) && value.length > 0) for (const [at, one] of value.entries()) walk(one, `${name}.${at}`);
    else if (isMap(value) && Object.keys(value).length > 0) {
      for (const [key, one] of Object.entries(value)) walk(one, name === '' ? key : `${name}.${key}`);
    } else if (name !== '') flat[name] = print(value);
  };
  walk(parameters, '');
  return flat;
}
