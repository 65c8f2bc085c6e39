import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { packChart } from '../cluster/charts';
import { cluster } from '../live';
import { Repository } from '../project';
import type { Example, Servers } from './example';

/** Charts that the examples name: what is in them is no part of any example. */
const CHARTS: Readonly<Record<string, string>> = {
  web: '1.2.3',
  website: '1.4.2',
  'opentelemetry-collector': '0.90.0',
};

const CHART = `apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }} }
data: { values: {{ toJson .Values | quote }} }
`;

/** What is in every repository of others, unless an example needs something else. */
const DEPLOY = { 'deploy/greeting.yaml': configMap('greeting'), 'jobs/greeting.yaml': configMap('jobs') };

export function configMap(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { greeting: hello }\n`;
}

/** Where the examples find what they name. Packs the charts. */
export function serveExamples(): Servers {
  const { charts, web, programs } = cluster();
  const helm = programs.helm as string;
  const folder = path.join(charts, 'oracle');
  for (const [name, version] of Object.entries(CHARTS)) {
    const chart = path.join(charts, 'oracle-sources', name);
    fs.mkdirSync(path.join(chart, 'templates'), { recursive: true });
    fs.writeFileSync(path.join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
    fs.writeFileSync(path.join(chart, 'templates', 'all.yaml'), CHART);
    execFileSync(helm, ['package', chart, '--destination', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  }
  packChart(helm, 'harbor', '1.18.0', folder);
  execFileSync(helm, ['repo', 'index', folder]);
  return { git: `${web}/git`, charts: `${web}/charts/oracle` };
}

/** Makes the repositories of an example. */
export function serve(example: Example, others: Readonly<Record<string, string>> = DEPLOY): void {
  const platform = new Repository(example.url.slice(`${cluster().web}/git/`.length).replace(/\.git$/, ''));
  for (const [file, text] of Object.entries(example.files)) {
    const target = /^-> (\S+)\n?$/.exec(String(text))?.[1];
    if (target === undefined) platform.write({ [file]: String(text) });
    else platform.link(file, target);
  }
  platform.push('The example');
  if (Object.keys(others).length === 0) return;
  for (const name of example.others) new Repository(name).write(others).push('Of others');
}
