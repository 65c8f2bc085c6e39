import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { styled } from '../report/style';
import { DEFAULT_OUTDIR } from '../synth/layout';
import { readChart } from '../tools/import/chart';
import { valuesOf } from '../tools/import/chart-values';
import { readFacts } from '../tools/import/facts';
import type { ChartValues } from '../tools/import/values';
import { type ChangedDefault, diffValues, type ValuesDiff } from '../tools/import/values-diff';
import { parseYaml } from '../tools/import/yaml';
import { formatOption } from './format-option';
import { helpText } from './help';

interface Options {
  readonly values?: string;
  readonly format: keyof typeof FORMATS;
}

const FORMATS = {
  text: { summary: 'for people', print: (file: string, result: ValuesDiff) => text(file, result) },
  json: {
    summary: 'one object',
    print: (file: string, result: ValuesDiff) => `${JSON.stringify({ file, ...result }, null, 2)}\n`,
  },
} as const;

/** `groundwork values`: what a chart knows about the values in use. */
export function command(): Command {
  const values = new Command('values');
  values
    .command('diff')
    .description('Tell, for the values in use, what an upgrade of a chart removes, renames or changes by default.')
    .argument('<chart>', "the chart's name, such as cilium")
    .argument('<old>', 'an imported version, or the path of a chart (folder or package)')
    .argument('<new>', 'an imported version, or the path of a chart (folder or package)')
    .option('--values <file>', `the values in use (default: ${DEFAULT_OUTDIR}/values/<chart>.yaml)`)
    .addOption(formatOption(FORMATS))
    .addHelpText(
      'after',
      helpText(
        'Exit code: 0 nothing in use is lost, 1 the new version removes or refuses a value in use, 2 wrong use.',
      ),
    )
    .action(diff);
  return values;
}

async function diff(chart: string, old: string, next: string, options: Options): Promise<void> {
  const [before, after] = [await chartValues(chart, old), await chartValues(chart, next)];
  const file = options.values ?? valuesInUse(chart);
  const result = diffValues(readValues(file), before, after);
  process.stdout.write(FORMATS[options.format].print(file, result));
  if (result.removed.length + result.refused.length > 0) process.exitCode = 1;
}

/** The values of an imported version, or of a chart in a folder or package. */
async function chartValues(name: string, version: string): Promise<ChartValues> {
  if (!/[/\\]|\.tgz$/.test(version) && !existsSync(join(version, 'Chart.yaml'))) return readFacts(name, version);
  const chart = await readChart(version);
  if (chart.name !== name) throw new Error(`${version}: is the chart '${chart.name}', expected '${name}'.`);
  return valuesOf(chart);
}

/** The values that synth wrote for a chart; its file is called after the chart or after the system (argocd for argo-cd). */
function valuesInUse(chart: string): string {
  const files = [chart, chart.replaceAll('-', '')].map((name) => join(DEFAULT_OUTDIR, 'values', `${name}.yaml`));
  return files.find((file) => existsSync(file)) ?? files[0];
}

function readValues(file: string): Record<string, unknown> {
  if (!existsSync(file)) {
    const folder = dirname(file);
    const there = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
    throw new Error(
      `${file}: not there${there.length > 0 ? `; ${folder} has ${there.join(', ')}` : ''}. Name the values in use with --values.`,
    );
  }
  const values = parseYaml(readFileSync(file, 'utf8'), file) ?? {};
  if (typeof values !== 'object' || Array.isArray(values)) throw new Error(`${file}: expected an object of values.`);
  return values as Record<string, unknown>;
}

function text(file: string, diff: ValuesDiff): string {
  const lines = [`${diff.chart} ${diff.from} -> ${diff.to}, ${diff.values} values in use (${file})`];
  const section = (title: string, items: readonly string[]) => {
    if (items.length > 0)
      lines.push('', `${styled('bold', title)} (${items.length})`, ...items.map((item) => `  ${item}`));
  };
  section(
    'Removed: in use, and no key of the new version',
    diff.removed.map(({ path, value, maybe }) => {
      const guess = maybe.length > 0 ? `  renamed? a guess by name: ${maybe.join(' or ')}` : '';
      return `${path}: ${show(value)}${guess}`;
    }),
  );
  section(
    'Refused: in use, and not of the type that the new version has',
    diff.refused.map(({ why }) => why),
  );
  section('Unknown: in use, and no key of either version', diff.unknown);
  section(
    'Types and choices that changed, of values in use',
    diff.types.map(({ path, from, to }) => `${path}: ${from} -> ${to}`),
  );
  const images = diff.defaults.filter(({ path }) => IMAGE.test(path));
  const [set, unset] = [
    diff.defaults.filter(isSet),
    diff.defaults.filter((one) => !isSet(one) && !images.includes(one)),
  ];
  section('Defaults that change under you: not set by the values in use', unset.map(change));
  section(
    'Defaults that change, but the values in use set them',
    set.map((one) => `${change(one)}, set to ${show(one.set)}`),
  );
  section('Images that move', images.filter((one) => !isSet(one) && !/digest$/i.test(one.path)).map(change));
  lines.push('', `${diff.added.length} keys are new.`);
  if (diff.removed.length + diff.refused.length === 0) lines.push('No value in use is lost.');
  return `${lines.join('\n')}\n`;
}

/** A chart pins its images by default; their tags say all that a reader wants, the digests are in the JSON. */
const IMAGE = /(^|\.)\w*image\.(tag|\w*digest)$/i;

function change({ path, from, to }: ChangedDefault): string {
  if (isList(from) && isList(to)) {
    const items = [
      ...from.filter((item) => !to.includes(item)).map((item) => `-${item}`),
      ...to.filter((item) => !from.includes(item)).map((item) => `+${item}`),
    ];
    if (items.length > 0) return `${path}: ${items.join(' ')}`;
  }
  return `${path}: ${show(from, to)} -> ${show(to, from)}`;
}

function isList(value: unknown): value is (string | number | boolean)[] {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object');
}

function isSet(changed: ChangedDefault): boolean {
  return Object.hasOwn(changed, 'set');
}

/** The longest value that a line shows. */
const MAX_SHOWN = 60;

/** A long value is shown from where it differs from the other one. */
function show(value: unknown, other?: unknown): string {
  const [shown, compared] = [value, other].map((one) => (one === undefined ? 'nothing' : JSON.stringify(one)));
  if (shown.length <= MAX_SHOWN) return shown;
  const same = other === undefined ? 0 : [...shown].findIndex((char, index) => char !== compared[index]);
  const start = Math.max(0, same - 10);
  const part = shown.slice(start, start + MAX_SHOWN);
  return `${start > 0 ? '…' : ''}${part}${start + MAX_SHOWN < shown.length ? '…' : ''}`;
}
