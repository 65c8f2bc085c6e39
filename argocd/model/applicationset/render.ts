import type { Fields, Pointer } from '../types';
import { ANYTHING, mayHave } from '../unknown';
import { goTemplate, TemplateError, TemplateSyntaxError, UnsupportedTemplate } from './go-template';
import type { Value } from './go-values';

/** Parameters of one Application. */
export type Parameters = Readonly<Record<string, Value>>;

/** How an ApplicationSet writes its templates. */
export interface TemplateMode {
  readonly goTemplate: boolean;
  /** Whether `missingkey=error` is among the options. */
  readonly missingKeyIsError: boolean;
  /** Whether parameters stand for values that are not known, see `unknown.ts`. @default false */
  readonly symbolic?: boolean;
}

/** Something suspicious in a rendered string that is not an error. */
export interface Oddity {
  readonly pointer: Pointer;
  readonly message: string;
  /** `{{ .x }}` where only `{{x}}` works, for example. */
  readonly dotted: boolean;
}

/** A field that Argo CD cannot render. */
export class RenderError extends Error {
  constructor(
    readonly pointer: Pointer,
    message: string,
  ) {
    super(message);
  }
}

/** Renders one string. */
export function renderString(
  template: string,
  parameters: Parameters,
  mode: TemplateMode,
  note: (message: string, dotted: boolean) => void,
): string {
  if (mode.goTemplate) {
    if (!template.includes('{{')) return template;
    const text = goTemplate(template).render(parameters, mode.missingKeyIsError ? 'error' : 'default', mode.symbolic);
    if (text.includes('<no value>') && !template.includes('<no value>'))
      note('a parameter that is not there is rendered as "<no value>"', false);
    return text;
  }
  return isTagged(template) ? fastTemplate(template, parameters, note) : template;
}

/** Whether a line has a `{{` and a `}}` behind it, which makes the controller replace anything at all. */
function isTagged(template: string): boolean {
  return template.split('\n').some((line) => {
    const open = line.indexOf('{{');
    return open >= 0 && line.lastIndexOf('}}') >= open + 2;
  });
}

/** Replaces the `{{name}}` of a template without goTemplate, as the library fasttemplate does. */
function fastTemplate(
  template: string,
  parameters: Parameters,
  note: (message: string, dotted: boolean) => void,
): string {
  let result = '';
  let at = 0;
  for (;;) {
    const open = template.indexOf('{{', at);
    const close = open < 0 ? -1 : template.indexOf('}}', open + 2);
    if (close < 0) return result + template.slice(at);
    const all = template.slice(open, close + 2);
    const name = all.slice(2, -2).trim();
    const given = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const value = given === undefined && mayHave(parameters, name) ? ANYTHING : given;
    const known = name !== '' && typeof value === 'string';
    if (!known) {
      note(
        `the parameter ${JSON.stringify(name)} is not there: ${all} stays as it is written`,
        /^[.$(]|\s|\|/.test(name),
      );
    }
    result += template.slice(at, open) + (known ? value : all);
    at = close + 2;
  }
}

/** The controller's message for a template that it refuses. */
export function wordsOf(template: string, error: TemplateError): string {
  const step = error instanceof TemplateSyntaxError ? 'parse template' : 'execute go template';
  return `failed to ${step} ${template}: ${error.message}`;
}

/**
 * The controller's message for a Go template that fails with any parameters (mostly syntax errors); `undefined` if it
 * is fine.
 */
export function syntaxError(template: string): string | undefined {
  if (!template.includes('{{')) return undefined;
  try {
    const { certain } = goTemplate(template);
    return certain === undefined ? undefined : wordsOf(template, new TemplateError(certain));
  } catch (error) {
    if (error instanceof UnsupportedTemplate) return undefined;
    if (error instanceof TemplateError) return wordsOf(template, error);
    throw error;
  }
}

/** Renders every string in a value, and the keys of its maps, as the controller does. */
export function renderDeep(
  value: unknown,
  parameters: Parameters,
  mode: TemplateMode,
  oddities: Oddity[],
  pointer: Pointer = [],
): unknown {
  if (typeof value === 'string') {
    try {
      return renderString(value, parameters, mode, (message, dotted) => oddities.push({ pointer, message, dotted }));
    } catch (error) {
      if (error instanceof TemplateError) throw new RenderError(pointer, wordsOf(value, error));
      if (error instanceof UnsupportedTemplate && mode.symbolic) return ANYTHING;
      if (error instanceof UnsupportedTemplate)
        throw new UnsupportedTemplate(`${error.message} in ${value.length > 300 ? `${value.slice(0, 300)}…` : value}`);
      throw error;
    }
  }
  if (Array.isArray(value))
    return value.map((one, index) => renderDeep(one, parameters, mode, oddities, [...pointer, index]));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value as Fields)) {
    const name = key.includes('{{') ? (renderDeep(key, parameters, mode, oddities, [...pointer, key]) as string) : key;
    result[name] = renderDeep(one, parameters, mode, oddities, [...pointer, key]);
  }
  return result;
}
