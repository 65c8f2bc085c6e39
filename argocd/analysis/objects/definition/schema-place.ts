import type { Place, PlaceType } from '../place';
import type { Schema } from './schema';

const TYPES: Readonly<Record<string, PlaceType>> = {
  object: 'map',
  array: 'list',
  string: 'string',
  boolean: 'boolean',
  integer: 'int64',
  number: 'number',
};

const places = new WeakMap<Schema, SchemaPlace>();

/** A schema in the words of {@link Place}, for what a message suggests. What is below it is read when it is asked for. */
export class SchemaPlace implements Place {
  readonly type: PlaceType;
  private below?: ReadonlyMap<string, Place>;

  static of(schema: Schema): Place {
    let place = places.get(schema);
    if (!place) {
      place = new SchemaPlace(schema);
      places.set(schema, place);
    }
    return place;
  }

  private constructor(private readonly schema: Schema) {
    const { types } = schema;
    this.type = types.length > 1 ? 'int-or-string' : (TYPES[types[0] ?? ''] ?? 'any');
  }

  get fields(): ReadonlyMap<string, Place> | undefined {
    if (this.schema.properties.size === 0) return undefined;
    this.below ??= new Map([...this.schema.properties].map(([name, one]) => [name, SchemaPlace.of(one)]));
    return this.below;
  }

  get items(): Place | undefined {
    return this.schema.items && SchemaPlace.of(this.schema.items);
  }

  get values(): Place | undefined {
    const { additional } = this.schema;
    return typeof additional === 'object' ? SchemaPlace.of(additional) : undefined;
  }

  get enum(): readonly unknown[] | undefined {
    return this.schema.enum.length > 0 ? this.schema.enum : undefined;
  }
}
