import { TreeError } from '../../tree/tree-error';
import { isFatal, readFirstDocument } from '../../yaml/text';
import type { ApplicationSetNode } from '../nodes';
import { FileOrigin } from '../origin';
import { fields, list, Manifest, text } from '../resource';
import type { ApplicationSetProblem, Cluster, Fields, Location, Origin, Pointer, Repository, Resource } from '../types';
import { ANYTHING } from '../unknown';
import { GeneratorError, generate, NotAtHand } from './generators';
import { TemplateError, UnsupportedTemplate } from './go-template';
import { isMap, truth, type Value } from './go-values';
import {
  type Oddity,
  type Parameters,
  RenderError,
  renderDeep,
  renderString,
  type TemplateMode,
  wordsOf,
} from './render';
import { isSymbolic, nameProblems } from './symbolic';
import { syntaxProblems } from './syntax';

/** What generators read from. */
export interface ExpandContext {
  readonly clusters: readonly Cluster[];
  repository(repoURL: string, revision: string): { readonly repository?: Repository; readonly reason: string };
}

/** What an ApplicationSet generates. */
export interface Expansion {
  /** One for each template and set of parameters whose values are not known: what holds for it holds for all. */
  readonly assumed: readonly { readonly resource: Resource; readonly parameters: Fields }[];
  readonly applications: readonly { readonly resource: Resource; readonly parameters: Fields }[];
  readonly problems: readonly ApplicationSetProblem[];
  /** Why not everything is in {@link applications}. */
  readonly notExpanded?: string;
}

/** Expands an ApplicationSet as its controller does, as far as the files at hand allow. */
export function expand(set: ApplicationSetNode, context: ExpandContext): Expansion {
  const problems = new Map<string, ApplicationSetProblem>();
  const problem = (one: ApplicationSetProblem): void => {
    const key = `${one.pointer.join('/')}\n${one.message}`;
    if (!problems.has(key)) problems.set(key, one);
  };
  const refuse = (one: ApplicationSetProblem): void => {
    failed = true;
    problem(one);
  };
  const reasons = new Set<string>();
  const mode = modeOf(set);
  let partial = false;
  const clusters = (): boolean => partial;
  const names = new Set<string>();
  let failed = false;
  const found: { readonly resource: Resource; readonly parameters: Fields }[] = [];
  const assumed: { readonly resource: Resource; readonly parameters: Fields }[] = [];

  for (const [index, generator] of list(set.spec.generators).entries()) {
    attempt(refuse, reasons, ['spec', 'generators', index], clusters, () => {
      const generated = generate(
        generator,
        {
          ...context,
          mode,
          partial: (reason) => {
            partial = true;
            reasons.add(reason);
          },
          unknown: (reason) => reasons.add(reason),
          note: problem,
        },
        ['spec', 'generators', index],
      );
      for (const { parameters, template } of generated) {
        const merged = mergeTemplate(template, set.spec.template);
        for (const one of parameters) {
          attempt(refuse, reasons, ['spec', 'template'], clusters, () => {
            if (isSymbolic(one)) {
              const resource = renderAssumed(set, merged, one, mode, problem);
              if (resource) assumed.push({ resource, parameters: one as Fields });
              return;
            }
            const resource = render(set, merged, one, mode, problem, clusters());
            if (names.has(resource.name)) {
              problem({
                severity: 'refuse',
                pointer: ['spec', 'template', 'metadata', 'name'],
                message: `ApplicationSet ${set.name} contains applications with duplicate name: ${resource.name}`,
                fix: 'Put a parameter into spec.template.metadata.name that tells the Applications apart.',
              });
              return;
            }
            names.add(resource.name);
            found.push({ resource, parameters: one as Fields });
          });
        }
      }
    });
  }
  // If not every template was rendered, only the syntax of the others can be checked.
  if (failed || reasons.size > 0 || found.length === 0) {
    for (const one of syntaxProblems(set)) {
      // It knows the place better than what failed because of it.
      for (const [key, other] of problems) if (one.message.endsWith(other.message)) problems.delete(key);
      refuse(one);
    }
  }
  // After such an error Argo CD changes nothing at all, and a set whose template has no spec never reaches it: the API
  // server refuses that, as document-shape says. So there is nothing to judge.
  const nothing = failed || !isMap(fields(set.spec.template).spec as Value);
  return {
    applications: nothing ? [] : found,
    assumed: nothing ? [] : assumed,
    problems: [...problems.values()],
    notExpanded: reasons.size > 0 ? [...reasons].join('; ') : undefined,
  };
}

function modeOf({ spec, goTemplate }: ApplicationSetNode): TemplateMode {
  return {
    goTemplate,
    missingKeyIsError:
      list(spec.goTemplateOptions).findLast((one) => text(one).startsWith('missingkey=')) === 'missingkey=error',
  };
}

function attempt(
  problem: (one: ApplicationSetProblem) => void,
  reasons: Set<string>,
  pointer: Pointer,
  clusters: () => boolean,
  action: () => void,
): void {
  try {
    action();
  } catch (error) {
    if (error instanceof NotAtHand || error instanceof TreeError) reasons.add(error.message);
    else if (error instanceof UnsupportedTemplate)
      reasons.add(`its template uses ${error.message}, which is not understood here`);
    else if (error instanceof GeneratorError)
      problem({ severity: 'refuse', pointer: error.pointer, message: error.message, fix: error.fix });
    else if (clusters() && /metadata|nil pointer/.test((error as Error).message)) {
      reasons.add('its template uses labels or annotations of clusters that are not declared in the files at hand');
    } else if (error instanceof RenderError || error instanceof TemplateError) {
      const at = error instanceof RenderError && error.pointer.length > 0 ? error.pointer : pointer;
      problem({
        severity: 'refuse',
        pointer: at,
        message: error.message,
        fix: 'Correct the template, or give every set of parameters the key.',
      });
    } else throw error;
  }
}

function render(
  set: ApplicationSetNode,
  template: unknown,
  parameters: Parameters,
  mode: TemplateMode,
  problem: (one: ApplicationSetProblem) => void,
  clusters: boolean,
): Resource {
  const oddities: Oddity[] = [];
  const empty = Object.keys(parameters).length === 0;
  const rendered = fields(empty ? template : renderDeep(template, parameters, mode, oddities, ['spec', 'template']));
  const metadata: Record<string, unknown> = { ...fields(rendered.metadata) };
  const { preserveResourcesOnDeletion } = fields(set.spec.syncPolicy);
  if (list(metadata.finalizers).length === 0 && preserveResourcesOnDeletion !== true) {
    metadata.finalizers = ['resources-finalizer.argocd.argoproj.io'];
  }
  let object: Fields = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    spec: fields(rendered.spec),
  };
  const patch = text(set.spec.templatePatch);
  if (patch !== '') {
    const note = (message: string, dotted: boolean): void => {
      oddities.push({ pointer: ['spec', 'templatePatch'], message, dotted });
    };
    const rendered = renderPatch(patch, parameters, mode, note);
    // It may be more lines than one, and any fields.
    if (rendered.includes(ANYTHING)) throw new UnsupportedTemplate('a patch that is not known');
    object = applyPatch(object, rendered);
  }
  // Labels and annotations of clusters are known only for those that are declared in Git.
  if (clusters && oddities.some(({ message }) => message.includes('metadata.'))) {
    throw new NotAtHand(
      'its template uses labels or annotations of clusters that are not declared in the files at hand',
    );
  }
  for (const { pointer, message, dotted } of oddities) {
    problem({
      severity: 'silent',
      pointer,
      message,
      fix: mode.goTemplate
        ? 'Give every set of parameters the key, or set goTemplateOptions: ["missingkey=error"] to have Argo CD refuse instead.'
        : dotted
          ? 'Set spec.goTemplate: true, which the expression is written for.'
          : 'Correct the name of the parameter, or give every set of parameters the key.',
    });
  }
  // An Application cannot leave the namespace of its ApplicationSet.
  const named = { ...fields(object.metadata), namespace: set.resource.namespace || undefined };
  return new Manifest({ ...object, metadata: named }, inTemplate(set.resource.origin));
}

/**
 * What holds for any values of the parameters; `undefined` if nothing does. It has the name as it is written, because
 * that is how a reader knows it.
 */
function renderAssumed(
  set: ApplicationSetNode,
  template: unknown,
  parameters: Parameters,
  mode: TemplateMode,
  problem: (one: ApplicationSetProblem) => void,
): Resource | undefined {
  let resource: Resource;
  try {
    resource = render(set, template, parameters, { ...mode, symbolic: true }, problem, false);
  } catch (error) {
    if (error instanceof UnsupportedTemplate) return undefined;
    if (!(error instanceof RenderError) || !error.message.includes('map has no entry')) throw error;
    const fix = `Use what the generator gives: ${Object.keys(parameters).join(', ')}.`;
    throw new GeneratorError(error.pointer, error.message, fix);
  }
  for (const one of nameProblems(resource.object, fields(template))) problem(one);
  const name = text(fields(fields(template).metadata).name) || set.name;
  return new Manifest({ ...resource.object, metadata: { ...fields(resource.object.metadata), name } }, resource.origin);
}

function renderPatch(
  patch: string,
  ...rest: [Parameters, TemplateMode, (message: string, dotted: boolean) => void]
): string {
  try {
    return renderString(patch, ...rest);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const words = `error replacing values in templatePatch: ${wordsOf(patch, error)}`;
    throw new RenderError(['spec', 'templatePatch'], words);
  }
}

/** An Application that is generated stands where its template does. */
function inTemplate(set: Origin): Origin {
  if (set instanceof FileOrigin) return new TemplateOrigin(set);
  const { name, tree, path, document } = set;
  return { name, tree, path, document, locate: (pointer, on) => set.locate(templatePointer(pointer), on) };
}

class TemplateOrigin extends FileOrigin {
  constructor(set: FileOrigin) {
    super(set.file, set.document, set.prefix, set.folder);
  }

  override locate(pointer: Pointer, on?: 'key' | 'value'): Location {
    return super.locate(templatePointer(pointer), on);
  }
}

/** From a pointer into an Application to one into the ApplicationSet that generates it. */
function templatePointer(pointer: Pointer): Pointer {
  const inTemplate = pointer[0] === 'spec' || pointer[0] === 'metadata';
  return inTemplate ? ['spec', 'template', ...pointer] : ['spec', 'template'];
}

/** `mergo.Merge`: what the template of the generator leaves empty comes from that of the ApplicationSet. */
function mergeTemplate(own: unknown, base: unknown): unknown {
  if (isMap(own as Value) && isMap(base as Value)) {
    const result: Record<string, unknown> = { ...fields(own) };
    for (const [key, value] of Object.entries(fields(base)))
      result[key] = key in result ? mergeTemplate(result[key], value) : value;
    return result;
  }
  return truth(own as Value) ? own : base;
}

/** A strategic merge patch on an Application: maps are merged, finalizers are added, other lists are replaced. */
function applyPatch(object: Fields, patch: string): Fields {
  const { value, problems } = readFirstDocument(patch);
  // What an {{ if }} leaves empty is null, and that changes nothing.
  if (!problems.some(isFatal) && (value === null || value === undefined)) return object;
  if (problems.some(isFatal) || !isMap(value as Value)) {
    throw new RenderError(
      ['spec', 'templatePatch'],
      `error while converting template to json: ${problems.find(isFatal)?.message ?? 'not a map'}`,
    );
  }
  const merge = (into: unknown, from: unknown, key: string): unknown => {
    if (isMap(from as Value)) {
      const result: Record<string, unknown> = { ...fields(into) };
      for (const [name, one] of Object.entries(fields(from))) {
        if (name.startsWith('$')) throw new UnsupportedTemplate(`the directive ${name} of a patch`);
        if (one === null) delete result[name];
        else result[name] = merge(result[name], one, name);
      }
      return result;
    }
    if (key === 'finalizers' && Array.isArray(from)) return [...new Set([...list(into), ...from])];
    return from;
  };
  const merged = fields(merge(object, value, ''));
  return { ...merged, spec: { ...fields(merged.spec), project: fields(object.spec).project } };
}
