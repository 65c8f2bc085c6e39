import { isMap } from '../../../model/resource';
import { canonical } from './canonical';
import { formatIn, isNotOf, isOfText } from './formats';
import { isInt64, numberFaults } from './numbers';
import { goPath, type Refusal } from './refusal';
import type { Schema } from './schema';

/**
 * Why the schema refuses an object.
 *
 * @param minor the release of Kubernetes: 35 is 1.35
 * @see https://github.com/kubernetes/kube-openapi/tree/43fb72c5454a/pkg/validation/validate
 */
export function refusedValues(object: unknown, schema: Schema, minor: number): readonly Refusal[] {
  const outcome = new Outcome();
  new Judge(minor).judge(object, schema, outcome);
  return outcome.refused;
}

/** What came of a value and a schema. */
class Outcome {
  refused: Refusal[] = [];
  /** How many checks went well. Of several alternatives, the one with most of them is told. */
  matches = 0;

  add(other: Outcome): void {
    this.refused.push(...other.refused);
    this.matches += other.matches;
  }
}

class Judge {
  private readonly path: (string | number)[] = [];

  constructor(private readonly minor: number) {}

  judge(value: unknown, schema: Schema, out: Outcome): void {
    if (value === null || value === undefined) {
      if (schema.types.length === 0 || schema.nullable) out.matches += 1;
      else this.wrongType(null, schema, schema.types.join(','), 'null', out);
      this.enum(null, schema, out);
      return;
    }
    // One for each kind of check that applies, and one for all together.
    out.matches += 3;
    const format = formatIn(schema, this.minor);
    if (schema.types.length > 0 || format !== '') {
      out.matches += 1;
      this.type(value, schema, format, out);
    }
    this.alternatives(value, schema, out);
    if (typeof value === 'string') {
      out.matches += 1;
      this.string(value, schema, out);
      if (isOfText(format)) {
        out.matches += 1;
        if (isNotOf(format, value))
          this.refuse(value, schema, out, 'Invalid value', {
            detail: `${goPath(this.path)} in body must be of type ${format}`,
            quotesValue: true,
          });
      }
    } else if (typeof value === 'number' || typeof value === 'bigint') {
      out.matches += 2;
      for (const { detail, nowhere } of numberFaults(value, schema, this.minor))
        this.refuse(value, schema, out, 'Invalid value', { detail: detail(goPath(this.path)), nowhere });
    }
    this.enum(value, schema, out);
    if (Array.isArray(value)) {
      out.matches += 2;
      this.list(value, schema, out);
    } else if (isMap(value)) {
      out.matches += 1;
      this.map(value, schema, out);
    }
  }

  private type(value: unknown, schema: Schema, format: string, out: Outcome): void {
    const { types } = schema;
    const actual = jsonType(value);
    const right = types.includes(actual) || (actual === 'integer' && types.includes('number'));
    const textOrList = actual === 'string' || actual === 'array';
    if (!textOrList && format !== '' && !right)
      this.wrongType(value, schema, format, actual === 'integer' ? 'int64' : actual === 'number' ? 'float64' : '', out);
    else if (format !== '' && textOrList && !types.includes('number') && !types.includes('integer')) out.matches += 1;
    else if (!right) this.wrongType(value, schema, types.join(','), actual, out);
    else out.matches += 1;
  }

  private wrongType(value: unknown, schema: Schema, wanted: string, actual: string, out: Outcome): void {
    const detail = `${goPath(this.path)} in body must be of type ${wanted}: ${JSON.stringify(actual)}`;
    const about = value === null ? 'null' : 'type';
    this.refuse(value, schema, out, 'Invalid value', { about, detail, shown: JSON.stringify(actual) });
  }

  private string(value: string, schema: Schema, out: Outcome): void {
    const { maxLength, minLength, pattern } = schema;
    if (maxLength !== undefined && isLonger(value, maxLength))
      this.refuse(value, schema, out, 'Too long', {
        detail: `may not be more than ${maxLength} ${maxLength === 1 ? 'byte' : 'bytes'}`,
        shown: '',
      });
    else if (minLength !== undefined && !isLonger(value, minLength - 1))
      this.refuse(value, schema, out, 'Invalid value', {
        detail: `${goPath(this.path)} in body should be at least ${minLength} chars long`,
      });
    else if (pattern && !pattern.test(value))
      this.refuse(value, schema, out, 'Invalid value', {
        detail: `${goPath(this.path)} in body should match '${pattern.source}'`,
      });
  }

  private enum(value: unknown, schema: Schema, out: Outcome): void {
    const words = schema.enum;
    if (words.length === 0 || words.some((one) => isWord(value, one))) return;
    const supported = words.map((one) =>
      typeof one === 'string' ? JSON.stringify(one) : JSON.stringify(canonical(one)),
    );
    this.refuse(value, schema, out, 'Unsupported value', {
      about: 'enum',
      detail: `supported values: ${supported.join(', ')}`,
    });
  }

  private list(value: readonly unknown[], schema: Schema, out: Outcome): void {
    const { items, minItems, maxItems, uniqueItems } = schema;
    if (items) for (const [index, one] of value.entries()) this.below(index, one, items, out);
    if (minItems !== undefined && value.length < minItems)
      this.refuse(value, schema, out, 'Invalid value', {
        detail: `${goPath(this.path)} in body should have at least ${minItems} items`,
        shown: String(value.length),
      });
    if (maxItems !== undefined && value.length > maxItems)
      this.refuse(value, schema, out, 'Too many', {
        detail: atMost(maxItems),
        shown: String(value.length),
      });
    if (uniqueItems && new Set(value.map(canonical)).size < value.length)
      this.refuse(value, schema, out, 'Invalid value', {
        detail: `${goPath(this.path)} in body shouldn't contain duplicates`,
        shown: '""',
      });
  }

  private map(value: Readonly<Record<string, unknown>>, schema: Schema, out: Outcome): void {
    const { additional, maxProperties, minProperties, properties, required } = schema;
    const names = Object.keys(value);
    if (minProperties !== undefined && names.length < minProperties)
      this.refuse(value, schema, out, 'Invalid value', {
        detail: `${goPath(this.path)} in body should have at least ${minProperties} properties`,
        shown: String(names.length),
      });
    if (maxProperties !== undefined && names.length > maxProperties)
      this.refuse(value, schema, out, 'Too many', {
        detail: atMost(maxProperties),
        shown: String(names.length),
      });
    for (const name of names) {
      const below = properties.get(name) ?? (typeof additional === 'object' ? additional : undefined);
      if (below) this.below(name, value[name], below, out);
      else if (additional === false)
        this.refuse(value, schema, out, 'Invalid value', {
          detail: `${goPath([...this.path, name])} in body is a forbidden property`,
        });
    }
    for (const name of required) {
      if (Object.hasOwn(value, name)) continue;
      this.path.push(name);
      this.refuse(undefined, schema, out, 'Required value', { about: 'missing', detail: '', shown: '' });
      this.path.pop();
    }
  }

  private below(part: string | number, value: unknown, schema: Schema, out: Outcome): void {
    this.path.push(part);
    this.judge(value, schema, out);
    this.path.pop();
  }

  private alternatives(value: unknown, schema: Schema, out: Outcome): void {
    const { allOf, anyOf, not, oneOf } = schema;
    out.matches += 1;
    const outcome = (one: Schema): Outcome => {
      const its = new Outcome();
      this.judge(value, one, its);
      return its;
    };
    const say = (words: string) =>
      this.refuse(value, schema, out, 'Invalid value', {
        detail: `${JSON.stringify(goPath(this.path))} must ${words}`,
        shown: '""',
        nowhere: true,
      });
    if (anyOf.length > 0) {
      let best: Outcome | undefined;
      for (const one of anyOf) {
        const its = outcome(one);
        if (its.refused.length === 0) {
          best = its;
          break;
        }
        if (!best || its.matches > best.matches) best = its;
      }
      if (best && best.refused.length > 0) say('validate at least one schema (anyOf)');
      if (best) out.add(best);
    }
    if (oneOf.length > 0) {
      const all = oneOf.map(outcome);
      const valid = all.filter(({ refused }) => refused.length === 0);
      if (valid.length === 1) out.add(valid[0] as Outcome);
      else if (valid.length > 1)
        say(`validate one and only one schema (oneOf). Found ${valid.length} valid alternatives`);
      else {
        say('validate one and only one schema (oneOf). Found none valid');
        out.add(all.reduce((best, one) => (one.matches > best.matches ? one : best)));
      }
    }
    if (allOf.length > 0) {
      let valid = 0;
      for (const one of allOf) {
        const its = outcome(one);
        if (its.refused.length === 0) valid += 1;
        out.add(its);
      }
      if (valid < allOf.length) say(`validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`);
    }
    if (not && outcome(not).refused.length === 0) say('not validate the schema (not)');
  }

  private refuse(
    value: unknown,
    schema: Schema,
    out: Outcome,
    type: Refusal['type'],
    rest: Pick<Refusal, 'detail'> & Partial<Refusal>,
  ): void {
    out.refused.push({ about: 'schema', pointer: [...this.path], value, schema, type, ...rest });
  }
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' || typeof value === 'bigint') return isInt64(value) ? 'integer' : 'number';
  return typeof value;
}

/** Whether a text has more characters than a limit. */
function isLonger(value: string, limit: number): boolean {
  // No character is longer than two units, so most texts need no counting.
  if (value.length <= limit) return false;
  if (value.length > 2 * limit) return true;
  let count = 0;
  for (const _ of value) count += 1;
  return count > limit;
}

/** As Go compares a value that it has converted to the type of the word: 1.5 is 1, and 97 is `a`. */
function isWord(value: unknown, word: unknown): boolean {
  if (value === null || word === null) return false;
  if (typeof value === 'string') return value === word;
  if (typeof word === 'string' && isInt64(value)) {
    const point = Number(value);
    const known = point >= 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    return word === (known ? String.fromCodePoint(point) : '\ufffd');
  }
  if (typeof value === 'number' && !isInt64(value) && isInt64(word)) return Math.trunc(value) === Number(word);
  return canonical(value) === canonical(word);
}

function atMost(count: number): string {
  return `must have at most ${count} ${count === 1 ? 'item' : 'items'}`;
}
