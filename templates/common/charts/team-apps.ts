import { Application, AppProject, type Dependency, GroundworkApp, IN_CLUSTER } from 'cdk8s-groundwork';
import { Construct } from 'constructs';

/** An environment: a folder of manifests in each app's repository, and a namespace of each team. */
export type Environment = 'dev' | 'staging' | 'prod';

export interface TeamAppsProps {
  /** Name of the team's AppProject. The team's namespaces and repositories begin with it: team-a-dev, team-a-frontend.git */
  readonly team: string;
  /** Where the team's repositories are, such as https://github.com/orgname */
  readonly organization: string;
  /** The team's apps. The app frontend of team-a is in the repository team-a-frontend.git */
  readonly apps: readonly string[];
  readonly environments: readonly Environment[];
  /** What must be healthy before the apps are synced. By default nothing. */
  readonly dependsOn?: readonly Dependency[];
}

/** What a team runs: an AppProject with what the team may do, and an Application for each app in each environment. */
export class TeamApps extends Construct {
  constructor(scope: Construct, id: string, props: TeamAppsProps) {
    super(scope, id);
    const { team, organization, apps, environments, dependsOn } = props;
    const app = GroundworkApp.of(this);

    // From the team's own repositories, into its own namespaces, and nothing of the cluster but namespaces.
    const project = new AppProject(app.file(`projects/${team}`), 'project', {
      name: team,
      sourceRepos: [`${organization}/${team}-*`],
      destinations: [{ server: IN_CLUSTER, namespace: `${team}-*` }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
    });

    for (const environment of environments) {
      for (const name of apps) {
        // Names of Applications are unique: when two teams have an app of the same name, add the team to both names here.
        new Application(app.file(`apps/${environment}/${name}`), 'application', {
          name: `${name}-${environment}`,
          project,
          source: {
            repoURL: `${organization}/${team}-${name}.git`,
            targetRevision: 'main',
            path: `deploy/${environment}`,
          },
          destination: { namespace: `${team}-${environment}` },
          syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
          dependsOn,
        });
      }
    }
  }
}
