import { ApiObject, type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';

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
