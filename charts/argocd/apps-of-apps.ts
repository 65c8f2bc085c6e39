import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { sameUrl } from '../../argocd/semantics/git-url';
import type { GitRepository } from '../../synth/git-repository';
import { APPLIED_FOLDERS, APPS_FOLDER, ROOT_FOLDERS, ROOT_NAME } from '../../synth/layout';
import { noteSource, scopeOfNew, takeSource } from '../../synth/plan/source';
import { workingDirectory } from '../../synth/working-directory';
import { RECORD } from '../../synth/write/record';
import { clusterFile, clusterFolder } from '../cluster-files';
import { ClusterScope } from '../cluster-scope';
import { RequiredSecrets } from '../facts/required-secrets';
import { kinds } from '../helm/kinds';
import { deployedKinds, type SeenKinds } from '../workload';
import { AppProject } from './app-project';
import { Application, type DeployedKinds } from './application';
import { type AppsFolder, appsFolderOf } from './apps-folder';
import { groundServiceAccounts } from './argocd-facts';
import { ArgoCdNamespace } from './names';
import { Repository } from './repository';
import { isPrivate, platformRepositorySecret } from './repository-secret';
import type { SyncPolicyProps } from './sync-policy';

/**
 * Tries for ever, because nobody should have to come when what was missing is there again; and each time with what Git has by
 * then, because the root would otherwise keep the revision that has the mistake.
 */
const SYNC_POLICY: SyncPolicyProps = {
  automated: { prune: true, selfHeal: true },
  retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '1m' } },
};

/** Properties of {@link AppsOfApps}. */
export interface AppsOfAppsProps {
  /** Where the rendered tree is committed. */
  readonly repository: GitRepository;
  /** Name of the root Application and of its project. Its file is `apps-of-apps.yaml` all the same. @default 'apps-of-apps' */
  readonly name?: string;
}

/**
 * `apps-of-apps.yaml`: the one root Application. `kubectl apply` it to a cluster that has Argo CD, and everything else
 * follows: it brings projects and the ground, and last one Application for each folder in `apps/`, which brings the files of
 * that. So nothing of a team is ever waited for by the ground, or by another folder.
 *
 * Its project stands in the same file. It cannot be among the files that the root brings, because an Application whose
 * project does not exist is never synced; and the project `default`, which would be there, permits everything.
 */
export class AppsOfApps extends Construct {
  private readonly brought = new Set<string>();
  /** The root Application. */
  readonly application: Application;
  private readonly project: AppProject;
  private readonly url: string;
  private readonly revision: string;
  private readonly path: string;

  constructor(scope: Construct, id: string, props: AppsOfAppsProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { url, revision = 'main' } = props.repository;
    const cluster = ClusterScope.of(this);
    cluster.repository = props.repository;
    this.url = url;
    this.revision = revision;
    this.path = cluster.folderIn(props.repository);
    RequiredSecrets.of(this).declareLate(() =>
      isPrivate(props.repository) && !hasCredentials(this, url)
        ? [platformRepositorySecret(props.repository, ArgoCdNamespace.of(this))]
        : [],
    );
    const file = clusterFile(this, ROOT_NAME, {
      makes: ['project', 'application'],
      wayOut: 'a cluster has one root Application, and a Platform brings it: remove one of them',
    });
    this.project = new AppProject(file, 'project', {
      destinationServiceAccounts: groundServiceAccounts(this),
      name: props.name ?? ROOT_NAME,
      description: 'The root Application, which brings projects and Applications, and nothing else',
    });
    this.application = new Application(file, 'application', {
      name: props.name ?? ROOT_NAME,
      project: this.project,
      source: {
        repoURL: url,
        targetRevision: revision,
        path: this.path,
        directory: { recurse: true, include: `{${ROOT_FOLDERS.map((folder) => `${folder}/*`).join(',')}}` },
      },
      destination: { namespace: ArgoCdNamespace.of(this) },
      syncPolicy: SYNC_POLICY,
      // None: while a sync fails, Argo CD would compare the commit that mends it, find that it has seen these paths, and never
      // sync it.
      manifestGeneratePaths: [],
      deploys: () => rootKinds(this),
      root: true,
    });
    cluster.whenDeclared(() => this.bringFolders());
    this.node.addValidation({
      validate: () => [
        ...unknownErrors(this),
        ...this.credentialErrors(props.repository),
        ...folderErrors(props.repository, cluster.outputFolder),
      ],
    });
  }

  /** The Application of each folder of `apps/` that has something in it by now. */
  private bringFolders(): void {
    const folders = new Map<string, AppsFolder>();
    for (const construct of clusterFolder(this, APPS_FOLDER).node.findAll()) {
      const folder = ApiObject.isApiObject(construct) ? appsFolderOf(construct) : undefined;
      if (folder) folders.set(folder.path, folder);
    }
    for (const { name, path } of folders.values()) {
      if (this.brought.has(path)) continue;
      this.brought.add(path);
      const file = clusterFile(this, `infra/${name}`, {
        makes: ['application'],
        wayOut: `it brings what is in ${path}, so give the other one another name`,
      });
      const application = new Application(file, 'application', {
        name,
        project: this.project,
        source: {
          repoURL: this.url,
          targetRevision: this.revision,
          path: `${this.path}/${path}`,
          // Its own files: a folder in it has an Application of its own. Said, so that no file makes Argo CD choose another tool.
          directory: { include: '*' },
        },
        destination: { namespace: ArgoCdNamespace.of(this) },
        syncPolicy: SYNC_POLICY,
        manifestGeneratePaths: [],
        // Applications whose folder is gone from Git go, as they do that are gone from a folder.
        finalizer: 'resources-finalizer.argocd.argoproj.io',
        deploys: () => rootKinds(this),
        bringsFolder: true,
      });
      for (const made of [file, application]) takeSource(made, this);
    }
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
  return APPLIED_FOLDERS.map((folder) =>
    deployedKinds(clusterFolder(construct, folder), ArgoCdNamespace.of(construct), { namespaced: EXPECTED }),
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
