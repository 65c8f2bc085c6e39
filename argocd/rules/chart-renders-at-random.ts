import { ignoredFieldsOf } from '../analysis/ignored-difference';
import { drawsOf, knownRandomChart, pinText } from '../analysis/random-charts';
import { some } from '../analysis/words';
import { fieldText } from '../model/field-text';
import type { Application, ApplicationSource, Model, Pointer, RandomObject } from '../model/types';
import { fields, type Reporter, type Rule } from '../rule';
import { groupOf } from '../semantics/api-version';

export const rule: Rule = {
  name: 'chart-renders-at-random',
  severity: 'warn',
  summary: 'A chart renders to something else each time, so the Application never stays Synced.',
  check(model, report) {
    for (const application of model.applications) {
      for (const source of application.sources) {
        if (source.trials) reportTrial(application, source, source.trials.random, model, report);
        else if (source.type === 'helm' && source.chart !== '') reportKnown(application, source, report);
      }
    }
  },
};

const AGAIN = 'each time that Argo CD renders it (a change, a refresh, or a day later)';

/** The chart was rendered twice. */
function reportTrial(
  application: Application,
  source: ApplicationSource,
  random: readonly RandomObject[],
  model: Model,
  report: Reporter,
): void {
  const compared = random.flatMap((one): readonly RandomObject[] => {
    if (one.hook) return [];
    const namespace = one.namespace || application.destination.namespace;
    const ignored = ignoredFieldsOf(application, { ...one, group: groupOf(one.apiVersion), namespace }, model);
    const paths = one.paths.filter((path) => !ignored(path));
    return paths.length === 0 ? [] : [{ ...one, paths }];
  });
  const drawn = compared.filter(({ paths }) => !paths.every(isChecksum));
  const told = drawn.length > 0 ? drawn : compared;
  if (told.length === 0) return;
  const restarted = compared.filter(({ paths }) => paths.some(ofPods)).map(({ kind, name }) => `${kind} ${name}`);
  const where = told.map(
    ({ kind, name, template, paths }) =>
      `${kind} ${name}: ${some([...new Set(paths.map(fieldText))], 6)} (${template})`,
  );
  const pods = restarted.length > 0 ? `. The pods of ${some(restarted)} start anew each time` : '';
  report.find({
    message: `Application ${application.name} is rendered at random: ${AGAIN}, it has another value in ${some(where, 8)}${pods}`,
    fix: fixOf(source, told),
    resource: application.resource,
    pointer: [...source.pointer, source.chart === '' ? 'path' : 'chart'],
  });
}

function isChecksum(path: Pointer): boolean {
  return ofPods(path) && path.includes('annotations');
}

function ofPods(path: Pointer): boolean {
  return path[0] === 'spec' && (path[1] === 'template' || path[1] === 'jobTemplate');
}

function fixOf(source: ApplicationSource, told: readonly RandomObject[]): string {
  // `web/charts/redis/templates/secret.yaml` is of the chart redis.
  const charts = [...new Set(told.map(({ template }) => /([^/]+)\/templates\//.exec(template)?.[1] ?? ''))];
  const known = charts.flatMap((name) => {
    const chart = knownRandomChart(source, name);
    return chart ? (drawsOf(chart, source) ?? chart.draws).map((draw) => `${draw.what} by ${pinText(draw)}`) : [];
  });
  if (known.length > 0)
    return `Give the chart what it draws, from a Secret that is not in Git: it pins ${known.join('; ')}.`;
  return (
    'Give the chart what it draws, by the name of a Secret that is there before (often a value existingSecret), or have it come from ' +
    'cert-manager or a Job; where the chart has no such value, leave the field out with spec.ignoreDifferences and ' +
    'RespectIgnoreDifferences=true. A template that keeps the old value with lookup does so only in helm install: Argo CD renders ' +
    'without the cluster.'
  );
}

/** The chart is not at hand, but known. */
function reportKnown(application: Application, source: ApplicationSource, report: Reporter): void {
  const chart = knownRandomChart(source);
  const draws = chart && drawsOf(chart, source);
  if (!chart || !draws || draws.length === 0) return;
  // What is left out of the comparison cannot be told without the objects.
  if (fields(application.spec).ignoreDifferences !== undefined) return;
  report.find({
    message: `Application ${application.name} is rendered at random: ${AGAIN}, the chart ${chart.name} ${source.targetRevision} draws ${draws.map(({ what }) => what).join(', ')} anew, because no value gives them: it does not stay Synced, and its pods start anew`,
    fix: `Give it from a Secret that is not in Git: ${draws.map((draw) => `${draw.what} by ${pinText(draw)}`).join('; ')}.`,
    resource: application.resource,
    pointer: [...source.pointer, 'chart'],
  });
}
