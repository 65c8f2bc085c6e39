import { ApiObject, type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { GroundworkApp } from '../charts/app';
import { AppProject } from '../charts/argocd/app-project';
import { Application } from '../charts/argocd/application';
import { AppsOfApps } from '../charts/argocd/apps-of-apps';
import { Cluster } from '../charts/clusters/cluster';

/** The repository that what is rendered for many clusters is committed to. */
export const FLEET = 'https://git.example.com/fleet.git';

/** The manifest of one Application, about as large as a real one. */
function manifest(i: number) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: `app-${i}`,
      namespace: 'argocd',
      annotations: {
        'argocd.argoproj.io/manifest-generate-paths': `/deploy/app-${i}`,
        'argocd.argoproj.io/sync-wave': '3',
      },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: `team-${i % PROJECTS}`,
      source: {
        repoURL: `https://github.com/orgname/team-${i % PROJECTS}.git`,
        targetRevision: 'main',
        path: `deploy/app-${i}`,
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: `team-${i % PROJECTS}-prod` },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
        retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
      },
    },
  };
}

const PROJECTS = 20;

function project(i: number) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: `team-${i}`, namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
    spec: {
      sourceRepos: [`https://github.com/orgname/team-${i}.git`],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: `team-${i}-*` }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    },
  };
}

/** One chart, and so one file, for each Application: the same constructs for cdk8s' App and for ours. */
export function oneFileEach(app: App, count: number): void {
  const projects = new Construct(app, 'projects');
  for (let i = 0; i < PROJECTS; i++) new ApiObject(new Chart(projects, `team-${i}`), 'project', project(i));
  const folder = new Construct(app, 'apps');
  for (let i = 0; i < count; i++) {
    new ApiObject(new Chart(folder, `app-${i}`), 'application', manifest(i));
  }
}

/** A chain of charts, each depending on the one before, with some objects each. With `linked` false: the same, unchained. */
export function chain(app: App, charts: number, objects: number, linked: boolean): void {
  let previous: Chart | undefined;
  for (let i = 0; i < charts; i++) {
    const chart = new Chart(app, `chart-${i}`);
    for (let k = 0; k < objects; k++)
      new ApiObject(chart, `object-${k}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${i}-o${k}` } });
    if (previous && linked) chart.addDependency(previous);
    previous = chart;
  }
}

/**
 * As many Applications as constructs, shared out among clusters with an Argo CD each, with a project for every hundred: the same
 * for one cluster and for a hundred.
 */
export function onClusters(app: GroundworkApp, clusters: number, total: number): void {
  const each = total / clusters;
  for (let c = 0; c < clusters; c++) {
    const cluster = new Cluster(app, `cluster-${c}`, { nodes: [{ name: 'm1', address: '10.0.0.1' }] });
    new AppsOfApps(cluster, 'root', { repository: { url: FLEET } });
    const projects = Array.from({ length: Math.ceil(each / 100) }, (_, p) => {
      return new AppProject(cluster.file(`projects/team-${p}`), 'project', { name: `team-${p}` });
    });
    for (let i = 0; i < each; i++)
      new Application(cluster.file(`apps/team-${Math.floor(i / 100)}/app-${i}`), 'application', {
        name: `app-${i}`,
        project: projects[Math.floor(i / 100)] as AppProject,
        source: { repoURL: 'https://github.com/orgname/team.git', targetRevision: 'main', path: `deploy/app-${i}` },
        destination: { namespace: `app-${i}` },
        syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
      });
  }
}
