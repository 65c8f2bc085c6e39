import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** Charts that stand in for the real ones: they read the same values, and make the objects that the tests look at. */
const STAND_INS = path.join(__dirname, '..', 'charts');

/** The versions that the platform of the tutorial names, and one that it does not. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  cilium: ['1.16.5', '1.19.6'],
  'argo-cd': ['10.1.1'],
  harbor: ['1.19.1'],
};

/**
 * Makes a chart repository: of the stand-ins, or of the real ones, unpacked as `<name>-<version>` in the folder that the
 * variable LIVE_CHARTS names.
 */
export function packCharts(helm: string, folder: string): void {
  for (const [name, versions] of Object.entries(VERSIONS))
    for (const version of versions) packChart(helm, name, version, folder);
  execFileSync(helm, ['repo', 'index', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Packs one of them: as any version, if it stands in. */
export function packChart(helm: string, name: string, version: string, folder: string): void {
  const real = process.env.LIVE_CHARTS && path.join(process.env.LIVE_CHARTS, `${name}-${version}`);
  const chart = real && fs.existsSync(path.join(real, 'templates')) ? real : path.join(STAND_INS, name);
  const args = ['package', chart, '--version', version, '--destination', folder];
  execFileSync(helm, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
