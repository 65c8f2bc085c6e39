import { setTimeout as sleep } from 'node:timers/promises';
import { HarborUnreachable } from './client';

/** First and longest pause between two tries, in milliseconds. */
export const PAUSE = { first: 250, longest: 5_000 };

/**
 * How long Harbor may be unreachable before the gate gives up, in milliseconds: a restart of Harbor must not fail a
 * pipeline.
 */
const SILENCE = 60_000;

/** When to stop trying. */
export interface Patience {
  /** Not after this time, in milliseconds since 1970. */
  readonly until: number;
  /** Not after this. @default - until the time is over */
  readonly signal?: AbortSignal;
  /** Told once that there was no answer. */
  retrying(reason: string): void;
}

/** Sends a request to Harbor, and repeats it while there is no answer. @throws what the last try threw */
export async function patiently<T>(ask: () => Promise<T>, { until, signal, retrying }: Patience): Promise<T> {
  const end = Math.min(until, Date.now() + SILENCE);
  for (let pause = PAUSE.first; ; pause = Math.min(pause * 2, PAUSE.longest)) {
    signal?.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof HarborUnreachable) || Date.now() + pause >= end) throw error;
      if (pause === PAUSE.first) retrying(error.message);
      await sleep(pause, undefined, { signal });
    }
  }
}
