import type { IConstruct } from 'constructs';
import type { ChartFacts } from '../../tools/import/chart-facts';
import { ClusterScope } from '../cluster-scope';
import { recordedCharts } from './recorded-charts';

interface RandomChart {
  /** Name of the Application. */
  readonly name: string;
  /** What its import has learnt. @default - it was not imported, and only a record can tell */
  readonly facts?: ChartFacts;
  /** Whether the values leave nothing to chance, as far as its author knows. */
  readonly nothingRandom: boolean;
  readonly ignored: readonly { readonly kind: string; readonly name?: string }[];
}

/** Remembers a chart that may draw something at random at each rendering. */
export function noteRandom(scope: IConstruct, chart: RandomChart): void {
  chartsOf(scope).push(chart);
}

function chartsOf(construct: IConstruct): RandomChart[] {
  return ClusterScope.of(construct).registry<RandomChart[]>('randomCharts', () => []);
}

/** What Argo CD will find changed at each refresh, because it renders the chart anew. */
export function randomWarnings(app: IConstruct): string[] {
  return chartsOf(app).flatMap(({ name, facts, ignored, nothingRandom }) => {
    const recorded = recordedCharts(app).find(name);
    const seen = recorded?.fits ? recorded.record : undefined;
    const learned = nothingRandom ? [] : (facts?.random ?? []).map((one) => one.replaceAll('{release}', name));
    const left = (seen?.random ?? learned).filter(
      (one) =>
        !ignored.some(
          (other) => one === `${other.kind}/${other.name}` || (!other.name && one.startsWith(`${other.kind}/`)),
        ),
    );
    if (left.length === 0) return [];
    return [
      `Application ${name}: with its ${seen ? 'values' : 'defaults'}, ${(seen ?? facts)?.chart} ${(seen ?? facts)?.version} draws something at random at every rendering, so that ` +
        `Argo CD finds ${left.join(', ')} changed again and again. Give it the values that it would draw (often a Secret by name), or ` +
        `ignoreDifferences${seen ? '' : '; where these values leave nothing to chance, say nothingRandom: true'}`,
    ];
  });
}
