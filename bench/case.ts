/**
 * One case of the benchmark, in a process of its own: `case.js <runner> <shape> <count> <folder>`. Prints the
 * seconds from the first construct to the last byte and the peak memory of the process, as JSON. Reading the program
 * itself is not in the seconds; the cold-start case measures that.
 */
import { App } from 'cdk8s';
import { GroundworkApp } from '../charts/app';
import { synthesize } from '../synth/synthesize';
import { chain, onClusters, oneFileEach } from './applications';

const [, , runner, shape, count, outdir] = process.argv;

function build(app: App): void {
  if (shape === 'files') oneFileEach(app, Number(count));
  else chain(app, Number(count), 20, shape === 'chain');
}

const start = process.hrtime.bigint();
if (runner === 'cdk8s') {
  const app = new App({ outdir });
  build(app);
  app.synth();
} else {
  const app = new GroundworkApp({ outdir });
  if (shape === 'clusters') onClusters(app, Number(count), 10_000);
  else build(app);
  // All of it: the plan, the rules, the writer.
  synthesize(app, { quiet: true, allowRemoval: true });
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
