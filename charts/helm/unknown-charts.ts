import type { IConstruct } from 'constructs';
import { Application } from '../argocd/application';
import { SyncWaves } from '../argocd/sync-waves';

/**
 * Applications with a chart of which nothing says what it deploys, in a project that derives its lists: kinds without a
 * namespace would be refused in the middle of a sync.
 */
export function unknownChartWarnings(app: IConstruct): string[] {
  return SyncWaves.of(app).all.flatMap((member) => {
    if (!Application.isApplication(member) || typeof member.project === 'string') return [];
    const { name, sources, project, deploysIsKnown } = member;
    const chart = sources.find((source) => source.chart !== undefined);
    if (!chart || deploysIsKnown || !project.derivesClusterKinds) return [];
    return [
      `Application ${name}: nothing is known of what the chart ${chart.chart} ${chart.targetRevision} deploys, so its project ` +
        `${project.name} permits none of its kinds without a namespace. Import it (groundwork import) and use a HelmApplication, or ` +
        'give it deploys, or the project clusterResourceWhitelist',
    ];
  });
}
