import type { IConstruct } from 'constructs';
import type { ChartFacts } from '../../tools/import/chart-facts';
import { ClusterScope } from '../cluster-scope';

interface RandomChart {
  /** Name of the Application. */
  readonly name: string;
  readonly namespace: string;
  readonly facts: ChartFacts;
  readonly ignored: readonly { readonly kind: string; readonly name?: string }[];
}

/** Remembers a chart that draws something at random at each rendering. */
export function noteRandom(scope: IConstruct, chart: RandomChart): void {
  if (chart.facts.random.length > 0) chartsOf(scope).push(chart);
}

function chartsOf(construct: IConstruct): RandomChart[] {
  return ClusterScope.of(construct).registry<RandomChart[]>('randomCharts', () => []);
}

/** What Argo CD will find changed at each refresh, because it renders the chart anew. */
export function randomWarnings(app: IConstruct): string[] {
  return chartsOf(app).flatMap(({ name, facts, ignored }) => {
    const left = facts.random
      .map((one) => one.replaceAll('{release}', name))
      .filter(
        (one) =>
          !ignored.some(
            (other) => one === `${other.kind}/${other.name}` || (!other.name && one.startsWith(`${other.kind}/`)),
          ),
      );
    if (left.length === 0) return [];
    return [
      `Application ${name}: with its defaults, ${facts.chart} ${facts.version} draws something at random at every rendering, so that ` +
        `Argo CD finds ${left.join(', ')} changed again and again. Give it the values that it would draw (often a Secret by name), or ` +
        'ignoreDifferences; where these values leave nothing to chance, say nothingRandom: true',
    ];
  });
}
