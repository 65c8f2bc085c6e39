import type { IConstruct } from 'constructs';
import { userinfoErrors } from '../argocd/userinfo-errors';
import { ClusterScope } from '../cluster-scope';
import type { UpgradableProduct } from '../facts/upgrade-path';

/** A public chart repository that the platform takes a chart from. */
export type ChartRepository =
  | 'https://argoproj.github.io/argo-helm'
  | 'https://helm.cilium.io'
  | 'https://helm.goharbor.io';

/** Where the charts of the platform come from, if nobody says otherwise. */
export const CHART_REPOSITORIES: Readonly<Record<UpgradableProduct, ChartRepository>> = {
  'argo-cd': 'https://argoproj.github.io/argo-helm',
  cilium: 'https://helm.cilium.io',
  harbor: 'https://helm.goharbor.io',
};

/**
 * Where Argo CD finds the charts in place of their public repositories: a prefix, which host and path of each repository
 * follow, as `groundwork mirror --to` names images; or a URL for each repository by itself.
 *
 * @example 'oci://harbor.example.com/charts' // a registry, harbor.example.com/charts/helm.cilium.io/cilium for Cilium's
 * @example 'https://mirror.example.com/charts' // https://mirror.example.com/charts/helm.cilium.io for Cilium's
 * @example { 'https://helm.cilium.io': 'https://mirror.example.com/cilium' } // the others stay public
 */
export type ChartMirror =
  | string
  | ({ readonly [R in ChartRepository]?: string } & {
      /** Those of the charts that you have imported. */
      readonly [repository: `${'https' | 'http' | 'oci'}://${string}`]: string;
    });

const withoutOci = (url: string) => url.replace(/^oci:\/\//, '');

/** The chart repositories of one cluster. */
export class ChartMirrors {
  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): ChartMirrors {
    const cluster = ClusterScope.of(construct);
    return cluster.registry('ChartMirrors', () => {
      const mirrors = new ChartMirrors();
      cluster.addValidation(() => mirrors.validate());
      return mirrors;
    });
  }

  private mirror: ChartMirror = {};
  /** The repositories that something takes a chart from. */
  private readonly used = new Set<string>();

  /** To be said before there is an Application with a chart. */
  use(mirror: ChartMirror): void {
    this.mirror = mirror;
  }

  /**
   * The repository to take a chart from, by its public one, as Argo CD takes it: an OCI registry without `oci://`. With it, Argo
   * CD would take the URL for that of an artifact, and not ask for the chart.
   */
  urlOf(repository: string): string {
    this.used.add(repository);
    if (typeof this.mirror === 'string')
      return withoutOci(`${this.mirror.replace(/\/+$/, '')}/${repository.replace(/^[a-z]+:\/\//, '')}`);
    const [, mirrored] = Object.entries(this.mirror).find(([name]) => withoutOci(name) === repository) ?? [];
    return mirrored === undefined ? repository : withoutOci(mirrored);
  }

  private validate(): string[] {
    const named = typeof this.mirror === 'string' ? [['mirror.charts', this.mirror]] : Object.entries(this.mirror);
    const known: readonly string[] = [...new Set<string>([...Object.values(CHART_REPOSITORIES), ...this.used])];
    return named.flatMap(([name = '', url]) => {
      const property = name === 'mirror.charts' ? name : `mirror.charts['${name}']`;
      if (name !== property && !known.includes(withoutOci(name)))
        return [`${property}: the platform takes no chart from there; it does from ${known.join(', ')}`];
      if (typeof url !== 'string' || url === '')
        return [`${property} is empty: give the URL of your chart repository, or leave it out`];
      return userinfoErrors(property, url);
    });
  }
}
