import type { Application, Model, RenderedResource } from '../../argocd/model/types';

/** What somebody asks about: an Application, or an object that one carries. */
export type Subject =
  | { readonly application: Application; readonly object?: undefined }
  | { readonly application: Application; readonly object: RenderedResource };

/**
 * What a name means: `APP` or `NAMESPACE/APP`, otherwise `KIND/NAME` or `KIND/NAMESPACE/NAME`, with the group behind the kind where
 * that is not clear: `Deployment.apps`. Case does not count in kinds.
 *
 * @throws Error that says what there is, if there is none
 */
export function findSubjects({ applications }: Model, name: string): readonly Subject[] {
  const parts = name.split('/');
  const [first = '', second] = parts;
  const apps = applications.filter((one) =>
    parts.length === 1 ? one.name === first : parts.length === 2 && one.namespace === first && one.name === second,
  );
  if (apps.length > 0) return apps.map((application) => ({ application }));
  const [kind = '', ...group] = first.toLowerCase().split('.');
  const objects = applications.flatMap((application) =>
    application.resources.flatMap((object) => {
      const own = parts.length === 3 ? [object.namespace, object.name] : [object.name];
      const fits =
        parts.length > 1 &&
        object.kind.toLowerCase() === kind &&
        (group.length === 0 || object.group.toLowerCase() === group.join('.')) &&
        own.join('/') === parts.slice(1).join('/');
      return fits ? [{ application, object }] : [];
    }),
  );
  if (objects.length > 0) return objects;
  throw new Error(`there is no ${name} here.${nearNames(applications, parts)}`);
}

/** What is like a name that there is not. */
function nearNames(applications: readonly Application[], parts: readonly string[]): string {
  const last = (parts[parts.length - 1] ?? '').toLowerCase();
  const names = new Set<string>();
  for (const { name, resources } of applications) {
    if (name.toLowerCase().includes(last)) names.add(name);
    for (const object of resources)
      if (object.name.toLowerCase().includes(last))
        names.add([object.kind, object.namespace, object.name].filter(Boolean).join('/'));
  }
  const found = [...names].slice(0, 5);
  if (last === '' || found.length === 0)
    return ` Name an Application (there are ${applications.length}), or an object as KIND/NAME or KIND/NAMESPACE/NAME; groundwork order lists them.`;
  return ` There is ${found.join(', ')}${names.size > found.length ? ` and ${names.size - found.length} more of that kind` : ''}.`;
}
