import { isMap, type JsonMap } from '../objects/values';
import { at, fixed, IMMUTABLE, type ImmutableChange, type States, together } from './update';

/** The name and the scope of a kind stay, and a version that objects are stored in. */
export const customResourceDefinition = together(
  fixed({
    'spec.scope': IMMUTABLE,
    'spec.names.kind': IMMUTABLE,
    'spec.group': IMMUTABLE,
    'spec.names.plural': IMMUTABLE,
  }),
  storedVersion,
);

function storedVersion({ before, after }: States): readonly ImmutableChange[] {
  const stored = versionsOf(before).find(({ storage }) => storage === true)?.name;
  if (stored === undefined || versionsOf(after).some(({ name }) => name === stored)) return [];
  return [
    {
      path: ['spec', 'versions'],
      message: `missing from spec.versions; ${stored} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${stored} and removes ${stored} from status.storedVersions`,
    },
  ];
}

function versionsOf(definition: JsonMap): readonly JsonMap[] {
  const versions = at(definition, ['spec', 'versions']);
  return Array.isArray(versions) ? versions.filter(isMap) : [];
}
