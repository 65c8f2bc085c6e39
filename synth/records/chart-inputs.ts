import { hash } from 'node:crypto';
import { DEFAULT_ARGOCD_VERSION } from '../../argocd/check';
import { normalizeGitUrl } from '../../argocd/semantics/git-url';
import { KubernetesVersion } from '../../argocd/semantics/kubernetes-version';
import { ArgoCdVersion } from '../../argocd/semantics/version';
import { folderInRepository, type GitRepository } from '../git-repository';
import type { KubernetesObject, Plan } from '../plan/plan';

/** The chart of an Application, with all that Helm is told of it. */
export interface ChartInputs {
  /** Name of the Application. */
  readonly name: string;
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  /** One digest for the values, the options, and the cluster that it is rendered for. */
  readonly inputs: string;
}

/** What a plan does not say of itself. */
export interface InputsPlace {
  readonly repository?: GitRepository;
  readonly kubernetesVersion?: string;
}

/** A source of an Application, as far as it matters here. */
export interface Source {
  readonly repoURL?: string;
  readonly chart?: string;
  readonly targetRevision?: string;
  readonly ref?: string;
  readonly path?: string;
  readonly helm?: { readonly valueFiles?: readonly string[] };
}

/** The version of Kubernetes that charts are rendered for where nothing says another. */
export function kubernetesFor(version: string | undefined): string {
  return version ?? String(KubernetesVersion.defaultFor(ArgoCdVersion.orLatest(DEFAULT_ARGOCD_VERSION)));
}

/**
 * The Applications of a plan that are made of one chart and nothing else, by name.
 *
 * @param exact the Applications of which digests of images count: what is rendered is committed, and has them
 */
export function chartInputs(
  plan: Plan,
  place: InputsPlace,
  exact: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, ChartInputs> {
  const found = new Map<string, ChartInputs>();
  const twice = new Set<string>();
  for (const { documents } of plan.files) {
    for (const document of documents) {
      const { name } = document.metadata;
      if (document.kind !== 'Application' || !document.apiVersion.startsWith('argoproj.io/') || !name) continue;
      const inputs = inputsOf(name, document, plan, place, exact.has(name));
      if (found.has(name)) twice.add(name);
      if (inputs) found.set(name, inputs);
    }
  }
  // In two namespaces: a name does not tell which is meant.
  for (const name of twice) found.delete(name);
  return found;
}

function inputsOf(
  name: string,
  { spec }: KubernetesObject,
  plan: Plan,
  place: InputsPlace,
  exact: boolean,
): ChartInputs | undefined {
  const { source, sources, destination } = spec as {
    readonly source?: Source;
    readonly sources?: readonly Source[];
    readonly destination?: { readonly namespace?: string };
  };
  const all = sources ?? (source ? [source] : []);
  const [chart, ...others] = all.filter((one) => one.ref === undefined || one.path !== undefined);
  if (!chart?.chart || others.length > 0) return undefined;
  const files = (chart.helm?.valueFiles ?? []).map((file) => valuesIn(file, all, plan, place));
  const { repoURL = '', targetRevision = '' } = chart;
  const told = [name, destination?.namespace, chart, files, kubernetesFor(place.kubernetesVersion)];
  const whole = JSON.stringify(told);
  // The digest of an image changes no object, and pin writes it on machines without helm.
  const text = exact ? whole : whole.replace(/@?sha256:[0-9a-f]{64}/g, '');
  return {
    name,
    chart: chart.chart,
    repository: repoURL,
    version: targetRevision,
    inputs: `sha256:${hash('sha256', text)}`,
  };
}

/** The values in a file of the plan; for one of another repository only its name, as nothing more is known of it here. */
function valuesIn(file: string, sources: readonly Source[], plan: Plan, { repository }: InputsPlace): unknown {
  const [, ref, inside = ''] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
  const from = sources.find((one) => ref !== undefined && one.ref === ref)?.repoURL;
  const folder = `${folderInRepository(repository)}/`;
  if (!repository || from === undefined || normalizeGitUrl(from) !== normalizeGitUrl(repository.url)) return file;
  if (!inside.startsWith(folder)) return file;
  const planned = plan.files.find(({ path }) => path === inside.slice(folder.length));
  return planned?.values ?? planned?.text ?? file;
}
