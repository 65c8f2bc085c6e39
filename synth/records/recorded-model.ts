import type {
  Application,
  ApplicationSource,
  Origin,
  RenderedResource,
  Resource,
  Scope,
} from '../../argocd/model/types';
import type { ReadModel } from '../../argocd/read/read-model';
import { type ChartRecord, kindOf, type ObjectsByKind, RANDOM_END } from './chart-record';

/**
 * The Applications whose charts are recorded, with the objects that the record has: kinds and names, and nothing that is in
 * them. Only rules that ask for no more may see it.
 */
export function withRecords(read: ReadModel, records: readonly ChartRecord[]): ReadModel {
  const known = new Map(records.map((record) => [record.name, record]));
  const applications = read.model.applications.flatMap((application) => {
    const record = known.get(application.name);
    const source = application.sources.find(({ chart }) => chart !== '');
    return record && source ? [withObjects(application, source, record)] : [];
  });
  return { ...read, assumed: [], model: { ...read.model, applications, unchecked: [] } };
}

function withObjects(application: Application, source: ApplicationSource, record: ChartRecord): Application {
  const resources: RenderedResource[] = [];
  const changed: Application = Object.create(application, { resources: { value: resources } });
  const origin: Origin = {
    ...originOf(application),
    // Where its chart is named: that is what brings the object.
    locate: () => application.resource.origin.locate([...source.pointer, 'chart']),
  };
  const add = (objects: ObjectsByKind, scope: Scope): void => {
    for (const [key, places] of Object.entries(objects)) {
      for (const place of places) {
        const [name = '', namespace = ''] = place.split('/').reverse();
        const { group, kind } = kindOf(key);
        const resource: Resource = {
          ...{ group, kind, namespace, name: name.replace(RANDOM_END, ''), version: '', apiVersion: group },
          ...{ object: {}, origin, annotations: {}, labels: {} },
        };
        resources.push({ group, kind, namespace, name: resource.name, resource, application: changed, source, scope });
      }
    }
  };
  add(record.cluster, 'cluster');
  add(record.namespaced, 'namespaced');
  return changed;
}

function originOf({ resource: { origin } }: Application): Pick<Origin, 'name' | 'tree' | 'path' | 'document'> {
  const { name, tree, path, document } = origin;
  return { name, tree, path, document };
}
