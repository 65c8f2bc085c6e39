import type { Chart } from './chart';
import { type Overlay, readOverlay } from './overlay';
import { overlay } from './overlay-file';
import { type ChartValues, chartValues } from './values';

/** The values of a chart as this project types them. */
export function valuesOf(chart: Chart): ChartValues {
  return chartValues(chart, chartOverlay(chart.name));
}

/** The rules for any chart, then a chart's own. */
export function chartOverlay(name: string): Overlay {
  const common = readOverlay(overlay('common.yaml'), 'tools/import/overlays/common.yaml');
  const own = readOverlay(overlay(`${name}.yaml`), `tools/import/overlays/${name}.yaml`);
  // A chart need not have every key of the common rules, so that is not reported.
  return { ...own, rules: [...common.rules.map((rule) => ({ ...rule, common: true })), ...own.rules] };
}
