import { setTimeout as sleep } from 'node:timers/promises';
import {
  type HarborArtifact,
  type HarborClient,
  type HarborReference,
  HarborRefusal,
  type HarborVulnerability,
  type ScanSummary,
  scanSummary,
} from './client';
import type { HarborImage } from './harbor-image';
import { patiently as askPatiently, PAUSE } from './patiently';

/** An image whose manifest was scanned: of an index, one of its platforms. */
export interface ScannedManifest {
  readonly digest: string;

  /** `linux/amd64`; undefined if it is not known. */
  readonly platform?: string;

  /** Name and version of the scanner. */
  readonly scanner?: string;

  readonly vulnerabilities: readonly HarborVulnerability[];
}

/** A finished scan. */
export interface ScanResult {
  /** Digest of what was asked for: the index where there is one. */
  readonly digest: string;
  readonly manifests: readonly ScannedManifest[];

  /** Manifests that are no images, e.g. build attestations: they were not looked at. */
  readonly skipped: readonly string[];
}

/** How a scan goes on. */
export interface ScanProgress {
  /** How many manifests are to be scanned. */
  started(manifests: number): void;

  /** One of them is in another state. */
  changed(manifest: string, status: string): void;

  /** Harbor did not answer, and is asked again. */
  retrying(reason: string): void;

  /** One of them is finished. */
  finished(manifest: string): void;
}

/** The scan of an image gave no result. */
export class ScanUndecided extends Error {
  override readonly name = 'ScanUndecided';
}

interface Leaf {
  readonly digest: string;
  readonly platform?: string;
  readonly before?: ScanSummary;
}

/**
 * Has Harbor scan an image now, and waits for it. A scan that is under way already is waited for, not started again; the
 * report of an earlier scan is never taken for the new one.
 *
 * @param timeout how long to wait, in milliseconds
 * @throws ScanUndecided if the scan failed, was stopped or took too long, or if there is nothing to scan
 * @throws HarborRefusal if Harbor does not let it be asked
 */
export async function scanImage(
  client: HarborClient,
  image: HarborImage,
  timeout: number,
  progress: ScanProgress,
): Promise<ScanResult> {
  const until = Date.now() + timeout;
  const over = new AbortController();
  const top = await patiently(() => client.artifact(image));
  const skipped: string[] = [];
  const leaves = await leavesOf(top, undefined);
  if (leaves.length === 0) throw new ScanUndecided(`${top.digest} is an index without an image in it`);
  progress.started(leaves.length);
  const running = await start();
  try {
    const manifests = await Promise.all(leaves.map((leaf) => follow(leaf)));
    return { digest: top.digest, manifests, skipped };
  } finally {
    // If one image has no result, there is no need to wait for the others.
    over.abort();
  }

  async function leavesOf(artifact: HarborArtifact, reference: HarborReference | undefined): Promise<Leaf[]> {
    const children = artifact.references ?? [];
    if (children.length === 0) {
      const platform = platformOf(reference?.platform) ?? platformOf(artifact.extra_attrs);
      return [{ digest: artifact.digest, ...(platform && { platform }), before: scanSummary(artifact) }];
    }
    const images = children.filter((child) => !isAttestation(child));
    for (const child of children) if (isAttestation(child)) skipped.push(child.child_digest);
    const artifacts = await Promise.all(
      images.map(async (child) => leavesOf(await patiently(() => client.artifact(image, child.child_digest)), child)),
    );
    return artifacts.flat();
  }

  /** Whether a scan was running already. */
  async function start(): Promise<boolean> {
    try {
      await patiently(() => client.scan(image, top.digest));
      return false;
    } catch (error) {
      if (error instanceof HarborRefusal && error.status === 409) return true;
      throw error;
    }
  }

  async function follow(leaf: Leaf): Promise<ScannedManifest> {
    const name = leaf.platform ?? leaf.digest;
    let last = '';
    for (let pause = PAUSE.first; ; pause = Math.min(pause * 1.5, PAUSE.longest)) {
      const summary = scanSummary(await patiently(() => client.artifact(image, leaf.digest)));
      const stale = !running && summary?.report_id !== undefined && summary.report_id === leaf.before?.report_id;
      const status = stale ? 'Pending' : (summary?.scan_status ?? 'Pending');
      if (status !== last) progress.changed(name, status);
      last = status;
      if (status === 'Error' || status === 'Stopped') {
        throw new ScanUndecided(
          `the scan of ${name} ended with ${status}. Harbor keeps its log: the artifact's page in the UI links it.`,
        );
      }
      if (status === 'Success') {
        const vulnerabilities = await findings(leaf, name, summary);
        progress.finished(name);
        const { name: scanner, version } = summary?.scanner ?? {};
        return {
          digest: leaf.digest,
          ...(leaf.platform && { platform: leaf.platform }),
          ...(scanner && { scanner: version ? `${scanner} ${version}` : scanner }),
          vulnerabilities,
        };
      }
      if (Date.now() >= until) {
        throw new ScanUndecided(`the scan of ${name} is ${status} after ${timeout / 1000} s; give more with --timeout`);
      }
      await sleep(Math.min(pause, Math.max(0, until - Date.now())), undefined, { signal: over.signal });
    }
  }

  function patiently<T>(ask: () => Promise<T>): Promise<T> {
    return askPatiently(ask, { until, signal: over.signal, retrying: progress.retrying });
  }

  async function findings(leaf: Leaf, name: string, summary: ScanSummary | undefined): Promise<HarborVulnerability[]> {
    const vulnerabilities = await patiently(() => client.vulnerabilities(image, leaf.digest));
    const total = summary?.summary?.total ?? 0;
    // An empty report beside a sum that is not empty must not open the gate.
    if ((vulnerabilities?.length ?? 0) === 0 && total > 0) {
      throw new ScanUndecided(`the scan of ${name} counts ${total} vulnerabilities, and its report has none of them`);
    }
    return [...(vulnerabilities ?? [])];
  }
}

/** Build tools put provenance beside the images of an index, as manifests of no platform. */
function isAttestation({ platform, annotations }: HarborReference): boolean {
  return annotations?.['vnd.docker.reference.type'] !== undefined || platform?.os === 'unknown';
}

function platformOf(platform: HarborReference['platform']): string | undefined {
  if (!platform?.os || !platform.architecture) return undefined;
  return [platform.os, platform.architecture, platform.variant].filter((part) => part).join('/');
}
