/** Loaded into a process that is measured: writes its peak memory in MB into the file that the environment names. */
import * as fs from 'node:fs';

const file = process.env.GROUNDWORK_BENCH_PEAK;
if (file !== undefined)
  process.once('exit', () => fs.writeFileSync(file, String(process.resourceUsage().maxRSS / 1024)));
