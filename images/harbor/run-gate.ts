import { oneLine } from '../foreign-text';
import { newProgress } from '../progress';
import { DockerCredentials } from '../registry/docker-credentials';
import { effectiveAllowlist } from './allowlist';
import { HarborClient, type HarborLogin, HarborRefusal } from './client';
import { gateJson, gateText } from './gate-report';
import { gateSarif } from './gate-sarif';
import { type HarborImage, parseHarborImage } from './harbor-image';
import { patiently } from './patiently';
import { type ScanProgress, scanImage } from './scan';
import { type GateRule, judge } from './verdict';

/** What to look at, and how. */
export interface GateRun extends GateRule {
  /** `host[:port]/project/repository[:tag|@digest]` */
  readonly image: string;

  /** Where Harbor is. @default - https and the image's host */
  readonly harbor?: string;

  /** How long to wait for the scan, in milliseconds. */
  readonly timeout: number;
  readonly format: keyof typeof GATE_FORMATS;

  /** Where the login is looked for. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/** How the verdict can be printed. */
export const GATE_FORMATS = {
  text: { summary: 'for people', print: gateText },
  json: { summary: 'one object', print: gateJson },
  sarif: { summary: 'SARIF 2.1.0, for code scanning', print: gateSarif },
} as const;

/**
 * Has an image scanned and judges it. Vulnerabilities on the CVE allowlist that is in effect for its project do not
 * count, as in Harbor's own check ("Prevent vulnerable images from running").
 *
 * @returns whether it may pass, and the report
 * @throws Error if there is no verdict: bad reference, no login, no such image, scan failed or too slow
 */
export async function runGate(run: GateRun): Promise<{ readonly open: boolean; readonly report: string }> {
  const image = parseHarborImage(run.image);
  const url = run.harbor ?? `https://${image.registry}`;
  const login = await findLogin(new URL(url).host, run.env ?? process.env);
  const progress = newScanProgress();
  try {
    const client = new HarborClient(url, login);
    const until = Date.now() + run.timeout;
    const result = await scanImage(client, image, run.timeout, progress);
    const allowlist = await patiently(() => effectiveAllowlist(client, image.project), {
      until,
      retrying: progress.retrying,
    });
    const verdict = judge(result, run, allowlist);
    progress.stop();
    return {
      open: verdict.open,
      report: GATE_FORMATS[run.format].print({ image: run.image, result, rule: run, verdict }),
    };
  } catch (error) {
    progress.stop();
    throw explained(error, run.image, image);
  }
}

async function findLogin(host: string, env: NodeJS.ProcessEnv): Promise<HarborLogin> {
  const { HARBOR_USERNAME: username, HARBOR_PASSWORD: password } = env;
  if (username && password) return { username, password };
  if (username || password) {
    throw new Error(`${username ? 'HARBOR_USERNAME' : 'HARBOR_PASSWORD'} is set without the other; set both or none`);
  }
  const credential = await DockerCredentials.load(env).for(host);
  if (credential?.kind === 'password') return { username: credential.username, password: credential.password };
  throw new Error(
    credential
      ? `docker's login for ${host} is a token, which Harbor's API does not take; set HARBOR_USERNAME and HARBOR_PASSWORD`
      : `no login for ${host}: set HARBOR_USERNAME and HARBOR_PASSWORD (a robot will do), or run docker login ${host}`,
  );
}

function newScanProgress(): ScanProgress & { stop(): void } {
  const bar = newProgress('scanned', 'images');
  return {
    started: (manifests) => bar.expect(manifests),
    changed: (manifest, status) => bar.line(oneLine(`${manifest}: ${status}`)),
    retrying: (reason) => bar.line(`${reason}; trying again`),
    finished: () => bar.advance(1),
    stop: () => bar.stop(),
  };
}

/** Harbor's own message, and what it means for the user of the gate. */
function explained(error: unknown, text: string, { project }: HarborImage): unknown {
  if (!(error instanceof HarborRefusal)) return error;
  const hint = {
    401: 'Check HARBOR_USERNAME and HARBOR_PASSWORD; a robot is called robot$… and may have expired.',
    403: `The account may not scan in the project ${project}. A robot needs artifact:read, artifact-addition:read, scan:create and scan:read there, and project:read for the CVE allowlist.`,
    404: `There is no such image, or the account may not see the project ${project}. Was it pushed?`,
    400: 'Harbor can scan images; what else is stored there it cannot.',
    412: `The project ${project} has no scanner that works. Install Trivy (trivy.enabled in the chart), or enable the scanner.`,
  }[error.status];
  return new Error(`${text}: ${error.message}${hint ? `. ${hint}` : ''}`);
}
