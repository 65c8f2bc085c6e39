import { Construct } from 'constructs';
import { GroundworkApp } from '../app';
import type { GitRepository } from '../git-repository';
import { deployedKinds } from '../workload';
import { AppProject } from './app-project';
import { Application } from './application';
import { ARGOCD_NAMESPACE } from './names';

/** The folders whose files the root Application applies. */
export const ROOT_FOLDERS = ['projects', 'infra', 'apps'] as const;

const NAME = 'apps-of-apps';

/** Properties of {@link AppsOfApps}. */
export interface AppsOfAppsProps {
  readonly repository: GitRepository;
}

/**
 * `apps-of-apps.yaml`: the one root Application. `kubectl apply` it to a cluster that has Argo CD, and everything else
 * follows.
 *
 * Its project stands in the same file. It cannot be among the files that the root brings, because an Application whose
 * project does not exist is never synced; and the project `default`, which would be there, permits everything.
 */
export class AppsOfApps extends Construct {
  readonly application: Application;

  constructor(scope: Construct, id: string, props: AppsOfAppsProps) {
    super(scope, id);
    const { url, revision = 'main', path = 'dist' } = props.repository;
    const app = GroundworkApp.of(this);
    app.commitTo(props.repository);
    const file = app.file(NAME);
    const project = new AppProject(file, 'project', {
      name: NAME,
      description: 'The root Application, which brings projects and Applications, and nothing else',
    });
    this.application = new Application(file, 'application', {
      name: NAME,
      project,
      source: {
        repoURL: url,
        targetRevision: revision,
        path,
        directory: { recurse: true, include: `{${ROOT_FOLDERS.map((folder) => `${folder}/*`).join(',')}}` },
      },
      destination: { namespace: ARGOCD_NAMESPACE },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
      },
      manifestGeneratePaths: ROOT_FOLDERS.map((folder) => `/${path}/${folder}`),
      deploys: () => rootKinds(app),
      root: true,
    });
  }
}

function rootKinds(app: GroundworkApp) {
  const all = ROOT_FOLDERS.map((folder) => deployedKinds(app.folder(folder), ARGOCD_NAMESPACE));
  return {
    cluster: all.flatMap((kinds) => kinds.cluster ?? []),
    namespaced: all.flatMap((kinds) => kinds.namespaced ?? []),
    namespaces: [...new Set(all.flatMap((kinds) => kinds.namespaces ?? []))].sort(),
  };
}
