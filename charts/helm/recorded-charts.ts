import { resolve } from 'node:path';
import type { IConstruct } from 'constructs';
import { findFetchLock, readFetchLock } from '../../fetch/fetch-lock';
import type { ClusterResourceRestrictionItem } from '../../imports/argoproj.io';
import { type ChartRecord, kindOf, type ObjectsByKind, RANDOM_END } from '../../synth/records/chart-record';
import { ChartRecords } from '../../synth/records/chart-records';
import { CHART_RECORD_FILE, readChartRecords } from '../../synth/records/record-file';
import { workingDirectory } from '../../synth/working-directory';
import type { DeployedKinds } from '../argocd/deployed-kinds';
import { ClusterScope } from '../cluster-scope';

/**
 * What Helm made of the charts of the tree that a construct belongs to. The first call reads the record beside the output
 * folder.
 *
 * @throws Error with file and line if the record is not as it was written
 */
export function recordedCharts(scope: IConstruct): ChartRecords {
  const cluster = ClusterScope.of(scope);
  return cluster.registry('ChartRecords', () => {
    const file = cluster.fileBeside(CHART_RECORD_FILE);
    const records = readChartRecords(resolve(workingDirectory(), file), file);
    return new ChartRecords(
      file,
      records,
      records.length > 0 ? readFetchLock(findFetchLock(workingDirectory())) : undefined,
    );
  });
}

/** An Application that a record may be of. */
interface Recorded extends IConstruct {
  readonly name: string;
  readonly destination: { readonly namespace?: string };
}

/**
 * What the chart of an Application is recorded to deploy.
 *
 * @param otherwise the wide list, for while no record fits: what is recorded counts besides, because the values that made the
 * chart render it may still be there
 */
export function recordedKinds(application: Recorded, otherwise: DeployedKinds): DeployedKinds {
  const found = recordedCharts(application).find(application.name);
  if (!found) return otherwise;
  const { record, fits } = found;
  const recorded = deployedBy(record, application.destination.namespace);
  if (fits) return recorded;
  return {
    cluster: [...(otherwise.cluster ?? []), ...(recorded.cluster ?? []).map(withoutName)],
    namespaced: otherwise.namespaced && [...otherwise.namespaced, ...(recorded.namespaced ?? [])],
    namespaces: [...(otherwise.namespaces ?? []), ...(recorded.namespaces ?? [])],
  };
}

function deployedBy({ cluster, namespaced, unknown }: ChartRecord, own: string | undefined): DeployedKinds {
  const kinds = (objects: ObjectsByKind) => Object.keys(objects).map(kindOf);
  const namespaces = [...Object.values(namespaced), ...Object.values(unknown)]
    .flat()
    .flatMap((place) => (place.includes('/') ? [place.slice(0, place.indexOf('/'))] : []));
  return {
    cluster: [
      ...Object.entries(cluster).flatMap(([key, names]) =>
        names.some((name) => name.endsWith(RANDOM_END))
          ? [kindOf(key)]
          : names.map((name) => ({ ...kindOf(key), name })),
      ),
      // Argo CD asks the cluster which of the two it is.
      ...kinds(unknown),
    ],
    namespaced: [...kinds(namespaced), ...kinds(unknown)],
    namespaces: [...new Set(namespaces)].filter((name) => name !== own),
  };
}

/** Another version may name its objects otherwise, but a Namespace of any name would be much. */
function withoutName(item: ClusterResourceRestrictionItem): ClusterResourceRestrictionItem {
  return item.group === '' && item.kind === 'Namespace' ? item : { group: item.group, kind: item.kind };
}
