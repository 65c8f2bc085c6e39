import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { didYouMean } from '../../argocd/analysis/words';
import { APPS_FOLDER } from '../../synth/layout';
import { becauseOf, noteSource } from '../../synth/plan/source';
import { workingDirectory } from '../../synth/working-directory';
import { GroundworkApp } from '../app';
import type { AppProject } from '../argocd/app-project';
import { Application } from '../argocd/application';
import { clusterFolder } from '../cluster-files';
import { ClusterScope } from '../cluster-scope';
import { HelmApplication } from '../helm/helm-application';
import type { AppFile } from './app-file';
import { type FoundFile, findAppFiles, folderError } from './find-app-files';
import { type ReadFile, readAppFile } from './read-app-file';

/** Options of {@link appsFromFiles}. */
export interface AppsFromFilesOptions {
  /**
   * The folder below that of the cluster that they are rendered into: `prod/search.yaml` becomes `apps/prod/search.yaml`.
   * @default 'apps'
   */
  readonly into?: string;
}

/** A file without mistakes, and what it became. */
interface Made {
  readonly read: ReadFile;
  readonly file: FoundFile;
  readonly app: AppFile;
  readonly application: Application;
}

/**
 * Makes an Application of each YAML file in a folder, and in the folders in it: what a team adds without TypeScript.
 * `apps/prod/search.yaml` becomes the Application `search` in `apps/prod/search.yaml` of the output folder. Its fields are the
 * properties of an `Application` or of a `HelmApplication`, with names in place of constructs; the schema for editors is
 * `node_modules/cdk8s-groundwork/schemas/groundwork.app.schema.json`.
 *
 * Everything that the compiler would refuse is refused by `synth`, with file and line, and all of it at once. Call it below
 * the projects and Applications that the files name.
 *
 * @param folder from the folder that commands are run in
 * @returns the Applications, in the order of their files
 * @example
 *   appsFromFiles(app, 'apps');
 */
export function appsFromFiles(
  scope: Construct,
  folder: string,
  { into = APPS_FOLDER }: AppsFromFilesOptions = {},
): readonly Application[] {
  const root = workingDirectory();
  const problems: string[] = [];
  const holder = clusterFolder(scope, into);
  noteSource(holder);
  holder.node.addValidation({ validate: () => problems });
  const wrong = folderError('appsFromFiles', folder);
  if (wrong) {
    problems.push(wrong);
    return [];
  }
  const found = findAppFiles(root, path.posix.normalize(folder));
  problems.push(...found.problems);
  const made: Made[] = [];
  const declared = new Declared(scope);
  const broken = new Set<string>();
  for (const file of found.files) {
    const read = readAppFile(root, file.file);
    problems.push(...read.problems);
    const { app } = read;
    const name = path.posix.basename(file.inside);
    if (!app) broken.add(name);
    else {
      try {
        const application = becauseOf(file.file, read.lineOf([]), () =>
          make(scope, `${into}/${file.inside}`, app.name ?? name, app, declared),
        );
        made.push({ read, file, app, application });
      } catch (error) {
        broken.add(app.name ?? name);
        problems.push(`${file.file}:${read.lineOf([])}: ${(error as Error).message}`);
      }
    }
  }
  for (const { application } of made) declared.add(application);
  for (const { app, application, file, read } of made) {
    for (const [at, name] of (app.dependsOn ?? []).entries()) {
      const other = declared.application(name);
      if (other) application.dependsOn(other);
      else if (!broken.has(name))
        problems.push(
          `${file.file}:${read.lineOf(['dependsOn', at])}: dependsOn names ${name}, and there is no Application of that name.` +
            (didYouMean(name, declared.applications) ||
              ' One that main.ts declares has to be declared above appsFromFiles'),
        );
    }
  }
  // A project that comes later would not know of these Applications.
  holder.node.addValidation({
    validate: () => {
      const late = new Declared(scope);
      return made
        .filter(({ app }) => !declared.project(app.project) && late.project(app.project))
        .map(
          ({ app, file, read }) =>
            `${file.file}:${read.lineOf(['project'])}: the project ${app.project} is declared below appsFromFiles: declare it above`,
        );
    },
  });
  return made.map(({ application }) => application);
}

function make(scope: Construct, file: string, name: string, app: AppFile, declared: Declared): Application {
  const { dependsOn: _, project: projectName, ...props } = app;
  const project = declared.project(projectName);
  const chart = GroundworkApp.of(scope).file(ClusterScope.of(scope).path(file));
  if ('chart' in props) {
    if (!project)
      throw new Error(
        `the project ${projectName} has to permit what the chart deploys, and main.ts declares no project of that name above ` +
          `appsFromFiles.${didYouMean(projectName, declared.projects)}`,
      );
    return new HelmApplication(chart, 'helm', { ...props, name, project, file }).application;
  }
  return new Application(chart, 'application', { ...props, name, project: project ?? projectName });
}

/** What main.ts has declared so far, by name. */
class Declared {
  private readonly projectsByName = new Map<string, AppProject>();
  private readonly applicationsByName = new Map<string, Application>();

  constructor(scope: Construct) {
    for (const construct of ClusterScope.of(scope).owner.node.findAll()) {
      if (Application.isApplication(construct)) this.add(construct);
      else if (isProject(construct)) this.projectsByName.set(construct.name, construct);
    }
  }

  get projects(): readonly string[] {
    return [...this.projectsByName.keys()];
  }

  get applications(): readonly string[] {
    return [...this.applicationsByName.keys()];
  }

  add(application: Application): void {
    this.applicationsByName.set(application.name, application);
  }

  project(name: string): AppProject | undefined {
    return this.projectsByName.get(name);
  }

  application(name: string): Application | undefined {
    return this.applicationsByName.get(name);
  }
}

/** Not instanceof: cdk8s answers that for every ApiObject alike. A plain manifest of an AppProject derives nothing. */
function isProject(construct: IConstruct): construct is AppProject {
  return ApiObject.isApiObject(construct) && 'derivesClusterKinds' in construct;
}
