import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { sameUrl } from '../../argocd/semantics/git-url';
import type { GitRepository } from '../../synth/git-repository';
import { ROOT_FOLDERS, ROOT_NAME } from '../../synth/layout';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { workingDirectory } from '../../synth/working-directory';
import { RECORD } from '../../synth/write/record';
import { clusterFile, clusterFolder } from '../cluster-files';
import { ClusterScope } from '../cluster-scope';
import { RequiredSecrets } from '../facts/required-secrets';
import { kinds } from '../helm/kinds';
import { deployedKinds, type SeenKinds } from '../workload';
import { AppProject } from './app-project';
import { Application, type DeployedKinds } from './application';
import { ARGOCD_NAMESPACE } from './names';
import { Repository } from './repository';
import { isPrivate, platformRepositorySecret } from './repository-secret';

/** Properties of {@link AppsOfApps}. */
export interface AppsOfAppsProps {
  /** Where the rendered tree is committed. */
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
  /** The root Application. */
  readonly application: Application;

  constructor(scope: Construct, id: string, props: AppsOfAppsProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { url, revision = 'main' } = props.repository;
    const cluster = ClusterScope.of(this);
    cluster.repository = props.repository;
    const path = cluster.folderIn(props.repository);
    RequiredSecrets.of(this).declareLate(() =>
      isPrivate(props.repository) && !hasCredentials(this, url) ? [platformRepositorySecret(props.repository)] : [],
    );
    const file = clusterFile(this, ROOT_NAME, {
      makes: ['project', 'application'],
      wayOut: 'a cluster has one root Application, and a Platform brings it: remove one of them',
    });
    const project = new AppProject(file, 'project', {
      name: ROOT_NAME,
      description: 'The root Application, which brings projects and Applications, and nothing else',
    });
    this.application = new Application(file, 'application', {
      name: ROOT_NAME,
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
      deploys: () => rootKinds(this),
      root: true,
    });
    this.node.addValidation({
      validate: () => [
        ...unknownErrors(this),
        ...this.credentialErrors(props.repository),
        ...folderErrors(props.repository, cluster.outputFolder),
      ],
    });
  }

  /** Errors for Secrets in Git that compete with the Secret that has the credentials: Argo CD takes one of the two. */
  private credentialErrors(repository: GitRepository): string[] {
    if (!isPrivate(repository)) return [];
    return Repository.all(this)
      .filter(
        ({ secret, credentials, project, url }) =>
          secret && !credentials && project === undefined && sameUrl(url, repository.url),
      )
      .map(
        ({ node }) =>
          `the repository of the platform is private, but [${node.path}] declares it without credentials, and Argo CD takes one ` +
          'Secret for a URL: give that Repository credentials, or remove it',
      );
  }
}

/** Errors for a root that would deploy what another app has rendered: the folder of another cluster. */
function folderErrors({ path }: GitRepository, outputFolder: string): string[] {
  if (path === undefined || path === outputFolder) return [];
  if (!existsSync(join(workingDirectory(), path, RECORD))) return [];
  return [
    `repository.path is ${path}, which is the folder of another app here (it has a ${RECORD}), and this one renders into ` +
      `${outputFolder}: its root would deploy the other cluster. Remove repository.path, or give the app outdir: '${path}'`,
  ];
}

/** Whether a construct has credentials for the URL that the root's project, too, may use. */
function hasCredentials(scope: Construct, url: string): boolean {
  return Repository.all(scope).some(
    (repository) => repository.credentials && repository.project === undefined && sameUrl(repository.url, url),
  );
}

/**
 * Kinds that may be in the root's folders, now or later. The root's project is in the one file that is applied by hand,
 * so it should not change with every new kind.
 */
const EXPECTED = kinds(
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
  'argoproj.io/AppProject',
  'argocd-image-updater.argoproj.io/ImageUpdater',
  'external-secrets.io/ExternalSecret',
  'Secret',
);

function seenKinds(construct: Construct): SeenKinds[] {
  return ROOT_FOLDERS.map((folder) =>
    deployedKinds(clusterFolder(construct, folder), ARGOCD_NAMESPACE, { namespaced: EXPECTED }),
  );
}

function unknownErrors(construct: Construct): string[] {
  return seenKinds(construct)
    .flatMap(({ unknown }) => unknown)
    .map(
      ({ kind, path }) =>
        `[${path}] has the kind ${kind} and no metadata.namespace, and its CustomResourceDefinition is not in this app: ` +
        'give the object its namespace, or make it in a Workload whose deploys names the kind',
    );
}

function rootKinds(construct: Construct): DeployedKinds {
  const all = seenKinds(construct).map(({ deploys }) => deploys);
  return {
    cluster: all.flatMap((one) => one.cluster ?? []),
    namespaced: [...EXPECTED, ...all.flatMap((one) => one.namespaced ?? [])],
    namespaces: [...new Set(all.flatMap((one) => one.namespaces ?? []))].sort(),
  };
}
