import { ANYTHING, isUnknown, mayHave } from '../unknown';
import { FUNCTIONS, KNOWN, VARIADIC } from './go-template-functions';
import { type Node, type Pipe, parse, TemplateError, type Term, UnsupportedTemplate } from './go-template-parser';
import { isMap, print, sortedKeys, truth, type Value } from './go-values';

export { TemplateError, TemplateSyntaxError, UnsupportedTemplate } from './go-template-parser';

/** A template ready to be rendered many times. */
export interface GoTemplate {
  /**
   * Renders. Throws a {@link TemplateError} where Go fails, and an {@link UnsupportedTemplate} where the result is not
   * known.
   * @param missing whether a missing key is an error (`missingkey=error`) or prints `<no value>`
   * @param symbolic whether parameters stand for values that are not known, see `unknown.ts`
   */
  render(parameters: Value, missing: 'error' | 'default', symbolic?: boolean): string;
  /** What goes wrong whatever the parameters are: `{{ values.x }}` calls a function without its argument. */
  readonly certain?: string;
}

const cache = new Map<string, GoTemplate>();

/** Reads a template of Go's text/template with the functions of Argo CD's ApplicationSet controller. */
export function goTemplate(source: string): GoTemplate {
  let template = cache.get(source);
  if (!template) {
    const nodes = parse(source, (name) => KNOWN.has(name));
    template = {
      render: (parameters, missing, symbolic = false) => new Execution(parameters, missing, symbolic).render(nodes),
      certain: missingArguments(nodes),
    };
    if (cache.size > 1000) cache.clear();
    cache.set(source, template);
  }
  return template;
}

/** A function that is always called, and without the arguments that it needs. */
function missingArguments(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    if (node.type !== 'action') continue;
    const [first, ...rest] = node.pipe.commands[0] ?? [];
    const term = first?.type === 'pipe' && first.pipe.commands.length === 1 ? first.pipe.commands[0]?.[0] : first;
    const alone = first?.type === 'pipe' ? first.pipe.commands[0]?.length === 1 : rest.length === 0;
    if (term?.type !== 'function' || !alone || term.name === 'default' || VARIADIC.has(term.name)) continue;
    const wanted = FUNCTIONS.get(term.name)?.length ?? 0;
    if (wanted > 0) return `wrong number of args for ${term.name}: want ${wanted} got 0`;
  }
  return undefined;
}

/** Leaves a loop. */
class Jump extends Error {
  constructor(readonly type: 'break' | 'continue') {
    super(type);
  }
}

/** The most text that one field may become, against templates that grow without end. */
const MAX_OUTPUT = 1_000_000;

/** The most steps that one field may take, against loops in loops. */
const MAX_STEPS = 1_000_000;

class Execution {
  private output = '';
  private steps = 0;
  private variables: { name: string; value: Value }[];

  constructor(
    private readonly root: Value,
    private readonly missing: 'error' | 'default',
    private readonly symbolic: boolean,
  ) {
    this.variables = [{ name: '$', value: root }];
  }

  render(nodes: readonly Node[]): string {
    this.walk(nodes, this.root);
    return this.output;
  }

  private walk(nodes: readonly Node[], dot: Value): void {
    for (const node of nodes) this.node(node, dot);
  }

  private node(node: Node, dot: Value): void {
    this.step();
    switch (node.type) {
      case 'text':
        this.write(node.text);
        return;
      case 'action': {
        const value = this.pipe(node.pipe, dot);
        if (node.pipe.declare.length === 0)
          this.write(value === undefined || value === null ? '<no value>' : print(value));
        return;
      }
      case 'if':
      case 'with':
        this.scoped(() => {
          const value = this.known(this.pipe(node.pipe, dot));
          if (truth(value)) this.walk(node.then, node.type === 'with' ? value : dot);
          else this.walk(node.otherwise, dot);
        });
        return;
      case 'range':
        this.scoped(() => this.range(node, dot));
        return;
      default:
        throw new Jump(node.type);
    }
  }

  private range(node: Extract<Node, { type: 'range' }>, dot: Value): void {
    const { declare, ...plain } = node.pipe;
    const value = this.known(this.pipe({ ...plain, declare: [] }, dot));
    const entries = entriesOf(value);
    if (entries.length === 0) {
      this.walk(node.otherwise, dot);
      return;
    }
    for (const [key, element] of entries) {
      this.step();
      try {
        this.scoped(() => {
          const [first, second] = declare;
          if (node.pipe.assign && first !== undefined) throw new UnsupportedTemplate('range that assigns');
          if (second !== undefined)
            this.variables.push({ name: first as string, value: key }, { name: second, value: element });
          else if (first !== undefined) this.variables.push({ name: first, value: element });
          this.walk(node.then, element);
        });
      } catch (error) {
        if (!(error instanceof Jump)) throw error;
        if (error.type === 'break') return;
      }
    }
  }

  private scoped(action: () => void): void {
    const depth = this.variables.length;
    try {
      action();
    } finally {
      this.variables.length = depth;
    }
  }

  private pipe({ declare, assign, commands }: Pipe, dot: Value): Value {
    let value: Value;
    let first = true;
    for (const command of commands) {
      value = this.command(command, dot, first ? [] : [value]);
      first = false;
    }
    for (const name of declare) {
      if (!assign) this.variables.push({ name, value });
      else {
        const variable = this.variables.findLast((one) => one.name === name);
        if (!variable) throw new TemplateError(`undefined variable ${JSON.stringify(name)}`);
        variable.value = value;
      }
    }
    return value;
  }

  private command([head, ...rest]: readonly Term[], dot: Value, piped: readonly Value[]): Value {
    if (head?.type === 'function') return this.call(head.name, rest, dot, piped);
    if (head?.type === 'nil') throw new TemplateError('nil is not a command');
    if (rest.length > 0 || piped.length > 0) throw new TemplateError(`can't give argument to non-function`);
    return this.term(head as Term, dot);
  }

  private call(name: string, rest: readonly Term[], dot: Value, piped: readonly Value[]): Value {
    if (name === 'and' || name === 'or') {
      const lazy = [...rest.map((term) => () => this.term(term, dot)), ...piped.map((value) => () => value)];
      if (lazy.length === 0) throw new TemplateError(`wrong number of args for ${name}: want at least 1 got 0`);
      let value: Value;
      for (const evaluate of lazy) {
        value = evaluate();
        if (this.symbolic && isUnknown(value)) return ANYTHING;
        if (truth(value) === (name === 'or')) return value;
      }
      return value;
    }
    const run = FUNCTIONS.get(name);
    if (!run) throw new UnsupportedTemplate(`the function ${name}`);
    const args = [...rest.map((term) => this.term(term, dot)), ...piped];
    const least = name === 'default' ? 1 : run.length;
    if (args.length < least || (args.length > run.length && !VARIADIC.has(name))) {
      throw new TemplateError(
        `wrong number of args for ${name}: want ${VARIADIC.has(name) ? 'at least ' : ''}${least} got ${args.length}`,
      );
    }
    if (this.symbolic && args.some(isUnknown)) return ANYTHING;
    try {
      const value = run(...args);
      if (typeof value === 'string') this.bound(value);
      return value;
    } catch (error) {
      if (error instanceof TemplateError) throw new TemplateError(`error calling ${name}: ${error.message}`);
      throw error;
    }
  }

  private term(term: Term, dot: Value): Value {
    switch (term.type) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'literal':
        return term.value;
      case 'field':
        return this.fields(dot, term.names);
      case 'variable':
        return this.fields(this.variables.findLast(({ name }) => name === term.name)?.value, term.names);
      case 'pipe':
        return this.fields(this.pipe(term.pipe, dot), term.names);
      case 'function':
        return this.call(term.name, [], dot, []);
    }
  }

  private fields(from: Value, names: readonly string[]): Value {
    let at = from;
    for (const name of names) {
      // Under a key that is missing there is nothing, which is no error; under one that is null there is a nil pointer.
      if (at === undefined) return undefined;
      if (at === null) throw new TemplateError(`nil pointer evaluating interface {}.${name}`);
      if (at === ANYTHING) return ANYTHING;
      if (!isMap(at)) throw new TemplateError(`can't evaluate field ${name} in type interface {}`);
      if (Object.hasOwn(at, name)) at = at[name];
      else if (mayHave(at, name)) return ANYTHING;
      else {
        if (this.missing === 'error') throw new TemplateError(`map has no entry for key ${JSON.stringify(name)}`);
        at = undefined;
      }
    }
    return at;
  }

  /** A value on which it depends what is rendered. */
  private known(value: Value): Value {
    if (this.symbolic && isUnknown(value)) throw new UnsupportedTemplate('a value that is not known');
    return value;
  }

  private write(text: string): void {
    this.output += text;
    this.bound(this.output);
  }

  private bound(text: string): void {
    if (text.length > MAX_OUTPUT) throw new UnsupportedTemplate(`more than ${MAX_OUTPUT} characters`);
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > MAX_STEPS) throw new UnsupportedTemplate(`more than ${MAX_STEPS} steps`);
  }
}

function entriesOf(value: Value): readonly (readonly [Value, Value])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((element, at) => [BigInt(at), element] as const);
  if (isMap(value)) return sortedKeys(value).map((key) => [key, value[key]] as const);
  if (typeof value === 'bigint')
    return Array.from(
      { length: Math.min(Math.max(0, Number(value)), 100_000) },
      (_, at) => [BigInt(at), BigInt(at)] as const,
    );
  throw new TemplateError(`range can't iterate over ${print(value)}`);
}
