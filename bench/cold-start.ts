import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { typesMemory } from '../synth/type-check';
import { type Measured, timeProcess } from './measure';
import { Table } from './table';

/** This file runs compiled, in lib/bench. */
const ROOT = path.join(__dirname, '../..');

/** What runs a main.ts here, so that the empty app is run the same way. */
const JITI = path.join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs');

type InTurn = (
  cases: Record<string, () => Measured | undefined>,
  runs?: number,
) => Record<string, Measured | undefined>;

/** The whole process, from nothing: what somebody waits for after each change. */
export function coldStarts(
  folder: string,
  inTurn: InTurn,
  seconds: (s?: number) => string,
  times: (n?: number) => string,
): void {
  const empty = path.join(folder, 'empty.ts');
  const modules = path.join(folder, 'node_modules');
  if (!fs.existsSync(modules)) fs.symlinkSync(path.join(ROOT, 'node_modules'), modules);
  fs.writeFileSync(
    empty,
    `import { App, Chart } from 'cdk8s';\n\nconst app = new App({ outdir: ${JSON.stringify(path.join(folder, 'empty'))} });\nnew Chart(app, 'empty');\napp.synth();\n`,
  );
  const template = installTemplate(path.join(folder, 'template'));
  const outdir = path.join(folder, 'seed', 'dist');
  const synth = () => timeProcess(process.execPath, ['bin/groundwork.js', 'synth'], ROOT, { CDK8S_OUTDIR: outdir });
  // A tenth of a second swings by half of it on a shared machine: many turns, and not beside what takes seconds.
  const measured = {
    ...inTurn(
      {
        seed: () => synth(),
        edited: () => {
          // What an edit does: the types are no longer known to be right, and only what has changed is checked again.
          fs.rmSync(typesMemory(path.join(ROOT, 'main.ts')), { force: true });
          return synth();
        },
        empty: () => timeProcess(process.execPath, [JITI, empty], ROOT),
      },
      25,
    ),
    ...(template && inTurn({ template: () => timeProcess('npx', ['cdk8s', 'synth'], template) }, 3)),
  };
  const against = (b?: Measured) => times(b && measured.seed && b.seconds / measured.seed.seconds);
  const table = new Table('cold start, whole process', 'time', 'against the seed’s platform');
  table.row('groundwork synth of the seed’s platform', seconds(measured.seed?.seconds), '');
  table.row('an empty cdk8s app, same runner', seconds(measured.empty?.seconds), against(measured.empty));
  table.row('the same after an edit: types checked', seconds(measured.edited?.seconds), against(measured.edited));
  table.row(
    'npx cdk8s synth of an empty app with ts-node, as its template sets it up',
    template ? seconds(measured.template?.seconds) : 'not measured: npm install failed',
    against(measured.template),
  );
  table.print();
}

/** What `cdk8s init typescript-app` makes: an empty chart, run by ts-node, which checks the types on each run. */
function installTemplate(folder: string): string | undefined {
  fs.mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  write(
    'package.json',
    JSON.stringify({
      private: true,
      dependencies: { cdk8s: '2', 'cdk8s-plus-28': '2', constructs: '10' },
      devDependencies: { 'cdk8s-cli': '2', 'ts-node': '10', typescript: '5', '@types/node': '20' },
    }),
  );
  write('cdk8s.yaml', 'language: typescript\napp: npx ts-node main.ts\n');
  write(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { target: 'ES2017', module: 'commonjs', strict: true, skipLibCheck: true } }),
  );
  write(
    'main.ts',
    "import { Construct } from 'constructs';\nimport { App, Chart, ChartProps } from 'cdk8s';\n\nexport class MyChart extends Chart {\n  constructor(scope: Construct, id: string, props: ChartProps = {}) {\n    super(scope, id, props);\n  }\n}\n\nconst app = new App();\nnew MyChart(app, 'template');\napp.synth();\n",
  );
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'ignore',
  });
  return status === 0 ? folder : undefined;
}
