import { parseAllDocuments } from 'yaml';
import { fields } from '../../argocd/model/resource';
import { type UpgradableProduct, type UpgradeProblem, upgradeProblem } from '../facts/upgrade-path';
import { CHART_REPOSITORIES } from './chart-mirror';
import { productVersion } from './product-version';

/** A chart that an Application installs. */
export interface InstalledChart {
  readonly product: UpgradableProduct;
  /** Version of the chart. */
  readonly version: string;
}

/** A reason not to upgrade an Application's chart in one step. */
export interface UpgradeWarning extends UpgradeProblem {
  /** Name of the Application. */
  readonly application: string;
}

/** Where a chart is taken from, by its public repository. */
type RepositoryOf = (repository: string) => string;

const isPublic: RepositoryOf = (repository) => repository;

/**
 * The charts of Harbor, Argo CD and Cilium that the Applications among some documents install, by the name of the
 * Application. Takes anything that YAML can be. A chart of the same name from elsewhere has other versions.
 *
 * @param mirrored where the charts are mirrored; a mirror has the same versions
 */
export function installedCharts(documents: readonly unknown[], mirrored = isPublic): Map<string, InstalledChart> {
  const charts = new Map<string, InstalledChart>();
  for (const document of documents) {
    const { apiVersion, kind, metadata, spec } = fields(document);
    const { name } = fields(metadata);
    if (kind !== 'Application' || !String(apiVersion).startsWith('argoproj.io/') || typeof name !== 'string') continue;
    const { source, sources } = fields(spec);
    for (const one of Array.isArray(sources) ? sources : [source]) {
      const { chart, repoURL, targetRevision } = fields(one);
      if (typeof repoURL !== 'string' || typeof targetRevision !== 'string') continue;
      const product = chart as UpgradableProduct;
      if (!Object.hasOwn(CHART_REPOSITORIES, product)) continue;
      const repository = CHART_REPOSITORIES[product];
      if (![repository, mirrored(repository)].includes(withoutSlash(repoURL))) continue;
      charts.set(name, { product, version: targetRevision });
    }
  }
  return charts;
}

/**
 * What the products' documentation says against upgrading one set of charts to another. A new or a removed chart is no
 * upgrade.
 *
 * @param previous by the name of the Application, as {@link installedCharts} gives it
 * @param next likewise
 */
export function upgradeWarnings(
  previous: ReadonlyMap<string, InstalledChart>,
  next: ReadonlyMap<string, InstalledChart>,
): UpgradeWarning[] {
  const warnings: UpgradeWarning[] = [];
  for (const [application, to] of next) {
    const from = previous.get(application);
    if (!from || from.product !== to.product || from.version === to.version) continue;
    const [old, fresh] = [from, to].map(({ product, version }) => productVersion(product, version));
    const problem =
      old === undefined || fresh === undefined ? unknownJump(from, to) : upgradeProblem(to.product, old, fresh);
    if (problem) warnings.push({ application, ...problem });
  }
  return warnings;
}

/**
 * The same for files that are about to replace others.
 *
 * @param files as they will stand
 * @param read the text that stands at a file's path now; undefined if there is none
 * @param mirrored where the charts are mirrored
 */
export function upgradeWarningsOf(
  files: readonly { readonly path: string; readonly text: string; readonly documents: readonly unknown[] }[],
  read: (path: string) => string | undefined,
  mirrored = isPublic,
): UpgradeWarning[] {
  return files.flatMap(({ path, text, documents }) => {
    if (!text.includes('chart')) return [];
    const next = installedCharts(documents, mirrored);
    if (next.size === 0) return [];
    const present = read(path);
    // Nearly always nothing has changed, and parsing is what costs.
    return present === undefined || present === text
      ? []
      : upgradeWarnings(installedCharts(parsed(present), mirrored), next);
  });
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

function unknownJump({ product, version }: InstalledChart, to: InstalledChart): UpgradeProblem {
  return {
    kind: 'notes',
    message: `the chart ${product} goes from ${version} to ${to.version}, and which version of ${product} one of them installs is not known here: read the notes of every release on the way`,
    see: CHART_REPOSITORIES[product],
  };
}

/** The documents that can be parsed. Those that cannot are reported by whatever else reads the tree. */
function parsed(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  return Array.isArray(documents)
    ? documents.filter(({ errors }) => errors.length === 0).map((document) => document.toJS() as unknown)
    : [];
}
