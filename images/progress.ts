import { MultiBar, Presets } from 'cli-progress';
/** Progress of something that takes a while: a bar on a terminal, nothing elsewhere (what is done is printed anyway). */
export interface Progress {
  /** Adds to what is to be done. */
  expect(amount: number): void;

  /** Adds to what is done. */
  advance(amount: number): void;

  /** Prints a line above the bar. */
  line(text: string): void;

  /** Removes the bar. */
  stop(): void;
}

/**
 * @param title what is in progress
 * @param unit what is counted; bytes are printed in MiB
 */
export function newProgress(title: string, unit: 'images' | 'sources' | 'bytes', total = 0): Progress {
  const out = process.stderr;
  if (!out.isTTY || process.env.TERM === 'dumb') {
    return {
      expect: () => undefined,
      advance: () => undefined,
      line: (text) => out.write(`${text}\n`),
      stop: () => undefined,
    };
  }
  const inUnit = (amount: number) => (unit === 'bytes' ? `${(amount / 2 ** 20).toFixed(1)} MiB` : String(amount));
  const bars = new MultiBar(
    {
      format: (_options, { progress, value, total: all }) => {
        const width = 30;
        const full = Math.round(Math.min(1, progress) * width);
        return `${title} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${inUnit(value)} of ${inUnit(all)}`;
      },
      stream: out,
      hideCursor: true,
      clearOnComplete: true,
      // The library's own signal handler restores the cursor, but lets the program go on.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let expected = total;
  let done = 0;
  const bar = bars.create(Math.max(total, 1), 0);
  const onSignal = (signal: NodeJS.Signals) => {
    stop();
    process.kill(process.pid, signal);
  };
  const stop = () => {
    process.removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
    // Lines wait for the next time the bar is drawn, which would not come.
    bars.update();
    bars.stop();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  return {
    expect: (amount) => {
      expected += amount;
      bar.setTotal(Math.max(expected, 1));
    },
    advance: (amount) => {
      done += amount;
      bar.update(done);
    },
    line: (text) => bars.log(`${text}\n`),
    stop,
  };
}
