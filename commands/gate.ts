import { Command, InvalidArgumentError, Option } from 'commander';
import { GATE_FORMATS, runGate } from '../images/harbor/run-gate';
import { THRESHOLDS, type Threshold } from '../images/harbor/severity';
import { formatOption } from './format-option';

const DEFAULT_TIMEOUT = '10m';

interface GateOptions {
  readonly harbor?: string;
  readonly threshold: Threshold;
  readonly ignoreUnfixable: boolean;
  readonly timeout: number;
  readonly format: keyof typeof GATE_FORMATS;
}

/** `groundwork gate`: keeps images with known vulnerabilities out. */
export function command(): Command {
  return new Command('gate')
    .description(
      'Has Harbor scan an image, waits for the result and judges it. All platforms of an index are looked at. What is on ' +
        'the CVE allowlist in effect for the project does not count, until the list expires; the report names it.\n\n' +
        'Signs in with HARBOR_USERNAME and HARBOR_PASSWORD, or as docker login did for the host.\n\n' +
        'Exit code: 0 below the threshold, 1 at or above it, 2 if there is no verdict.',
    )
    .argument('<image>', 'host[:port]/project/repository[:tag|@digest]')
    .option(
      '--harbor <url>',
      "Harbor's URL; http:// only where it is meant (default: https:// and the image's host)",
      url,
    )
    .addOption(
      new Option('--threshold <severity>', 'from which severity on to fail').choices(THRESHOLDS).default('high'),
    )
    .option('--ignore-unfixable', 'let pass what has no fix yet', false)
    .addOption(
      new Option('--timeout <duration>', 'how long to wait for the scan, such as 90s or 1h')
        .argParser(duration)
        .default(duration(DEFAULT_TIMEOUT), DEFAULT_TIMEOUT),
    )
    .addOption(formatOption(GATE_FORMATS))
    .action(async (image: string, options: GateOptions) => {
      const { open, report } = await runGate({ image, ...options });
      process.stdout.write(report);
      process.exitCode = open ? 0 : 1;
    });
}

function url(text: string): string {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new InvalidArgumentError('Write http://host[:port] or https://host[:port].');
  }
  if (parsed.username || parsed.password) {
    throw new InvalidArgumentError('A password in it would be in every log. Set HARBOR_USERNAME and HARBOR_PASSWORD.');
  }
  return text.replace(/\/+$/, '');
}

function duration(text: string): number {
  const [, amount, unit] = /^(\d+)(s|m|h)?$/.exec(text) ?? [];
  const seconds = Number(amount) * { s: 1, m: 60, h: 3600 }[(unit ?? 's') as 's' | 'm' | 'h'];
  if (!(seconds > 0)) throw new InvalidArgumentError('Write seconds, or 90s, 10m, 1h.');
  return seconds * 1000;
}
